package org.handover.identification;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Notes that somebody asked the DNA laboratory for an overdue result. */
@Component("chaseDnaResult")
class ChaseDnaResultListener implements TaskListener {

    private final LinesOfEvidence linesOfEvidence;

    ChaseDnaResultListener(LinesOfEvidence linesOfEvidence) {
        this.linesOfEvidence = linesOfEvidence;
    }

    @Override
    public void notify(DelegateTask task) {
        String remarks = Input.of(task).read(in -> in.optionalText("remarks", 2000));

        linesOfEvidence.chase(
                ItemKey.parse(task.getExecution().getProcessBusinessKey()),
                (String) task.getVariable(AnalyseDnaListener.SAMPLE_NUMBER),
                remarks,
                Actor.of(task));
    }
}
