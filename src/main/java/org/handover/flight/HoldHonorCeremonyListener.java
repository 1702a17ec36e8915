package org.handover.flight;

import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Records honors on leaving Korea and at Hickam, for every case alike. */
@Component("holdHonorCeremony")
class HoldHonorCeremonyListener implements TaskListener {

    private record Held(LocalDate on, String by, String remarks) {}

    private final Flight flight;

    HoldHonorCeremonyListener(Flight flight) {
        this.flight = flight;
    }

    @Override
    public void notify(DelegateTask task) {
        Held held = Input.of(task)
                .read(in -> new Held(in.date("heldOn"), in.text("heldBy", 400), in.optionalText("remarks")));

        int containers = flight.holdCeremony(
                Reference.of(task.getExecution().getProcessBusinessKey()),
                held.on(),
                held.by(),
                held.remarks(),
                Actor.of(task));

        task.getExecution().setVariable("containersToExamine", containers);
    }
}
