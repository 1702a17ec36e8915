package org.handover.notice;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.engine.Routing;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Approves that a family is told of an object, or declines with the reason. */
@Component("approveNotice")
class ApproveNoticeListener implements TaskListener {

    private enum Decided {
        APPROVE,
        DECLINE
    }

    private record Approval(Decided decision, String reason) {}

    private final TracedObjects objects;

    ApproveNoticeListener(TracedObjects objects) {
        this.objects = objects;
    }

    @Override
    public void notify(DelegateTask task) {
        Approval approval = Input.of(task).read(in -> {
            Decided decision = in.choice("decision", Decided.class);
            return new Approval(decision, decision == Decided.DECLINE ? in.text("reason") : in.optionalText("reason"));
        });

        objects.decide(
                ItemKey.parse(task.getExecution().getProcessBusinessKey()),
                approval.decision() == Decided.APPROVE,
                approval.reason(),
                Actor.of(task));

        Routing.of(task).set("decision", approval.decision().name());
    }
}
