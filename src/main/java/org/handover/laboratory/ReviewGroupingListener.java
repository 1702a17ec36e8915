package org.handover.laboratory;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Another scientist accepts a grouping or sends it back. */
@Component("reviewGrouping")
class ReviewGroupingListener implements TaskListener {

    private final Resegregation resegregation;

    ReviewGroupingListener(Resegregation resegregation) {
        this.resegregation = resegregation;
    }

    @Override
    public void notify(DelegateTask task) {
        Verdict verdict = Input.of(task).read(in -> Verdict.read(in, "accepted"));

        resegregation.review(Reference.of(task.getExecution().getProcessBusinessKey()), null, verdict, Actor.of(task));

        task.getExecution().setVariable("groupingAccepted", verdict.yes());
    }
}
