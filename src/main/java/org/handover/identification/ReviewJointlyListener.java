package org.handover.identification;

import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.engine.Routing;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Records whether the laboratory and the partner nation both sign that the remains are the partner's (rules X5, W7). */
@Component("reviewJointly")
class ReviewJointlyListener implements TaskListener {

    private enum Decided {
        CONCUR,
        RETURN
    }

    private record JointReview(Decided decision, String signatory, String reason, LocalDate on) {}

    private final Outcomes outcomes;

    ReviewJointlyListener(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    @Override
    public void notify(DelegateTask task) {
        JointReview review = Input.of(task).read(in -> {
            Decided decision = in.choice("decision", Decided.class);
            return new JointReview(
                    decision,
                    in.when(decision == Decided.CONCUR, "decision is CONCUR").text("jointReviewSignedBy", 400),
                    decision == Decided.RETURN ? in.text("reason", 3000) : in.optionalText("reason", 3000),
                    in.optionalDate("reviewedOn"));
        });

        outcomes.reviewJointly(
                ItemKey.parse(task.getExecution().getProcessBusinessKey()),
                review.signatory(),
                review.reason(),
                review.on(),
                Actor.of(task));

        Routing.of(task).set("bothSidesSigned", review.decision() == Decided.CONCUR);
    }
}
