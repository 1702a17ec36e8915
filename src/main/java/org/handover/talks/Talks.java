package org.handover.talks;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.handover.decision.Decision;
import org.handover.decision.Decisions;
import org.handover.decision.Stage;
import org.handover.pledge.Handovers;
import org.handover.pledge.Phase;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The sessions of the border talks. A new date is a new session; nothing is overwritten (rule T2). */
@Service
public class Talks {

    /** Between which people talks are held. */
    enum Level {
        PRINCIPALS,
        GENERAL_OFFICER,
        WORKING
    }

    /** What came of a session. */
    enum Outcome {
        AGREED,
        ADJOURNED,
        NO_SHOW
    }

    /** Where the remains are to be flown. Undecided is an answer (uncertainty U6). */
    public enum Destination {
        OSAN,
        HICKAM,
        UNDECIDED
    }

    /**
     * What was agreed.
     *
     * @param sets in the counterparty's unit; null when that stayed uncertain (U2)
     * @param place where the handover is to be; null when that stayed open
     * @param on the planned local date of the handover
     * @param fieldOperations whether joint field operations are to be resumed (rule R-S6)
     */
    public record Agreement(
            Integer sets, String place, LocalDate on, Destination destination, boolean fieldOperations) {}

    /** What the policy on going on or escalating looks at. */
    record Standing(int consecutiveNoShows, int sessionsHeld, int daysSincePledge) {}

    private final JdbcClient jdbc;
    private final Handovers handovers;
    private final Decisions decisions;
    private final RecordClock clock;

    Talks(JdbcClient jdbc, Handovers handovers, Decisions decisions, RecordClock clock) {
        this.jdbc = jdbc;
        this.handovers = handovers;
        this.decisions = decisions;
        this.clock = clock;
    }

