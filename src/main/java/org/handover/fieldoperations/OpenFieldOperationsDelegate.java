package org.handover.fieldoperations;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Starts the joint recovery that was agreed beside a handover; it goes its own way from there. */
@Component("openFieldOperations")
class OpenFieldOperationsDelegate implements JavaDelegate {

    private final FieldOperations operations;

    OpenFieldOperationsDelegate(FieldOperations operations) {
        this.operations = operations;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ItemKey operation = operations.open(Reference.of(execution.getProcessBusinessKey()));

        execution
                .getProcessEngineServices()
                .getRuntimeService()
                .startProcessInstanceByKey("field-operations", operation.toString());
    }
}
