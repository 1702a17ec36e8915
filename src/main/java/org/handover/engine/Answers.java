package org.handover.engine;

import java.util.List;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessInstanceWithVariablesImpl;
import org.camunda.bpm.engine.impl.runtime.CorrelationHandlerResult;
import org.camunda.bpm.engine.impl.runtime.MessageCorrelationResultImpl;
import org.camunda.bpm.engine.runtime.MessageCorrelationResult;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.Variables;

/** What the engine answered to an act, kept as a word and the id of an instance, and given again. */
final class Answers {

    private static final String STARTED = "started ";
    private static final String RECEIVED = "received ";
    private static final String EACH = "each ";

    private Answers() {}

    static String ofStart(Object instance) {
        return STARTED + ((ProcessInstance) instance).getId();
    }

    static ProcessInstanceWithVariablesImpl start(CommandContext context, String kept) {
        return new ProcessInstanceWithVariablesImpl(
                instance(context, kept.substring(STARTED.length())), Variables.createVariables());
    }

    /** @param result of one correlation, of several, or the instance that was started; null of none */
    static String ofMessage(Object result) {
        if (result instanceof List<?> all) {
            return all.isEmpty() ? null : EACH + ofMessage(all.get(0));
        }
        if (result instanceof MessageCorrelationResult one) {
            return one.getExecution() == null
                    ? STARTED + one.getProcessInstance().getId()
                    : RECEIVED + one.getExecution().getProcessInstanceId();
        }
        return result instanceof ProcessInstance ? ofStart(result) : null;
    }

    /** The same kind of thing again. Who started an instance by correlation gets a result, never the instance itself. */
    static Object message(CommandContext context, String kept) {
        if (kept == null) {
            return null;
        }
        if (kept.startsWith(EACH)) {
            return List.of(message(context, kept.substring(EACH.length())));
        }
        if (kept.startsWith(RECEIVED)) {
            return new MessageCorrelationResultImpl(
                    CorrelationHandlerResult.matchedExecution(instance(context, kept.substring(RECEIVED.length()))));
        }
        var started = new MessageCorrelationResultImpl(CorrelationHandlerResult.matchedProcessDefinition(null, null));
        started.setProcessInstance(instance(context, kept.substring(STARTED.length())));
        return started;
    }

    private static ExecutionEntity instance(CommandContext context, String id) {
        ExecutionEntity running = context.getExecutionManager().findExecutionById(id);
        if (running != null) {
            return running;
        }
        var ended = new ExecutionEntity();
        ended.setId(id);
        ended.setProcessInstance(ended);
        ended.setEnded(true);
        HistoricProcessInstance was =
                context.getHistoricProcessInstanceManager().findHistoricProcessInstance(id);
        if (was != null) {
            ended.setProcessDefinitionId(was.getProcessDefinitionId());
            ended.setBusinessKey(was.getBusinessKey());
        }
        return ended;
    }
}
