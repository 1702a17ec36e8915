package org.handover.flight;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Records where an aircraft landed, with as many cases as went on. */
@Component("confirmArrival")
class ConfirmArrivalListener implements TaskListener {

    private final Flight flight;

    ConfirmArrivalListener(Flight flight) {
        this.flight = flight;
    }

    @Override
    public void notify(DelegateTask task) {
        arrive(task.getExecution(), Input.of(task));
    }

    /** Whether a person confirms it or the airlift reports it by message. */
    void arrive(DelegateExecution execution, Input input) {
        FlightReport report = input.read(FlightReport::read);

        flight.arrive(Reference.of(execution.getProcessBusinessKey()), report, Actor.of(execution));

        execution.setVariable("atHickam", report.airfield() == Airfield.HICKAM);
    }
}
