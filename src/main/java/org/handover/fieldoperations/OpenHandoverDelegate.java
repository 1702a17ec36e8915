package org.handover.fieldoperations;

import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.handover.pledge.Handovers;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Starts a handover for the remains that a joint recovery found. */
@Component("openHandover")
class OpenHandoverDelegate implements JavaDelegate {

    private final FieldOperations operations;
    private final Handovers handovers;

    OpenHandoverDelegate(FieldOperations operations, Handovers handovers) {
        this.operations = operations;
        this.handovers = handovers;
    }

    @Override
    public void execute(DelegateExecution execution) {
        FieldOperation operation = operations.find(ItemKey.parse(execution.getProcessBusinessKey()));

        ProcessInstance handover = execution
                .getProcessEngineServices()
                .getRuntimeService()
                .startProcessInstanceByKey("handover", pledge(operation));

        operations.opened(operation.key(), new Reference(handover.getBusinessKey()));
    }

    private Map<String, Object> pledge(FieldOperation operation) {
        var pledge = new HashMap<String, Object>();
        pledge.put("pledgedOn", operation.recoveredOn().toString());
        pledge.put("pledgedBy", "Joint field operation " + operation.key());
        pledge.put("counterparty", handovers.counterparty(operation.key().reference()));
        pledge.put("statement", statement(operation));
        pledge.put("pledgedSets", operation.sets());
        pledge.put("continues", operation.key().reference().value());
        return pledge;
    }

    private static String statement(FieldOperation operation) {
        String sets = operation.sets() == null
                ? "remains, sets not counted"
                : operation.sets() == 1 ? "1 set" : operation.sets() + " sets";
        String remarks = operation.recoveryRemarks() == null ? "" : " " + operation.recoveryRemarks();
        return "Recovered at %s: %s.%s".formatted(operation.site(), sets, remarks);
    }
}
