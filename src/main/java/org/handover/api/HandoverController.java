package org.handover.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.handover.account.Account;
import org.handover.account.Accounts;
import org.handover.account.Tally;
import org.handover.engine.OpenSteps;
import org.handover.security.Reader;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Unit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/handovers")
@Tag(name = "Handovers")
class HandoverController {

    private final JdbcClient jdbc;
    private final Register register;
    private final Accounts accounts;
    private final Timeline timeline;
    private final OpenSteps steps;
    private final RecordClock clock;

    HandoverController(
            JdbcClient jdbc,
            Register register,
            Accounts accounts,
            Timeline timeline,
            OpenSteps steps,
            RecordClock clock) {
        this.jdbc = jdbc;
        this.register = register;
        this.accounts = accounts;
        this.timeline = timeline;
        this.steps = steps;
        this.clock = clock;
    }

    /** @param containersReceived the count of the account, in containers */
    record Summary(
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
    record Detail(
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
    record Session(
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

    record Leg(
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

    @GetMapping(produces = APPLICATION_JSON_VALUE)
    @Operation(summary = "Every handover", description = "The newest pledge first.")
    List<Summary> list() {
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

    @GetMapping(path = "/{reference}", produces = APPLICATION_JSON_VALUE)
    @Operation(summary = "One handover", description = "Its phase, who has to act now, its talks and its flight.")
    Detail detail(@PathVariable String reference) {
        Reference handover = register.find(reference);
        return jdbc.sql("select * from handover where reference = :reference")
                .param("reference", handover.value())
                .query((row, line) -> new Detail(
                        row.getString("reference"),
                        row.getString("phase"),
                        row.getString("counterparty"),
                        row.getObject("pledged_on", LocalDate.class),
                        row.getString("pledged_by"),
                        row.getString("continues"),
                        new Tally(accounts.received(handover), Unit.CONTAINERS, clock.now()),
                        steps.of(handover).getOrDefault(handover.value(), List.of()),
                        sessions(handover),
                        legs(handover)))
                .single();
    }

    @GetMapping(path = "/{reference}/statements", produces = APPLICATION_JSON_VALUE)
    @Operation(
            summary = "What was said",
            description = "Every statement with who said it and who relayed it, in the order in which things were said."
                    + " None of these numbers enters a count.")
    List<Account.Said> statements(@PathVariable String reference) {
        return accounts.said(register.find(reference));
    }

    @GetMapping(path = "/{reference}/timeline", produces = APPLICATION_JSON_VALUE)
    @Operation(
            summary = "What happened",
            description =
                    "Everything dated of the record in order. Persons are named by id, and only to those who may see them.")
    List<Timeline.Entry> timeline(@PathVariable String reference, Authentication signedIn) {
        return timeline.of(register.find(reference), Reader.of(signedIn));
    }

    private List<Session> sessions(Reference reference) {
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

    private List<Leg> legs(Reference reference) {
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
