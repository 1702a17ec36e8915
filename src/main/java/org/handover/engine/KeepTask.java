package org.handover.engine;

import java.util.Objects;
import java.util.Set;
import org.camunda.bpm.engine.impl.cmd.SaveTaskCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.Task;

/** Keeps when a task is due and whose it is, as Tasklist sends it: whole. A task that no model has, or another name or state of one, is refused. */
record KeepTask(Task task) implements Command<Void> {

    private static final Set<String> FREE = Set.of(
            TaskEntity.ASSIGNEE, TaskEntity.OWNER, TaskEntity.DUE_DATE, TaskEntity.FOLLOW_UP_DATE, TaskEntity.PRIORITY);

    @Override
    public Void execute(CommandContext context) {
        var changed = (TaskEntity) task;
        boolean ofTheModel = changed.getPropertyChanges().values().stream()
                .noneMatch(change -> !FREE.contains(change.getPropertyName())
                        && !Objects.equals(change.getOrgValue(), change.getNewValue()));
        if (changed.getRevision() == 0 || !ofTheModel) {
            throw new PastTheRecord(SaveTaskCmd.class);
        }
        return new SaveTaskCmd(task).execute(context);
    }
}
