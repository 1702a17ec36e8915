package org.handover.fieldoperations;

import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Fixes the site and the days of a joint recovery. */
@Component("planOperation")
class PlanOperationListener implements TaskListener {

    private record Plan(String site, LocalDate startOn, LocalDate endOn) {}

    private final FieldOperations operations;

    PlanOperationListener(FieldOperations operations) {
        this.operations = operations;
    }

    @Override
    public void notify(DelegateTask task) {
        Plan plan =
                Input.of(task).read(in -> new Plan(in.text("site", 400), in.date("startOn"), in.optionalDate("endOn")));

        operations.plan(
                ItemKey.parse(task.getExecution().getProcessBusinessKey()),
                plan.site(),
                plan.startOn(),
                plan.endOn(),
                Actor.of(task));
    }
}
