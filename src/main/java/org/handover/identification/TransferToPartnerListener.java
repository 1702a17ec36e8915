package org.handover.identification;

import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Countersignature;
import org.handover.engine.Input;
import org.handover.engine.Routing;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Hands the remains over to a partner nation with two receipts (rule X6). */
@Component("transferToPartner")
class TransferToPartnerListener implements TaskListener {

    private record Transfer(Countersignature taken, Outcomes.Receipt unc, Outcomes.Receipt partner, LocalDate on) {}

    private final Outcomes outcomes;

    TransferToPartnerListener(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    @Override
    public void notify(DelegateTask task) {
        Transfer transfer = Input.of(task).read(in -> {
            Countersignature taken = Countersignature.read(in, "takenOver", line -> line.text("specimen", 120));
            Input over = in.when(taken.yes(), "takenOver is yes");
            return new Transfer(
                    taken,
                    new Outcomes.Receipt(over.text("uncReceivedBy", 400), over.text("uncReceipt", 200)),
                    new Outcomes.Receipt(over.text("partnerReceivedBy", 400), over.text("partnerReceipt", 200)),
                    over.optionalDate("transferredOn"));
        });

        boolean takenOver = outcomes.transferToPartner(
                ItemKey.parse(task.getExecution().getProcessBusinessKey()),
                transfer.taken(),
                transfer.unc(),
                transfer.partner(),
                transfer.on(),
                Actor.of(task));

        Routing.of(task).set("takenOver", takenOver);
    }
}
