package org.handover.engine;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

/** Gives an instance the parts of its business key as variables, so that forms and queries can use them. */
class BusinessKeyListener implements ExecutionListener {

    @Override
    public void notify(DelegateExecution execution) {
        String businessKey = execution.getProcessBusinessKey();
        if (businessKey != null) {
            BusinessKey.setParts(execution, businessKey);
        }
    }
}
