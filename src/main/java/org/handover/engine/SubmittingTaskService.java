package org.handover.engine;

import java.util.Map;
import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;
import org.handover.once.Once;

/** Completes tasks once, with a {@link Submission} instead of variables, and keeps of others what {@link KeepTask} says. */
class SubmittingTaskService extends TaskServiceImpl {

    private final Once once;

    SubmittingTaskService(Once once) {
        this.once = once;
    }

    @Override
    public void complete(String taskId) {
        complete(taskId, Map.of());
    }

    @Override
    public void complete(String taskId, Map<String, Object> variables) {
        Submission.with(
                variables,
                () -> commandExecutor.execute(
                        OnceCommand.task(once, taskId, variables, new CompleteTaskCmd(taskId, null))));
    }

    @Override
    public VariableMap completeWithVariablesInReturn(
            String taskId, Map<String, Object> variables, boolean deserializeValues) {
        return Submission.with(
                variables,
                () -> commandExecutor.execute(OnceCommand.task(
                        once, taskId, variables, new CompleteTaskCmd(taskId, null, true, deserializeValues))));
    }

    @Override
    public void saveTask(Task task) {
        commandExecutor.execute(new KeepTask(task));
    }
}
