package org.handover.identification;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Files a DNA result that comes as a message. */
@Component("dnaResultReceived")
class DnaResultReceivedListener implements ExecutionListener {

    private final LinesOfEvidence linesOfEvidence;

    DnaResultReceivedListener(LinesOfEvidence linesOfEvidence) {
        this.linesOfEvidence = linesOfEvidence;
    }

    @Override
    public void notify(DelegateExecution execution) {
        DnaResult result = Input.of(execution).read(DnaResult::read);

        linesOfEvidence.report(
                ItemKey.parse(execution.getProcessBusinessKey()),
                (String) execution.getVariable(AnalyseDnaListener.SAMPLE_NUMBER),
                result,
                Actor.of(execution));
    }
}
