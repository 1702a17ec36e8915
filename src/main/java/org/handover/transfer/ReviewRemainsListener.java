package org.handover.transfer;

import java.time.LocalDate;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Records the field forensic review of each container. It is not identification. */
@Component("reviewRemains")
class ReviewRemainsListener implements TaskListener {

    private record Reviewed(List<FieldReview> reviews, LocalDate on, Place at) {}

    private final Transfer transfer;

    ReviewRemainsListener(Transfer transfer) {
        this.transfer = transfer;
    }

    @Override
    public void notify(DelegateTask task) {
        Reviewed reviewed = Input.of(task)
                .read(in -> new Reviewed(
                        in.table("fieldReview", ReviewRemainsListener::line),
                        in.optionalDate("reviewedOn"),
                        in.optionalChoice("reviewedAt", Place.class)));

        transfer.review(
                Reference.of(task.getExecution().getProcessBusinessKey()),
                reviewed.reviews(),
                reviewed.on(),
                reviewed.at(),
                Actor.of(task));
    }

    private static FieldReview line(Input in) {
        return new FieldReview(
                in.where(),
                in.text("number", 20),
                in.choice("human", Container.Human.class),
                in.optionalText("condition", 1000),
                in.optionalText("effects", 1000),
                in.optionalText("anomaly", 1000));
    }
}
