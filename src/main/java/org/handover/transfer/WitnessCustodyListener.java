package org.handover.transfer;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Records that somebody other than the receiver bears witness to the receipt, or refuses it. */
@Component("witnessCustody")
class WitnessCustodyListener implements TaskListener {

    private record Witnessed(boolean yes, String remarks) {}

    private final Transfer transfer;

    WitnessCustodyListener(Transfer transfer) {
        this.transfer = transfer;
    }

    @Override
    public void notify(DelegateTask task) {
        Witnessed witnessed = Input.of(task).read(in -> {
            Boolean yes = in.yesNo("witnessed");
            return new Witnessed(yes, yes ? in.optionalText("remarks", 1000) : in.text("remarks", 1000));
        });

        boolean asAgreed = transfer.witness(
                Reference.of(task.getExecution().getProcessBusinessKey()),
                witnessed.yes(),
                witnessed.remarks(),
                Actor.of(task));

        task.getExecution().setVariable("witnessed", witnessed.yes());
        task.getExecution().setVariable("inCustody", witnessed.yes());
        task.getExecution().setVariable("receivedAsAgreed", asAgreed);
    }
}
