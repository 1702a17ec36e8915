package org.handover.identification;

import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Records what becomes of remains that two people ruled not human (rule I9). */
@Component("resolveNonHuman")
class ResolveNonHumanListener implements TaskListener {

    private record Resolved(String resolution, LocalDate on) {}

    private final Outcomes outcomes;

    ResolveNonHumanListener(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    @Override
    public void notify(DelegateTask task) {
        Resolved resolved =
                Input.of(task).read(in -> new Resolved(in.text("resolution"), in.optionalDate("resolvedOn")));

        outcomes.resolveNonHuman(
                ItemKey.parse(task.getExecution().getProcessBusinessKey()),
                resolved.resolution(),
                resolved.on(),
                Actor.of(task));
    }
}
