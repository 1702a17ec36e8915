package org.handover.talks;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Records what came of a session: agreed, adjourned, or a party that did not come. */
@Component("recordTalks")
class RecordTalksListener implements TaskListener {

    private record Session(Talks.Outcome outcome, String absentParty, String notes, Talks.Agreement agreement) {}

    private final Talks talks;

    RecordTalksListener(Talks talks) {
        this.talks = talks;
    }

    @Override
    public void notify(DelegateTask task) {
        Session session = Input.of(task).read(RecordTalksListener::session);

        Talks.Standing standing = talks.record(
                Reference.of(task.getExecution().getProcessBusinessKey()),
                session.outcome(),
                session.absentParty(),
                session.notes(),
                session.agreement(),
                Actor.of(task));

        var routing = task.getExecution();
        routing.setVariable("talksOutcome", session.outcome().name());
        routing.setVariable("consecutiveNoShows", standing.consecutiveNoShows());
        routing.setVariable("sessionsHeld", standing.sessionsHeld());
        routing.setVariable("daysSincePledge", standing.daysSincePledge());
        if (session.agreement() != null) {
            routing.setVariable("fieldOperations", session.agreement().fieldOperations());
            // Due by the end of that day in Korea: Tasklist then shows the day that was agreed, in Hawaii too.
            routing.setVariable(
                    "handoverOn",
                    Date.from(session.agreement()
                            .on()
                            .atTime(23, 59)
                            .atZone(Place.BORDER)
                            .toInstant()));
        }
    }

    private static Session session(Input in) {
        Talks.Outcome outcome = in.choice("talksOutcome", Talks.Outcome.class);
        boolean agreed = outcome == Talks.Outcome.AGREED;
        Input agreement = in.when(agreed, "talksOutcome is AGREED");
        Input noShow = in.when(outcome == Talks.Outcome.NO_SHOW, "talksOutcome is NO_SHOW");
        var terms = new Talks.Agreement(
                agreement.optionalInteger("agreedSets", 0),
                agreement.optionalText("handoverPlace", 200),
                agreement.date("handoverOn"),
                agreement.choice("destination", Talks.Destination.class),
                Boolean.TRUE.equals(agreement.yesNo("fieldOperations")));
        return new Session(outcome, noShow.text("absentParty", 200), in.optionalText("notes"), agreed ? terms : null);
    }
}
