package org.handover.account;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/**
 * Closes the account of a handover. One that does not reconcile is an incident that an operator sees in Cockpit and retries once
 * people have put the record right, never a silent end.
 */
@Component("closeAccount")
class CloseAccountDelegate implements JavaDelegate {

    private final Accounts accounts;

    CloseAccountDelegate(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Reference reference = Reference.of(execution.getProcessBusinessKey());
        Reconciliation closing = accounts.close(reference);
        if (!closing.reconciles()) {
            throw new IllegalStateException(
                    "The account of %s cannot be closed. %s".formatted(reference, String.join(". ", closing.faults())));
        }
    }
}
