package org.handover.identification;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Countersignature;
import org.handover.engine.Input;
import org.handover.engine.Routing;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Takes over what the laboratory signed out and hands it over to the family against a signed receipt, as the authorised person elected. */
@Component("returnToFamily")
class ReturnToFamilyListener implements TaskListener {

    private record Returned(Countersignature taken, Outcomes.HomeComing home) {}

    private final Outcomes outcomes;

    ReturnToFamilyListener(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    @Override
    public void notify(DelegateTask task) {
        Returned returned = Input.of(task).read(in -> {
            Countersignature taken = Countersignature.read(in, "takenOver", line -> line.text("specimen", 120));
            Input home = in.when(taken.yes(), "takenOver is yes");
            return new Returned(
                    taken,
                    new Outcomes.HomeComing(
                            home.text("receivedBy", 400),
                            home.text("receipt", 200),
                            home.optionalDate("returnedOn"),
                            Election.read(home)));
        });

        boolean takenOver = outcomes.returnToFamily(
                ItemKey.parse(task.getExecution().getProcessBusinessKey()),
                returned.taken(),
                returned.home(),
                Actor.of(task));

        Routing.of(task).set("takenOver", takenOver);
    }
}
