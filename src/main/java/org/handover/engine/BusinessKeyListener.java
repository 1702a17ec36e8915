package org.handover.engine;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Reference;

/** Gives an instance the parts of its business key as variables, so that forms and queries can use them. */
class BusinessKeyListener implements ExecutionListener {

    @Override
    public void notify(DelegateExecution execution) {
        String businessKey = execution.getProcessBusinessKey();
        if (businessKey == null) {
            return;
        }
        execution.setVariable(
                ProcessVariables.REFERENCE, Reference.of(businessKey).value());
        if (businessKey.contains("/")) {
            execution.setVariable(
                    ProcessVariables.ITEM, ItemKey.parse(businessKey).number());
        }
    }
}
