package org.handover.identification;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Files what the objects say. A tag is evidence, never an identity (rule I8). */
@Component("examineMaterialEvidence")
class ExamineMaterialEvidenceListener implements TaskListener {

    private final LinesOfEvidence linesOfEvidence;

    ExamineMaterialEvidenceListener(LinesOfEvidence linesOfEvidence) {
        this.linesOfEvidence = linesOfEvidence;
    }

    @Override
    public void notify(DelegateTask task) {
        Report report = Input.of(task).read(in -> Report.read(in, Line.MATERIAL_EVIDENCE));

        linesOfEvidence.examine(
                ItemKey.parse(task.getExecution().getProcessBusinessKey()),
                Line.MATERIAL_EVIDENCE,
                report,
                Actor.of(task));
    }
}
