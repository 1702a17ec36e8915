package org.handover.identification;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Files the report on the teeth. The analyst does not know whom they may be of (rule I1). */
@Component("examineOdontology")
class ExamineOdontologyListener implements TaskListener {

    private final LinesOfEvidence linesOfEvidence;

    ExamineOdontologyListener(LinesOfEvidence linesOfEvidence) {
        this.linesOfEvidence = linesOfEvidence;
    }

    @Override
    public void notify(DelegateTask task) {
        Report report = Input.of(task).read(in -> Report.read(in, Line.ODONTOLOGY));

        linesOfEvidence.examine(
                ItemKey.parse(task.getExecution().getProcessBusinessKey()), Line.ODONTOLOGY, report, Actor.of(task));
    }
}
