package org.handover.pledge;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.handover.engine.Actor;
import org.handover.engine.BusinessKey;
import org.handover.engine.HandoverFilters;
import org.handover.engine.Input;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Opens the handover and files the pledge as its first statement; assigns a reference when none was given. */
@Component("recordPledge")
class RecordPledgeDelegate implements JavaDelegate {

    private record Announced(String businessKey, Pledge pledge) {}

    private final Handovers handovers;
    private final HandoverFilters filters;

    RecordPledgeDelegate(Handovers handovers, HandoverFilters filters) {
        this.handovers = handovers;
        this.filters = filters;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Announced announced = Input.of(execution)
                .read(in -> new Announced(
                        BusinessKey.given(execution, in),
                        new Pledge(
                                in.date("pledgedOn"),
                                in.text("pledgedBy", 400),
                                in.text("counterparty", 100),
                                in.optionalText("relayedBy", 400),
                                in.text("statement"),
                                in.optionalInteger("pledgedSets", 0),
                                in.optionalText("source", 1000),
                                in.optionalReference("continues"))));

        Reference reference = handovers.open(announced.businessKey(), announced.pledge(), Actor.of(execution));

        BusinessKey.set(execution, reference.value());
        filters.add(reference);
        execution.setVariable("casesStaged", false);
    }
}
