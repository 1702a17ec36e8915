package org.handover.talks;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Notes that somebody asked after the outcome of a session. The outcome itself is recorded where it belongs. */
@Component("chaseTalksOutcome")
class ChaseTalksOutcomeListener implements TaskListener {

    private final Talks talks;

    ChaseTalksOutcomeListener(Talks talks) {
        this.talks = talks;
    }

    @Override
    public void notify(DelegateTask task) {
        String remarks = Input.of(task).read(in -> in.optionalText("remarks"));

        talks.decide(Reference.of(task.getExecution().getProcessBusinessKey()), "CHASED", remarks, Actor.of(task));
    }
}
