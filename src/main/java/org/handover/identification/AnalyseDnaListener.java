package org.handover.identification;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Gives each DNA round its test and its sample, so that a result finds it by the sample's number. */
@Component("analyseDna")
class AnalyseDnaListener implements ExecutionListener {

    static final String SAMPLE_NUMBER = "sampleNumber";

    private final IdentificationCases cases;
    private final Samples samples;

    AnalyseDnaListener(IdentificationCases cases, Samples samples) {
        this.cases = cases;
        this.samples = samples;
    }

    @Override
    public void notify(DelegateExecution execution) {
        int index = (Integer) execution.getVariable("loopCounter");

        Sample sample = samples.toCut(cases.open(ItemKey.parse(execution.getProcessBusinessKey())), index);

        execution.setVariableLocal("dnaTest", sample.test().name());
        execution.setVariableLocal(SAMPLE_NUMBER, sample.key().number());
    }
}
