package org.handover.talks;

import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Records that suspended talks are resumed; the next session is scheduled as any other. */
@Component("talksResumed")
class TalksResumedListener implements ExecutionListener {

    private record Resumed(LocalDate on, String reason) {}

    private final Talks talks;

    TalksResumedListener(Talks talks) {
        this.talks = talks;
    }

    @Override
    public void notify(DelegateExecution execution) {
        // The engine also tells of an end when the pledge is withdrawn meanwhile: then nothing was resumed.
        if (execution.isCanceled()) {
            return;
        }
        Resumed resumed =
                Input.of(execution).read(in -> new Resumed(in.optionalDate("resumedOn"), in.optionalText("reason")));

        talks.resume(
                Reference.of(execution.getProcessBusinessKey()), resumed.on(), resumed.reason(), Actor.of(execution));
    }
}
