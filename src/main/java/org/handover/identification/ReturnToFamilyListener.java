package org.handover.identification;

import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Hands the remains over to the family against a signed receipt, as the authorised person elected. */
@Component("returnToFamily")
class ReturnToFamilyListener implements TaskListener {

    private record Returned(String by, String receipt, LocalDate on, Election election) {}

    private final Outcomes outcomes;

    ReturnToFamilyListener(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    @Override
    public void notify(DelegateTask task) {
        Returned returned = Input.of(task)
                .read(in -> new Returned(
                        in.text("receivedBy", 400),
                        in.text("receipt", 200),
                        in.optionalDate("returnedOn"),
                        Election.read(in)));

        outcomes.returnToFamily(
                ItemKey.parse(task.getExecution().getProcessBusinessKey()),
                returned.by(),
                returned.receipt(),
                returned.on(),
                returned.election(),
                Actor.of(task));
    }
}
