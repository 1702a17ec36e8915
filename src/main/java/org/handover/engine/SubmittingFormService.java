package org.handover.engine;

import java.util.Map;
import org.camunda.bpm.engine.impl.FormServiceImpl;
import org.camunda.bpm.engine.variable.VariableMap;

/** Submits task forms with a {@link Submission} instead of variables. Start forms keep theirs: the first step reads and removes them. */
class SubmittingFormService extends FormServiceImpl {

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
