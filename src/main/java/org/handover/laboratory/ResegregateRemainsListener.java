package org.handover.laboratory;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Keeps the grouping of specimens into individuals until another scientist has reviewed it. */
@Component("resegregateRemains")
class ResegregateRemainsListener implements TaskListener {

    private final Resegregation resegregation;

    ResegregateRemainsListener(Resegregation resegregation) {
        this.resegregation = resegregation;
    }

    @Override
    public void notify(DelegateTask task) {
        Reference reference = Reference.of(task.getExecution().getProcessBusinessKey());
        Resegregation.Check check = resegregation.check(reference);
        Resegregation.Grouping grouping = Input.of(task).read(in -> GroupingTable.read(in, check));

        resegregation.group(reference, null, grouping, Actor.of(task));
    }
}
