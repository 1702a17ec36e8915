package org.handover.engine;

import java.util.Map;
import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.variable.VariableMap;

/** Completes tasks with a {@link Submission} instead of variables. */
class SubmittingTaskService extends TaskServiceImpl {

    @Override
    public void complete(String taskId) {
        complete(taskId, Map.of());
    }

    @Override
    public void complete(String taskId, Map<String, Object> variables) {
        Submission.with(variables, () -> {
            super.complete(taskId, null);
            return null;
        });
    }

    @Override
    public VariableMap completeWithVariablesInReturn(
            String taskId, Map<String, Object> variables, boolean deserializeValues) {
        return Submission.with(variables, () -> super.completeWithVariablesInReturn(taskId, null, deserializeValues));
    }
}
