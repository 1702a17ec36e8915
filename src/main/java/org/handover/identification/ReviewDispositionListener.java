package org.handover.identification;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.engine.Routing;
import org.handover.laboratory.Disposition;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Somebody who neither proposed nor examined concurs, or returns the proposal. */
@Component("reviewDisposition")
class ReviewDispositionListener implements TaskListener {

    private enum Decided {
        CONCUR,
        RETURN
    }

    private record Review(Decided decision, String reason) {}

    private final Dispositions dispositions;

    ReviewDispositionListener(Dispositions dispositions) {
        this.dispositions = dispositions;
    }

    @Override
    public void notify(DelegateTask task) {
        Review review = Input.of(task).read(in -> {
            Decided decision = in.choice("decision", Decided.class);
            return new Review(decision, decision == Decided.RETURN ? in.text("reason") : in.optionalText("reason"));
        });

        Disposition reviewed = dispositions.review(
                ItemKey.parse(task.getExecution().getProcessBusinessKey()),
                review.decision() == Decided.CONCUR,
                review.reason(),
                Actor.of(task));

        Routing.of(task)
                .set("decision", review.decision().name())
                .set("disposition", reviewed.name())
                .set("needsMedicalExaminer", reviewed.needsMedicalExaminer());
    }
}
