package org.handover.laboratory;

import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.handover.engine.Actor;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Refusal;
import org.springframework.stereotype.Component;

/** Makes a verified inventory part of the record; one that cannot be right goes back with every faulty line named. */
@Component("recordInventory")
class RecordInventoryDelegate implements JavaDelegate {

    private static final String INVENTORY_REJECTED = "INVENTORY_REJECTED";

    private final Laboratory laboratory;

    RecordInventoryDelegate(Laboratory laboratory) {
        this.laboratory = laboratory;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ItemKey container = ItemKey.parse(execution.getProcessBusinessKey());
        try {
            laboratory.record(container, Actor.of(execution));
        } catch (Refusal refusal) {
            laboratory.sendBack(container, refusal.problems());
            throw new BpmnError(INVENTORY_REJECTED, refusal.getMessage(), refusal);
        }
    }
}
