package org.handover.identification;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.engine.Routing;
import org.handover.laboratory.Disposition;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** The medical examiner approves, or returns the proposal (rule I7). */
@Component("approveIdentification")
class ApproveIdentificationListener implements TaskListener {

    private enum Decided {
        APPROVE,
        RETURN
    }

    private record Approval(Decided decision, String reason) {}

    private final Dispositions dispositions;

    ApproveIdentificationListener(Dispositions dispositions) {
        this.dispositions = dispositions;
    }

    @Override
    public void notify(DelegateTask task) {
        Approval approval = Input.of(task).read(in -> {
            Decided decision = in.choice("decision", Decided.class);
            return new Approval(decision, decision == Decided.RETURN ? in.text("reason") : in.optionalText("reason"));
        });

        Disposition approved = dispositions.approve(
                ItemKey.parse(task.getExecution().getProcessBusinessKey()),
                approval.decision() == Decided.APPROVE,
                approval.reason(),
                Actor.of(task));

        Routing.of(task).set("decision", approval.decision().name()).set("disposition", approved.name());
    }
}
