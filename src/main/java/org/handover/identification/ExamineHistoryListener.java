package org.handover.identification;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Files what the records say: who was lost where. */
@Component("examineHistory")
class ExamineHistoryListener implements TaskListener {

    private final LinesOfEvidence linesOfEvidence;

    ExamineHistoryListener(LinesOfEvidence linesOfEvidence) {
        this.linesOfEvidence = linesOfEvidence;
    }

    @Override
    public void notify(DelegateTask task) {
        Report report = Input.of(task).read(in -> Report.read(in, Line.HISTORY));

        linesOfEvidence.examine(
                ItemKey.parse(task.getExecution().getProcessBusinessKey()), Line.HISTORY, report, Actor.of(task));
    }
}
