package org.handover.transfer;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Countersignature;
import org.handover.engine.Input;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** The second person signs the re-casing, container by container, or sends it back. */
@Component("witnessRecasing")
class WitnessRecasingListener implements TaskListener {

    private final Transfer transfer;

    WitnessRecasingListener(Transfer transfer) {
        this.transfer = transfer;
    }

    @Override
    public void notify(DelegateTask task) {
        Countersignature signature =
                Input.of(task).read(in -> Countersignature.read(in, "witnessed", line -> line.text("number", 20)));

        boolean all = transfer.witnessRecasing(
                Reference.of(task.getExecution().getProcessBusinessKey()), signature, Actor.of(task));

        task.getExecution().setVariable("recasingWitnessed", all);
    }
}
