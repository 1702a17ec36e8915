package org.handover.identification;

import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Records where the remains are kept. */
@Component("retainRemains")
class RetainRemainsListener implements TaskListener {

    private record Retained(String storage, String reason, LocalDate on) {}

    private final Outcomes outcomes;

    RetainRemainsListener(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    @Override
    public void notify(DelegateTask task) {
        Retained retained = Input.of(task)
                .read(in -> new Retained(
                        in.text("storage", 400), in.optionalText("reason", 3000), in.optionalDate("retainedOn")));

        outcomes.retain(
                ItemKey.parse(task.getExecution().getProcessBusinessKey()),
                retained.storage(),
                retained.reason(),
                retained.on(),
                Actor.of(task));
    }
}
