package org.handover.talks;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.Reference;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Schedules the next session, and when to remind of its outcome: a late clerk is not a no-show. */
@Component("scheduleTalks")
class ScheduleTalksListener implements TaskListener {

    /** Talks of which only the date is known begin at this local hour (assumed). */
    private static final int MORNING = 10;

    private record Session(Instant on, Talks.Level level, String venue) {}

    private final Talks talks;
    private final Duration grace;

    ScheduleTalksListener(Talks talks, @Value("${handover.reminders.talks-outcome}") Duration grace) {
        this.talks = talks;
        this.grace = grace;
    }

    @Override
    public void notify(DelegateTask task) {
        Session session = Input.of(task)
                .read(in -> new Session(
                        in.instantOrDate("talksOn", MORNING, Place.BORDER),
                        in.choice("talksLevel", Talks.Level.class),
                        in.text("venue", 400)));

        talks.schedule(
                Reference.of(task.getExecution().getProcessBusinessKey()),
                session.on(),
                session.level(),
                session.venue(),
                Actor.of(task));

        task.getExecution().setVariable("talksOn", Date.from(session.on()));
        task.getExecution().setVariable("talksChaseAt", Date.from(session.on().plus(grace)));
    }
}
