package org.handover.identification;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Files what the isotopes say. Never enough for an identification alone (rule I3). */
@Component("examineIsotopes")
class ExamineIsotopesListener implements TaskListener {

    private final LinesOfEvidence linesOfEvidence;

    ExamineIsotopesListener(LinesOfEvidence linesOfEvidence) {
        this.linesOfEvidence = linesOfEvidence;
    }

    @Override
    public void notify(DelegateTask task) {
        Report report = Input.of(task).read(in -> Report.read(in, Line.ISOTOPES));

        linesOfEvidence.examine(
                ItemKey.parse(task.getExecution().getProcessBusinessKey()), Line.ISOTOPES, report, Actor.of(task));
    }
}
