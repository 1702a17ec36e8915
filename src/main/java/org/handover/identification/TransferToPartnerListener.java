package org.handover.identification;

import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Hands the remains over to a partner nation with two receipts (rule X6). */
@Component("transferToPartner")
class TransferToPartnerListener implements TaskListener {

    private record Transfer(
            String uncReceivedBy, String uncReceipt, String partnerReceivedBy, String partnerReceipt, LocalDate on) {}

    private final Outcomes outcomes;

    TransferToPartnerListener(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    @Override
    public void notify(DelegateTask task) {
        Transfer transfer = Input.of(task)
                .read(in -> new Transfer(
                        in.text("uncReceivedBy", 400),
                        in.text("uncReceipt", 200),
                        in.text("partnerReceivedBy", 400),
                        in.text("partnerReceipt", 200),
                        in.optionalDate("transferredOn")));

        outcomes.transferToPartner(
                ItemKey.parse(task.getExecution().getProcessBusinessKey()),
                new Outcomes.Receipt(transfer.uncReceivedBy(), transfer.uncReceipt()),
                new Outcomes.Receipt(transfer.partnerReceivedBy(), transfer.partnerReceipt()),
                transfer.on(),
                Actor.of(task));
    }
}
