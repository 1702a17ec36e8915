package org.handover.identification;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Files the comparison with the radiograph taken on induction. */
@Component("examineChestRadiograph")
class ExamineChestRadiographListener implements TaskListener {

    private final LinesOfEvidence linesOfEvidence;

    ExamineChestRadiographListener(LinesOfEvidence linesOfEvidence) {
        this.linesOfEvidence = linesOfEvidence;
    }

    @Override
    public void notify(DelegateTask task) {
        Report report = Input.of(task).read(in -> Report.read(in, Line.CHEST_RADIOGRAPH));

        linesOfEvidence.examine(
                ItemKey.parse(task.getExecution().getProcessBusinessKey()),
                Line.CHEST_RADIOGRAPH,
                report,
                Actor.of(task));
    }
}
