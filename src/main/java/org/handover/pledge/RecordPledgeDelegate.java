package org.handover.pledge;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.engine.ProcessVariables;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Opens the handover and files the pledge as its first statement; assigns a reference when none was given. */
@Component("recordPledge")
class RecordPledgeDelegate implements JavaDelegate {

    private final Handovers handovers;

    RecordPledgeDelegate(Handovers handovers) {
        this.handovers = handovers;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Pledge pledge = Input.of(execution)
                .read(in -> new Pledge(
                        in.date("pledgedOn"),
                        in.text("pledgedBy", 400),
                        in.text("counterparty", 100),
                        in.optionalText("relayedBy", 400),
                        in.text("statement"),
                        in.optionalInteger("pledgedSets", 0),
                        in.optionalText("source", 1000),
                        in.optionalReference("continues")));
        String businessKey = execution.getProcessBusinessKey();
        Reference reference;
        if (businessKey == null) {
            reference = handovers.open(pledge, Actor.of(execution));
        } else {
            reference = new Reference(businessKey);
            handovers.open(reference, pledge, Actor.of(execution));
        }

        execution.setProcessBusinessKey(reference.value());
        execution.setVariable(ProcessVariables.REFERENCE, reference.value());
        execution.setVariable("casesStaged", false);
    }
}
