package org.handover.flight;

import java.time.Duration;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.Reference;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Records that an aircraft left with every case, and when to ask where it is. */
@Component("confirmDeparture")
class ConfirmDepartureListener implements TaskListener {

    private final Flight flight;
    private final Duration grace;

    ConfirmDepartureListener(Flight flight, @Value("${handover.reminders.arrival}") Duration grace) {
        this.flight = flight;
        this.grace = grace;
    }

    @Override
    public void notify(DelegateTask task) {
        depart(task.getExecution(), Input.of(task));
    }

    /** Whether a person confirms it or the airlift reports it by message. */
    void depart(DelegateExecution execution, Input input) {
        FlightReport report = input.read(FlightReport::read);

        flight.depart(Reference.of(execution.getProcessBusinessKey()), report, Actor.of(execution));

        Date due = Date.from(report.at().plus(grace));
        execution.setVariable("arrivalDue", due);
        execution.setVariable("arrivalChaseAt", due);
    }
}
