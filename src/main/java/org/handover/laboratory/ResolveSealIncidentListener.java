package org.handover.laboratory;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Clears a seal incident in writing. */
@Component("resolveSealIncident")
class ResolveSealIncidentListener implements TaskListener {

    private final Laboratory laboratory;

    ResolveSealIncidentListener(Laboratory laboratory) {
        this.laboratory = laboratory;
    }

    @Override
    public void notify(DelegateTask task) {
        String resolution = Input.of(task).read(in -> in.text("resolution"));

        laboratory.resolveSealIncident(
                ItemKey.parse(task.getExecution().getProcessBusinessKey()), resolution, Actor.of(task));
    }
}
