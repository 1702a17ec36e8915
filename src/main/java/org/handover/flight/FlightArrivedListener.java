package org.handover.flight;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.handover.engine.Input;
import org.springframework.stereotype.Component;

/** Records an arrival that the airlift reports by message. */
@Component("flightArrived")
class FlightArrivedListener implements ExecutionListener {

    private final ConfirmArrivalListener arrival;

    FlightArrivedListener(ConfirmArrivalListener arrival) {
        this.arrival = arrival;
    }

    @Override
    public void notify(DelegateExecution execution) {
        arrival.arrive(execution, Input.of(execution));
    }
}
