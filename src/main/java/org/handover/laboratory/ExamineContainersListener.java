package org.handover.laboratory;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Gives each examination the business key of its container. */
@Component("examineContainers")
class ExamineContainersListener implements ExecutionListener {

    private final Laboratory laboratory;

    ExamineContainersListener(Laboratory laboratory) {
        this.laboratory = laboratory;
    }

    @Override
    public void notify(DelegateExecution execution) {
        int index = (Integer) execution.getVariable("loopCounter");

        String key = laboratory
                .containerToExamine(Reference.of(execution.getProcessBusinessKey()), index)
                .toString();

        execution.setVariableLocal("examinationKey", key);
    }
}
