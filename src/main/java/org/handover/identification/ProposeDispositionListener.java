package org.handover.identification;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Proposes what becomes of the individual, on the evidence there is. */
@Component("proposeDisposition")
class ProposeDispositionListener implements TaskListener {

    private final Dispositions dispositions;

    ProposeDispositionListener(Dispositions dispositions) {
        this.dispositions = dispositions;
    }

    @Override
    public void notify(DelegateTask task) {
        Proposal proposal = Input.of(task).read(Proposal::read);

        dispositions.propose(ItemKey.parse(task.getExecution().getProcessBusinessKey()), proposal, Actor.of(task));
    }
}
