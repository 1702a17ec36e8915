package org.handover.transfer;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Countersignature;
import org.handover.engine.Input;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Records that somebody other than the receiver bears witness to the receipt, container by container, or refuses it. */
@Component("witnessCustody")
class WitnessCustodyListener implements TaskListener {

    private final Transfer transfer;

    WitnessCustodyListener(Transfer transfer) {
        this.transfer = transfer;
    }

    @Override
    public void notify(DelegateTask task) {
        Reference reference = Reference.of(task.getExecution().getProcessBusinessKey());
        Countersignature signature =
                Input.of(task).read(in -> Countersignature.read(in, "witnessed", line -> line.text("number", 20)));

        Transfer.Witnessed witnessed = transfer.witness(reference, signature, Actor.of(task));

        task.getExecution().setVariable("witnessed", witnessed.all());
        task.getExecution()
                .setVariable("inCustody", !transfer.containers(reference).isEmpty());
        task.getExecution().setVariable("receivedAsAgreed", witnessed.asAgreed());
    }
}