    /**
     * Schedules the next session.
     *
     * @throws Refusal when it would be before the pledge or before the session before it
     */
    void schedule(Reference reference, Instant on, Level level, String venue, String actor) {
        LocalDate day = on.atZone(Place.BORDER).toLocalDate();
        LocalDate pledged = handovers.pledgedOn(reference);
        if (day.isBefore(pledged)) {
            throw new Refusal("talksOn: %s is before the pledge of %s".formatted(day, pledged));
        }
        jdbc.sql("select max(talks_on) from talks_session where reference = :reference")
                .param("reference", reference.value())
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant)
                .filter(on::isBefore)
                .ifPresent(last -> {
                    throw new Refusal("talksOn: %s is before the last session on %s"
                            .formatted(day, last.atZone(Place.BORDER).toLocalDate()));
                });
        jdbc.sql(
                        """
                insert into talks_session (reference, session, talks_on, talks_level, venue, scheduled_by)
                values (:reference, :session, :on, :level, :venue, :actor)""")
                .param("reference", reference.value())
                .param("session", lastSession(reference) + 1)
                .param("on", on.atOffset(ZoneOffset.UTC))
                .param("level", level.name())
                .param("venue", venue)
                .param("actor", actor)
                .update();
    }

    /**
     * Records what came of the session scheduled last.
     *
     * @param absentParty who did not come, on {@link Outcome#NO_SHOW}
     * @param agreement what was agreed, on {@link Outcome#AGREED}
     * @return what the policy on going on looks at now
     * @throws Refusal when the planned handover lies before the session, or nobody can have stayed away from it yet
     */
    Standing record(
            Reference reference, Outcome outcome, String absentParty, String notes, Agreement agreement, String actor) {
        int session = lastSession(reference);
        LocalDate day = dayOf(reference, session);
        if (agreement != null && agreement.on().isBefore(day)) {
            throw new Refusal(
                    "handoverOn: %s is before the session of %s that agreed on it".formatted(agreement.on(), day));
        }
        if (outcome == Outcome.NO_SHOW && day.isAfter(clock.today(Place.BORDER))) {
            throw new Refusal(
                    "talksOutcome: nobody has stayed away from the session of %s yet; one that was put off is ADJOURNED"
                            .formatted(day));
        }
        jdbc.sql(
                        """
                update talks_session set outcome = :outcome, absent_party = :absentParty, notes = :notes, agreed_sets = :sets,
                    handover_place = :place, handover_on = :on, destination = :destination,
                    field_operations = :fieldOperations, recorded_by = :actor
                where reference = :reference and session = :session""")
                .param("outcome", outcome.name())
                .param("absentParty", absentParty)
                .param("notes", notes)
                .param("sets", agreement == null ? null : agreement.sets())
                .param("place", agreement == null ? null : agreement.place())
                .param("on", agreement == null ? null : agreement.on())
                .param(
                        "destination",
                        agreement == null ? null : agreement.destination().name())
                .param("fieldOperations", agreement == null ? null : agreement.fieldOperations())
                .param("actor", actor)
                .param("reference", reference.value())
                .param("session", session)
                .update();
        return standing(reference, day);
    }

    /** Records the decision of policy how talks go on, or that somebody asked after their outcome. */
    void decide(Reference reference, String decision, String reason, String actor) {
        add(reference, decision, clock.today(Place.BORDER), reason, actor);
    }

    /**
     * Records that suspended talks go on.
     *
     * @param on the local date at the border; null for today
     * @throws Refusal when it lies in the future or before the last session
     */
    void resume(Reference reference, LocalDate on, String reason, String actor) {
        LocalDate day = clock.dayOf("resumedOn", on, Place.BORDER);
        LocalDate last = lastSessionOn(reference);
        if (day.isBefore(last)) {
            throw new Refusal("resumedOn: %s is before the last session on %s".formatted(day, last));
        }
        handovers.enter(reference, Phase.TALKS);
        add(reference, "RESUME", day, reason, actor);
    }

    private void add(Reference reference, String decision, LocalDate on, String reason, String actor) {
        decisions.add(Decision.of(reference, reference.value(), 0, Stage.TALKS, decision, reason, actor, on));
    }

    /**
     * The local date at the border of the session scheduled last, or today when that session was held earlier than it was scheduled
     * for: nothing that follows a session is earlier.
     */
    public LocalDate lastSessionOn(Reference reference) {
        LocalDate scheduled = dayOf(reference, lastSession(reference));
        LocalDate today = clock.today(Place.BORDER);
        return scheduled.isAfter(today) ? today : scheduled;
    }

    /** What was agreed last, if anything was. */
    public Optional<Agreement> agreement(Reference reference) {
        return jdbc.sql(
                        """
                select agreed_sets, handover_place, handover_on, destination, field_operations from talks_session
                where reference = :reference and outcome = 'AGREED' order by session desc fetch first row only""")
                .param("reference", reference.value())
                .query((row, number) -> new Agreement(
                        row.getObject("agreed_sets", Integer.class),
                        row.getString("handover_place"),
                        row.getObject("handover_on", LocalDate.class),
                        Destination.valueOf(row.getString("destination")),
                        row.getBoolean("field_operations")))
                .optional();
    }

    private Standing standing(Reference reference, LocalDate day) {
        var outcomes = jdbc.sql("select outcome from talks_session where reference = :reference order by session desc")
                .param("reference", reference.value())
                .query(String.class)
                .list();
        int noShows = (int)
                outcomes.stream().takeWhile(Outcome.NO_SHOW.name()::equals).count();
        int held = (int) outcomes.stream()
                .filter(outcome -> !Outcome.NO_SHOW.name().equals(outcome))
                .count();
        long days = ChronoUnit.DAYS.between(handovers.pledgedOn(reference), day);
        return new Standing(noShows, held, Math.toIntExact(days));
    }

    private int lastSession(Reference reference) {
        return jdbc.sql("select coalesce(max(session), 0) from talks_session where reference = :reference")
                .param("reference", reference.value())
                .query(Integer.class)
                .single();
    }

    private LocalDate dayOf(Reference reference, int session) {
        return jdbc.sql("select talks_on from talks_session where reference = :reference and session = :session")
                .param("reference", reference.value())
                .param("session", session)
                .query(OffsetDateTime.class)
                .single()
                .atZoneSameInstant(Place.BORDER)
                .toLocalDate();
    }
}
