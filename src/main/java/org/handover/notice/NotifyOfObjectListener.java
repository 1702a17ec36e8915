package org.handover.notice;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.engine.Routing;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Logs an attempt to tell a family of an object. */
@Component("notifyOfObject")
class NotifyOfObjectListener implements TaskListener {

    private final Notices notices;

    NotifyOfObjectListener(Notices notices) {
        this.notices = notices;
    }

    @Override
    public void notify(DelegateTask task) {
        Attempt attempt = Input.of(task).read(Attempt::read);

        boolean told = notices.notifyOfObject(
                ItemKey.parse(task.getExecution().getProcessBusinessKey()), attempt, Actor.of(task));

        Routing.of(task).set("familyReached", told);
    }
}
