package org.handover.laboratory;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** A lab manager says whether what is not human stays in the laboratory or is released (rule I9). */
@Component("settleNonHuman")
class SettleNonHumanListener implements TaskListener {

    private final NonHuman nonHuman;

    SettleNonHumanListener(NonHuman nonHuman) {
        this.nonHuman = nonHuman;
    }

    @Override
    public void notify(DelegateTask task) {
        NonHuman.Settlement settlement = Input.of(task).read(NonHuman.Settlement::read);

        nonHuman.settle(Reference.of(task.getExecution().getProcessBusinessKey()), settlement, Actor.of(task));
    }
}
