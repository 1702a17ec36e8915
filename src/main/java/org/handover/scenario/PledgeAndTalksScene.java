package org.handover.scenario;

import java.util.Map;
import org.handover.account.Accounts;
import org.handover.engine.Messages;
import org.handover.vocabulary.Refusal;
import org.springframework.stereotype.Component;

/** The pledge, what was said of numbers, cases brought forward, and the border talks. */
@Component
class PledgeAndTalksScene implements Scene {

    private static final String NEGOTIATORS = "negotiators";
    private static final String FIELD_OPERATIONS = "field operations on the agenda";

    private final Accounts accounts;

    PledgeAndTalksScene(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Map<String, Step> steps() {
        return Map.ofEntries(
                Map.entry("PLEDGE_MADE", this::pledge),
                Map.entry("RECEIPT_CLAIMED", (event, cast) -> said(event, cast, "CLAIMED_RETURNED")),
                Map.entry("POLITICAL_SIGNAL", (event, cast) -> said(event, cast, "INDICATED")),
                Map.entry("EXPECTATION_STATED", (event, cast) -> said(event, cast, "EXPECTED")),
                Map.entry("CLAIM_CONFIRMED_BY_COUNTERPARTY", (event, cast) -> said(event, cast, "OFFERED")),
                Map.entry("CAPACITY_INDICATION", (event, cast) -> said(event, cast, "INDICATED")),
                Map.entry("CASES_PREPOSITIONED", this::stage),
                Map.entry("TALKS_SCHEDULED", this::schedule),
                Map.entry("TALKS_NO_SHOW", this::noShow),
                Map.entry("TALKS_HELD", this::held),
                Map.entry("FLIGHT_PLANNED", this::agreed),
                Map.entry("RECEIVED_COUNT", this::receivedCount));
    }

    private String pledge(ScenarioEvent event, Cast cast) {
        cast.start(
                NEGOTIATORS,
                1,
                "handover",
                cast.reference().value(),
                "pledgedOn",
                event.on().toString(),
                "pledgedBy",
                event.text("by"),
                "relayedBy",
                event.text("relayedBy", null),
                "counterparty",
                event.text("by"),
                "statement",
                event.text("qtyText", "pledged to return remains"),
                "pledgedSets",
                event.has("qty") ? event.number("qty") : null,
                "source",
                event.text("channel", null));
        return "started " + cast.reference();
    }

    private String said(ScenarioEvent event, Cast cast, String kind) {
        boolean number = event.has("qty");
        cast.send(
                NEGOTIATORS,
                1,
                Messages.STATEMENT_MADE,
                "speaker",
                event.text("by"),
                "relayedBy",
                event.text("relayedBy", null),
                "kind",
                kind,
                "number",
                number ? event.number("qty") : null,
                "qualifier",
                event.text("qualifier", null),
                "unit",
                number ? event.text("unit") : null,
                "saidOn",
                event.at(),
                "text",
                words(event),
                "source",
                event.text("channel", null));
        return "filed a statement, " + kind;
    }

    /** The event's own words, or its facts where it gives none. */
    private static String words(ScenarioEvent event) {
        String facts = event.type().toLowerCase().replace('_', ' ');
        String text = event.text("text", event.text("qtyText", facts));
        String note = event.text("note", null);
        String use = event.text("use", null);
        String window = event.has("windowDays") ? "within %d days".formatted(event.number("windowDays")) : null;
        return java.util.stream.Stream.of(
                        text, use == null ? null : use.toLowerCase().replace('_', ' '), window, note)
                .filter(part -> part != null)
                .collect(java.util.stream.Collectors.joining("; "));
    }

    private String stage(ScenarioEvent event, Cast cast) {
        cast.complete(
                "transfer-team",
                1,
                "StageTransferCases",
                "casesStaged",
                event.number("qty"),
                "qualifier",
                event.text("qualifier", null),
                "stagedOn",
                event.at(),
                "stagedAt",
                event.text("place"));
        return "staged cases";
    }

    private String schedule(ScenarioEvent event, Cast cast) {
        adjournWhatIsOpen(cast);
        cast.complete(
                NEGOTIATORS,
                1,
                "ScheduleTalks",
                "talksOn",
                event.on().toString(),
                "talksLevel",
                event.text("level", "WORKING"),
                "venue",
                event.text("place", "Inter-Korean border"));
        return "scheduled a session";
    }

    private String noShow(ScenarioEvent event, Cast cast) {
        cast.complete(NEGOTIATORS, 1, "RecordTalks", "talksOutcome", "NO_SHOW", "absentParty", event.text("absent"));
        return "recorded a no-show";
    }

    private String held(ScenarioEvent event, Cast cast) {
        cast.remember(FIELD_OPERATIONS, event.lists("agenda", "RESUME_FIELD_OPERATIONS"));
        schedule(event, cast);
        return "scheduled a session that was held; its outcome follows";
    }

    /** A session whose outcome no event told before the next one began was adjourned to it. */
    private static void adjournWhatIsOpen(Cast cast) {
        if (cast.waitsAt("RecordTalks")) {
            cast.complete(NEGOTIATORS, 1, "RecordTalks", "talksOutcome", "ADJOURNED");
            cast.settle();
        }
    }

    private String agreed(ScenarioEvent event, Cast cast) {
        boolean decided = event.fields().path("destinationOneOf").size() == 1;
        cast.complete(
                NEGOTIATORS,
                1,
                "RecordTalks",
                "talksOutcome",
                "AGREED",
                "handoverOn",
                event.text("date"),
                "destination",
                decided ? airfield(event.fields().get("destinationOneOf").get(0).asText()) : "UNDECIDED",
                "fieldOperations",
                Boolean.TRUE.equals(cast.remembered(FIELD_OPERATIONS)),
                "notes",
                "Planned, as reported by " + event.text("channel", "an unnamed source"));
        return "recorded the agreement";
    }

    private static String airfield(String place) {
        return place.startsWith("OSAN") ? "OSAN" : "HICKAM";
    }

    private String receivedCount(ScenarioEvent event, Cast cast) {
        int counted = accounts.received(cast.reference());
        int told = event.number("qty");
        if (counted != told) {
            throw new Refusal(
                    "qty: %d containers were received, counted from the record, not %d".formatted(counted, told));
        }
        return "checked: %d containers received".formatted(counted);
    }
}
