package org.handover.engine;

import java.util.Map;
import org.camunda.bpm.engine.impl.FormServiceImpl;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.VariableMap;

/** Submits forms with a {@link Submission} instead of variables. */
class SubmittingFormService extends FormServiceImpl {

    @Override
    public ProcessInstance submitStartForm(
            String processDefinitionId, String businessKey, Map<String, Object> properties) {
        return Submission.with(properties, () -> super.submitStartForm(processDefinitionId, businessKey, null));
    }

    @Override
    public ProcessInstance submitStartForm(String processDefinitionId, Map<String, Object> properties) {
        return submitStartForm(processDefinitionId, null, properties);
    }

    @Override
    public void submitTaskForm(String taskId, Map<String, Object> properties) {
        Submission.with(properties, () -> {
            super.submitTaskForm(taskId, null);
            return null;
        });
    }

    @Override
    public VariableMap submitTaskFormWithVariablesInReturn(
            String taskId, Map<String, Object> properties, boolean deserializeValues) {
        return Submission.with(
                properties, () -> super.submitTaskFormWithVariablesInReturn(taskId, null, deserializeValues));
    }
}
