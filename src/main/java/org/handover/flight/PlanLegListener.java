package org.handover.flight;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Plans the next leg from where the remains are. */
@Component("planLeg")
class PlanLegListener implements TaskListener {

    private final Flight flight;

    PlanLegListener(Flight flight) {
        this.flight = flight;
    }

    @Override
    public void notify(DelegateTask task) {
        Leg leg = Input.of(task)
                .read(in -> Leg.planned(
                        in.choice("from", Airfield.class),
                        in.choice("to", Airfield.class),
                        in.text("aircraft", 200),
                        in.text("missionNumber", 60),
                        in.date("departOn")));

        flight.plan(Reference.of(task.getExecution().getProcessBusinessKey()), leg, Actor.of(task));

        task.getExecution().setVariable("leavesKorea", leg.leavesKorea());
        task.getExecution().setVariable("atHickam", false);
        // By the end of that day at the airfield.
        task.getExecution()
                .setVariable(
                        "departureDue",
                        Date.from(leg.departOn()
                                .atTime(23, 59)
                                .atZone(leg.from().place().zone())
                                .toInstant()));
    }
}
