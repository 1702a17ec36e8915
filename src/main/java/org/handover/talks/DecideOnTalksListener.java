package org.handover.talks;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Records whether talks go on, are suspended or broken off. A no-show alone never ends them (rule T1). */
@Component("decideOnTalks")
class DecideOnTalksListener implements TaskListener {

    private enum Way {
        CONTINUE,
        SUSPEND,
        BREAK_OFF
    }

    private record Decided(Way way, String reason) {}

    private final Talks talks;

    DecideOnTalksListener(Talks talks) {
        this.talks = talks;
    }

    @Override
    public void notify(DelegateTask task) {
        Decided decided = Input.of(task).read(in -> new Decided(in.choice("decision", Way.class), in.text("reason")));

        talks.decide(
                Reference.of(task.getExecution().getProcessBusinessKey()),
                decided.way().name(),
                decided.reason(),
                Actor.of(task));

        task.getExecution().setVariable("decision", decided.way().name());
    }
}
