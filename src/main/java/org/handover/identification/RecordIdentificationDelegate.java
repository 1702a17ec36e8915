package org.handover.identification;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Records one named person for this individual, as the medical examiner approved. */
@Component("recordIdentification")
class RecordIdentificationDelegate implements JavaDelegate {

    private final Dispositions dispositions;

    RecordIdentificationDelegate(Dispositions dispositions) {
        this.dispositions = dispositions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        dispositions.identify(ItemKey.parse(execution.getProcessBusinessKey()));
    }
}
