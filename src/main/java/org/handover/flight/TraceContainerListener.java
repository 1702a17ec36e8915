package org.handover.flight;

import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.engine.Routing;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Records what became of a container that did not arrive with the others. */
@Component("traceContainer")
class TraceContainerListener implements TaskListener {

    private record Traced(boolean found, String mission, String explanation, LocalDate arrivedOn) {}

    private final Flight flight;

    TraceContainerListener(Flight flight) {
        this.flight = flight;
    }

    @Override
    public void notify(DelegateTask task) {
        Traced traced = Input.of(task).read(in -> {
            boolean found = Boolean.TRUE.equals(in.yesNo("found"));
            Input arrived = in.when(found, "found is yes");
            return new Traced(
                    found,
                    arrived.optionalText("missionNumber", 60),
                    in.text("explanation", 2000),
                    arrived.optionalDate("arrivedOn"));
        });

        flight.trace(
                ItemKey.parse(task.getExecution().getProcessBusinessKey()),
                traced.found(),
                traced.mission(),
                traced.explanation(),
                traced.arrivedOn(),
                Actor.of(task));

        Routing.of(task).set("containerFound", traced.found());
    }
}
