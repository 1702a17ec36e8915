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

/** Logs an attempt to tell a family that a name became public without us. */
@Component("notifyFamilyAtOnce")
class NotifyFamilyAtOnceListener implements TaskListener {

    private final IdentificationCases cases;
    private final Notices notices;

    NotifyFamilyAtOnceListener(IdentificationCases cases, Notices notices) {
        this.cases = cases;
        this.notices = notices;
    }

    @Override
    public void notify(DelegateTask task) {
        Attempt attempt = Input.of(task).read(Attempt::read);
        ItemKey individual = ItemKey.parse(task.getExecution().getProcessBusinessKey());

        boolean told = notices.notifyOfLeak(individual, cases.cycle(individual), attempt, Actor.of(task));

        Routing.of(task).set("toldOfLeak", told);
    }
}
