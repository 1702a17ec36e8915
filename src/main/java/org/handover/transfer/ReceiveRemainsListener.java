package org.handover.transfer;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Input;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Checks when, where and by whom remains are handed over; the manifest is checked where custody is taken. */
@Component("receiveRemains")
class ReceiveRemainsListener implements TaskListener {

    private final Transfer transfer;

    ReceiveRemainsListener(Transfer transfer) {
        this.transfer = transfer;
    }

    @Override
    public void notify(DelegateTask task) {
        Reference reference = Reference.of(task.getExecution().getProcessBusinessKey());
        Input.of(task).read(in -> {
            if (!in.hasTable("manifest")) {
                in.problem("manifest", "is missing; an empty one means that nothing was handed over");
            }
            Receipt receipt = Receipt.read(in);
            transfer.checkReceipt(reference, receipt);
            return receipt;
        });
    }
}
