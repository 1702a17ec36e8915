package org.handover.identification;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.handover.engine.Awaited;
import org.handover.engine.Messages;
import org.handover.laboratory.Cases;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Tells the handover when the last of its cases has a disposition. */
@Component("caseAccountedFor")
class CaseAccountedForListener implements ExecutionListener {

    private final Cases cases;

    CaseAccountedForListener(Cases cases) {
        this.cases = cases;
    }

    @Override
    public void notify(DelegateExecution execution) {
        Reference reference = Reference.of(execution.getProcessBusinessKey());

        if (cases.allAccountedFor(reference)) {
            Awaited.correlate(execution, Messages.CASES_ACCOUNTED_FOR, reference.value());
        }
    }
}
