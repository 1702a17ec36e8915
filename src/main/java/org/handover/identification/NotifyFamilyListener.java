package org.handover.identification;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.engine.Routing;
import org.handover.notice.Attempt;
import org.handover.notice.Notices;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Logs an attempt to tell the family of an approved identification (rules F1, F4). */
@Component("notifyFamily")
class NotifyFamilyListener implements TaskListener {

    private final IdentificationCases cases;
    private final Notices notices;

    NotifyFamilyListener(IdentificationCases cases, Notices notices) {
        this.cases = cases;
        this.notices = notices;
    }

    @Override
    public void notify(DelegateTask task) {
        Attempt attempt = Input.of(task).read(Attempt::read);
        ItemKey individual = ItemKey.parse(task.getExecution().getProcessBusinessKey());

        boolean told = notices.notifyFamily(individual, cases.open(individual).cycle(), attempt, Actor.of(task));

        Routing.of(task).set("familyReached", told);
    }
}
