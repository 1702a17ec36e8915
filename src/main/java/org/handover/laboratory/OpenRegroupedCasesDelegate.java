package org.handover.laboratory;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Opens a case for each individual that a regrouping split from another, as for those of a later find. */
@Component("openRegroupedCases")
class OpenRegroupedCasesDelegate implements JavaDelegate {

    private final OpenFurtherCasesDelegate further;

    OpenRegroupedCasesDelegate(OpenFurtherCasesDelegate further) {
        this.further = further;
    }

    @Override
    public void execute(DelegateExecution execution) {
        further.execute(execution);
    }
}
