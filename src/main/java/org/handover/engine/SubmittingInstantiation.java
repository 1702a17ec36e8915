package org.handover.engine;

import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.impl.ProcessInstantiationBuilderImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.runtime.ProcessInstanceWithVariables;
import org.camunda.bpm.engine.runtime.ProcessInstantiationBuilder;

/** Starts an instance with a {@link Submission} instead of variables. */
final class SubmittingInstantiation extends ProcessInstantiationBuilderImpl {

    private final Map<String, Object> submitted = new HashMap<>();

    private SubmittingInstantiation(CommandExecutor executor) {
        super(executor);
    }

    static ProcessInstantiationBuilder byId(CommandExecutor executor, String processDefinitionId) {
        var builder = new SubmittingInstantiation(executor);
        builder.processDefinitionId = processDefinitionId;
        return builder;
    }

    static ProcessInstantiationBuilder byKey(CommandExecutor executor, String processDefinitionKey) {
        var builder = new SubmittingInstantiation(executor);
        builder.processDefinitionKey = processDefinitionKey;
        return builder;
    }

    @Override
    public ProcessInstantiationBuilder setVariable(String name, Object value) {
        submitted.put(name, value);
        return this;
    }

    @Override
    public ProcessInstantiationBuilder setVariables(Map<String, Object> variables) {
        if (variables != null) {
            submitted.putAll(variables);
        }
        return this;
    }

    @Override
    public ProcessInstanceWithVariables executeWithVariablesInReturn(
            boolean skipCustomListeners, boolean skipIoMappings) {
        return Submission.with(
                submitted, () -> super.executeWithVariablesInReturn(skipCustomListeners, skipIoMappings));
    }
}
