package org.handover.laboratory;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.engine.Routing;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Another scientist verifies an inventory or sends it back. */
@Component("verifyInventory")
class VerifyInventoryListener implements TaskListener {

    private final Laboratory laboratory;

    VerifyInventoryListener(Laboratory laboratory) {
        this.laboratory = laboratory;
    }

    @Override
    public void notify(DelegateTask task) {
        Verdict verdict = Input.of(task).read(in -> Verdict.read(in, "verified"));

        laboratory.verify(ItemKey.parse(task.getExecution().getProcessBusinessKey()), verdict, Actor.of(task));

        Routing.of(task).set("verified", verdict.yes());
    }
}
