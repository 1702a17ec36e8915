package org.handover.flight;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.handover.engine.Input;
import org.springframework.stereotype.Component;

/** Records a departure that the airlift reports by message. */
@Component("flightDeparted")
class FlightDepartedListener implements ExecutionListener {

    private final ConfirmDepartureListener departure;

    FlightDepartedListener(ConfirmDepartureListener departure) {
        this.departure = departure;
    }

    @Override
    public void notify(DelegateExecution execution) {
        departure.depart(execution, Input.of(execution));
    }
}
