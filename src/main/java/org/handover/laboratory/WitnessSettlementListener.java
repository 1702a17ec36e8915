package org.handover.laboratory;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** The second person bears witness to what becomes of what is not human; what is released leaves the laboratory (rule I9). */
@Component("witnessSettlement")
class WitnessSettlementListener implements TaskListener {

    private final NonHuman nonHuman;

    WitnessSettlementListener(NonHuman nonHuman) {
        this.nonHuman = nonHuman;
    }

    @Override
    public void notify(DelegateTask task) {
        Verdict verdict = Input.of(task).read(in -> Verdict.read(in, "witnessed"));

        nonHuman.witness(Reference.of(task.getExecution().getProcessBusinessKey()), verdict, Actor.of(task));

        task.getExecution().setVariable("witnessed", verdict.yes());
    }
}
