package org.handover.identification;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Files a DNA result that a person records. */
@Component("recordDnaResult")
class RecordDnaResultListener implements TaskListener {

    private final LinesOfEvidence linesOfEvidence;

    RecordDnaResultListener(LinesOfEvidence linesOfEvidence) {
        this.linesOfEvidence = linesOfEvidence;
    }

    @Override
    public void notify(DelegateTask task) {
        DnaResult result = Input.of(task).read(DnaResult::read);

        linesOfEvidence.report(
                ItemKey.parse(task.getExecution().getProcessBusinessKey()),
                (String) task.getVariable(AnalyseDnaListener.SAMPLE_NUMBER),
                result,
                Actor.of(task));
    }
}
