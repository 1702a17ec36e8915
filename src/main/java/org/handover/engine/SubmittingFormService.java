package org.handover.engine;

import java.util.Map;
import org.camunda.bpm.engine.impl.FormServiceImpl;
import org.camunda.bpm.engine.impl.cmd.SubmitStartFormCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.VariableMap;
import org.handover.once.Once;

/** Submits forms once, with a {@link Submission} instead of variables. */
class SubmittingFormService extends FormServiceImpl {

    private final Once once;

    SubmittingFormService(Once once) {
        this.once = once;
    }

    @Override
    public ProcessInstance submitStartForm(String processDefinitionId, Map<String, Object> properties) {
        return submitStartForm(processDefinitionId, null, properties);
    }

    @Override
    public ProcessInstance submitStartForm(
            String processDefinitionId, String businessKey, Map<String, Object> properties) {
        var command = new SubmitStartFormCmd(processDefinitionId, businessKey, null);
        return Submission.with(
                properties,
                () -> commandExecutor.execute(
                        OnceCommand.start(once, processDefinitionId, null, businessKey, properties, command)));
    }

    @Override
    public void submitTaskForm(String taskId, Map<String, Object> properties) {
        submit(taskId, properties, new SubmitTaskFormCmd(taskId, null, false, false));
    }

    @Override
    public VariableMap submitTaskFormWithVariablesInReturn(
            String taskId, Map<String, Object> properties, boolean deserializeValues) {
        return submit(taskId, properties, new SubmitTaskFormCmd(taskId, null, true, deserializeValues));
    }

    private VariableMap submit(String taskId, Map<String, Object> properties, SubmitTaskFormCmd command) {
        return Submission.with(
                properties, () -> commandExecutor.execute(OnceCommand.task(once, taskId, properties, command)));
    }
}
