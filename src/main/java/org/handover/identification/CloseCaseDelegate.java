package org.handover.identification;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Closes the case; it does not close while remains are not where its disposition says (rule C8). */
@Component("closeCase")
class CloseCaseDelegate implements JavaDelegate {

    private final IdentificationCases cases;

    CloseCaseDelegate(IdentificationCases cases) {
        this.cases = cases;
    }

    @Override
    public void execute(DelegateExecution execution) {
        cases.close(ItemKey.parse(execution.getProcessBusinessKey()));
    }
}
