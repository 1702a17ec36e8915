package org.handover.flight;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Notes that somebody asked where the aircraft is. */
@Component("chaseArrival")
class ChaseArrivalListener implements TaskListener {

    private final Flight flight;

    ChaseArrivalListener(Flight flight) {
        this.flight = flight;
    }

    @Override
    public void notify(DelegateTask task) {
        String remarks = Input.of(task).read(in -> in.optionalText("remarks"));

        flight.chase(Reference.of(task.getExecution().getProcessBusinessKey()), remarks, Actor.of(task));
    }
}
