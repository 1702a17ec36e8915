package org.handover.laboratory;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Looks whether anything is kept that is not human, so that a handover does not close before that is settled. */
@Component("findNonHuman")
class FindNonHumanDelegate implements JavaDelegate {

    private final NonHuman nonHuman;

    FindNonHumanDelegate(NonHuman nonHuman) {
        this.nonHuman = nonHuman;
    }

    @Override
    public void execute(DelegateExecution execution) {
        execution.setVariable("nonHumanKept", nonHuman.isKept(Reference.of(execution.getProcessBusinessKey())));
    }
}
