package org.handover.pledge;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Records the staged cases that came back after the pledge was withdrawn, as after broken-off talks. */
@Component("recallStagedCases")
class RecallStagedCasesListener implements TaskListener {

    private final RecallTransferCasesListener recall;

    RecallStagedCasesListener(RecallTransferCasesListener recall) {
        this.recall = recall;
    }

    @Override
    public void notify(DelegateTask task) {
        recall.notify(task);
    }
}
