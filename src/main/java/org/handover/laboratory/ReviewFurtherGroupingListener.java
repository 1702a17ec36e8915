package org.handover.laboratory;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.engine.ProcessVariables;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Another scientist accepts the grouping of remains found later, or sends it back. */
@Component("reviewFurtherGrouping")
class ReviewFurtherGroupingListener implements TaskListener {

    private final Resegregation resegregation;

    ReviewFurtherGroupingListener(Resegregation resegregation) {
        this.resegregation = resegregation;
    }

    @Override
    public void notify(DelegateTask task) {
        Verdict verdict = Input.of(task).read(in -> Verdict.read(in, "accepted"));

        resegregation.review(
                Reference.of(task.getExecution().getProcessBusinessKey()),
                (String) task.getVariable(ProcessVariables.ITEM),
                verdict,
                Actor.of(task));

        task.getExecution().setVariable("groupingAccepted", verdict.yes());
    }
}
