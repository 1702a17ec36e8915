package org.handover.reading;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.handover.account.Accounts;
import org.handover.account.Tally;
import org.handover.engine.OpenSteps;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Unit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Every handover, and one with its talks and its flight. */
@Component
public class HandoverViews {

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final OpenSteps steps;
    private final RecordClock clock;

    HandoverViews(JdbcClient jdbc, Accounts accounts, OpenSteps steps, RecordClock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.steps = steps;
        this.clock = clock;
    }

    /** @param containersReceived the count of the account, in containers */
    public record Summary(
            String reference,
            String phase,
            String counterparty,
            LocalDate pledgedOn,
            String pledgedBy,
            String continues,
            Tally containersReceived) {}

    /**
     * @param openSteps ids of the model's elements where somebody has to act now, in the handover itself
     * @param sessions of the talks, in order
     * @param legs of the flight, in order
     */
    public record Detail(
            String reference,
            String phase,
            String counterparty,
            LocalDate pledgedOn,
            String pledgedBy,
            String continues,
            Tally containersReceived,
            List<String> openSteps,
            List<Session> sessions,
            List<Leg> legs) {}

    /** @param talksOn UTC; the talks are held in Asia/Seoul */
    public record Session(
            int session,
            Instant talksOn,
            String level,
            String venue,
            String outcome,
            String absentParty,
            String notes,
            Integer agreedSets,
            String handoverPlace,
            LocalDate handoverOn,
            String destination,
            Boolean fieldOperations) {}

    public record Leg(
            int leg,
            String from,
            String to,
            String aircraft,
            String missionNumber,
            LocalDate departOn,
            Instant departedAt,
            String departedFrom,
            Integer casesOn,
            Instant arrivedAt,
            String arrivedAirfield,
            Integer casesOff) {}

    /** Every handover, the newest pledge first. */
    public List<Summary> list() {
        Instant now = clock.now();
        Map<String, Integer> received = accounts.received();
        return jdbc.sql("select * from handover order by pledged_on desc, reference desc")
                .query((row, line) -> new Summary(
                        row.getString("reference"),
                        row.getString("phase"),
                        row.getString("counterparty"),
                        row.getObject("pledged_on", LocalDate.class),
                        row.getString("pledged_by"),
                        row.getString("continues"),
                        new Tally(received.getOrDefault(row.getString("reference"), 0), Unit.CONTAINERS, now)))
                .list();
    }

    /** One handover that exists. */
    public Detail detail(Reference handover) {
        // One after the other: who asks while a row is read waits for a second connection, and holds the first.
        var received = new Tally(accounts.received(handover), Unit.CONTAINERS, clock.now());
        List<String> open =
                steps.at(handover.value()).stream().map(OpenSteps.Open::step).toList();
        List<Session> sessions = sessions(handover);
        List<Leg> legs = legs(handover);
        return jdbc.sql("select * from handover where reference = :reference")
                .param("reference", handover.value())
                .query((row, line) -> new Detail(
                        row.getString("reference"),
                        row.getString("phase"),
                        row.getString("counterparty"),
                        row.getObject("pledged_on", LocalDate.class),
                        row.getString("pledged_by"),
                        row.getString("continues"),
                        received,
                        open,
                        sessions,
                        legs))
                .single();
    }

    /** The sessions of the talks, in order. */
    public List<Session> sessions(Reference reference) {
        return jdbc.sql("select * from talks_session where reference = :reference order by session")
                .param("reference", reference.value())
                .query((row, line) -> new Session(
                        row.getInt("session"),
                        instant(row.getObject("talks_on", OffsetDateTime.class)),
                        row.getString("talks_level"),
                        row.getString("venue"),
                        row.getString("outcome"),
                        row.getString("absent_party"),
                        row.getString("notes"),
                        row.getObject("agreed_sets", Integer.class),
                        row.getString("handover_place"),
                        row.getObject("handover_on", LocalDate.class),
                        row.getString("destination"),
                        row.getObject("field_operations", Boolean.class)))
                .list();
    }

    /** The legs of the flight, in order. */
    public List<Leg> legs(Reference reference) {
        return jdbc.sql("select * from flight_leg where reference = :reference order by leg")
                .param("reference", reference.value())
                .query((row, line) -> new Leg(
                        row.getInt("leg"),
                        row.getString("from_airfield"),
                        row.getString("to_airfield"),
                        row.getString("aircraft"),
                        row.getString("mission_number"),
                        row.getObject("depart_on", LocalDate.class),
                        instant(row.getObject("departed_at", OffsetDateTime.class)),
                        row.getString("departed_from"),
                        row.getObject("cases_on", Integer.class),
                        instant(row.getObject("arrived_at", OffsetDateTime.class)),
                        row.getString("arrived_airfield"),
                        row.getObject("cases_off", Integer.class)))
                .list();
    }

    private static Instant instant(OffsetDateTime at) {
        return Optional.ofNullable(at).map(OffsetDateTime::toInstant).orElse(null);
    }
}
