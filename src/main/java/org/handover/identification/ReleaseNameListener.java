package org.handover.identification;

import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.notice.Notices;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Logs that the name was made public, after the family was told (rule F2). */
@Component("releaseName")
class ReleaseNameListener implements TaskListener {

    private final IdentificationCases cases;
    private final Notices notices;

    ReleaseNameListener(IdentificationCases cases, Notices notices) {
        this.cases = cases;
        this.notices = notices;
    }

    @Override
    public void notify(DelegateTask task) {
        LocalDate releasedOn = Input.of(task).read(in -> in.date("releasedOn"));
        ItemKey individual = ItemKey.parse(task.getExecution().getProcessBusinessKey());

        notices.releaseName(individual, cases.open(individual).cycle(), releasedOn, Actor.of(task));
    }
}
