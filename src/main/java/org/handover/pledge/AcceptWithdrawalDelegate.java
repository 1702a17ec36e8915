package org.handover.pledge;

import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Accepts the withdrawal of a pledge while nothing is in custody; after that the message is refused and the handover goes on. */
@Component("acceptWithdrawal")
class AcceptWithdrawalDelegate implements JavaDelegate {

    private record Withdrawal(LocalDate on, String reason) {}

    private final Handovers handovers;

    AcceptWithdrawalDelegate(Handovers handovers) {
        this.handovers = handovers;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Withdrawal withdrawal =
                Input.of(execution).read(in -> new Withdrawal(in.date("withdrawnOn"), in.text("reason")));

        handovers.withdraw(
                Reference.of(execution.getProcessBusinessKey()),
                withdrawal.on(),
                withdrawal.reason(),
                Actor.of(execution));
    }
}
