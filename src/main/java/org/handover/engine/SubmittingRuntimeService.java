package org.handover.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.impl.MessageCorrelationBuilderImpl;
import org.camunda.bpm.engine.impl.ProcessInstantiationBuilderImpl;
import org.camunda.bpm.engine.impl.RuntimeServiceImpl;
import org.camunda.bpm.engine.impl.cmd.MessageEventReceivedCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.runtime.MessageCorrelationBuilder;
import org.camunda.bpm.engine.runtime.ProcessInstanceWithVariables;
import org.camunda.bpm.engine.runtime.ProcessInstantiationBuilder;
import org.handover.once.Once;

/** Starts instances and correlates messages once, with a {@link Submission} instead of variables. */
class SubmittingRuntimeService extends RuntimeServiceImpl {

    private final Once once;

    SubmittingRuntimeService(Once once) {
        this.once = once;
    }

    @Override
    public ProcessInstantiationBuilder createProcessInstanceByKey(String key) {
        return new SubmittingInstantiation(once, commandExecutor, null, key);
    }

    @Override
    public ProcessInstantiationBuilder createProcessInstanceById(String id) {
        return new SubmittingInstantiation(once, commandExecutor, id, null);
    }

    @Override
    public MessageCorrelationBuilder createMessageCorrelation(String messageName) {
        return new SubmittingCorrelation(once, commandExecutor, messageName);
    }

    @Override
    public void correlateMessage(
            String messageName,
            String businessKey,
            Map<String, Object> correlationKeys,
            Map<String, Object> processVariables) {
        createMessageCorrelation(messageName)
                .processInstanceBusinessKey(businessKey)
                .processInstanceVariablesEqual(correlationKeys)
                .setVariables(processVariables)
                .correlate();
    }

    @Override
    public void messageEventReceived(String messageName, String executionId, Map<String, Object> processVariables) {
        var command = new MessageCommand<>(messageName, new MessageEventReceivedCmd(messageName, executionId, null));
        Submission.with(
                processVariables,
                () -> commandExecutor.execute(
                        OnceCommand.trigger(once, messageName, executionId, processVariables, command)));
    }

    /** Whoever starts an instance elsewhere than at its start event, within a command of the application, sets variables. */
    private static final class SubmittingInstantiation extends ProcessInstantiationBuilderImpl {

        private final Once once;

        SubmittingInstantiation(Once once, CommandExecutor executor, String id, String key) {
            super(executor);
            this.once = once;
            processDefinitionId = id;
            processDefinitionKey = key;
        }

        @Override
        public Map<String, Object> getVariables() {
            return startsAtItsStartEvent() ? Map.of() : super.getVariables();
        }

        @Override
        public ProcessInstanceWithVariables executeWithVariablesInReturn(
                boolean skipCustomListeners, boolean skipIoMappings) {
            if (!startsAtItsStartEvent()) {
                return super.executeWithVariablesInReturn(skipCustomListeners, skipIoMappings);
            }
            Map<String, Object> submitted = super.getVariables();
            var engine = commandExecutor;
            commandExecutor = new CommandExecutor() {
                @Override
                @SuppressWarnings("unchecked")
                public <T> T execute(Command<T> command) {
                    return (T) engine.execute(OnceCommand.start(
                            once, processDefinitionId, processDefinitionKey, businessKey, submitted, (Command<
                                            ProcessInstanceWithVariables>)
                                    command));
                }
            };
            return Submission.with(
                    submitted, () -> super.executeWithVariablesInReturn(skipCustomListeners, skipIoMappings));
        }

        private boolean startsAtItsStartEvent() {
            return modificationBuilder.getModificationOperations().isEmpty();
        }
    }

    private static final class SubmittingCorrelation extends MessageCorrelationBuilderImpl {

        private final Once once;
        private final String message;
        private final Map<String, Object> submitted = new HashMap<>();

        SubmittingCorrelation(Once once, CommandExecutor executor, String messageName) {
            super(executor, messageName);
            this.once = once;
            this.message = messageName;
        }

        @Override
        public MessageCorrelationBuilder setVariable(String name, Object value) {
            submitted.put(name, value);
            return this;
        }

        @Override
        public MessageCorrelationBuilder setVariables(Map<String, Object> variables) {
            if (variables != null) {
                submitted.putAll(variables);
            }
            return this;
        }

        @Override
        public MessageCorrelationBuilder setVariableLocal(String name, Object value) {
            return setVariablesLocal(Map.of(name, value));
        }

        @Override
        public MessageCorrelationBuilder setVariablesLocal(Map<String, Object> variables) {
            return refuse("processVariablesLocal", variables);
        }

        @Override
        public MessageCorrelationBuilder setVariableToTriggeredScope(String name, Object value) {
            return setVariablesToTriggeredScope(Map.of(name, value));
        }

        @Override
        public MessageCorrelationBuilder setVariablesToTriggeredScope(Map<String, Object> variables) {
            return refuse("processVariablesToTriggeredScope", variables);
        }

        /** They would be variables of the instance, which gateways, forms and filters read. */
        private MessageCorrelationBuilder refuse(String field, Map<String, Object> variables) {
            if (variables != null && !variables.isEmpty()) {
                throw new BadUserRequestException(
                        "%s: %s: nobody sets variables of an instance; what a message says goes into processVariables"
                                .formatted(field, String.join(", ", new TreeSet<>(variables.keySet()))));
            }
            return this;
        }

        @Override
        protected <T> T execute(Command<T> command) {
            try {
                var keyed = OnceCommand.message(
                        once,
                        message,
                        businessKey != null ? businessKey : processInstanceId,
                        correlationProcessInstanceVariables,
                        correlationLocalVariables,
                        submitted,
                        new MessageCommand<>(message, command));
                return Submission.with(submitted, () -> super.execute(keyed));
            } catch (MismatchingMessageCorrelationException e) {
                throw businessKey != null && e.getMessage().contains("No process definition or execution")
                        ? nothingWaits(e)
                        : e;
            }
        }

        private MismatchingMessageCorrelationException nothingWaits(MismatchingMessageCorrelationException cause) {
            var refusal = new MismatchingMessageCorrelationException(
                    message,
                    "nothing of %s waits for it: it has not come that far, or it has ended. After the end of a handover new evidence opens the case of an individual again (EvidenceReceived to the individual's own key)"
                            .formatted(businessKey));
            refusal.initCause(cause);
            return refusal;
        }
    }
}
