package org.handover.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.handover.account.Accounts;
import org.springframework.stereotype.Component;

/**
 * The handover itself, the field review, the re-casing, the honors and the flight. Seals, labels and case numbers are invented: no manifest was
 * published. Containers are numbered in order.
 */
@Component
class TransferAndFlightScene implements Scene {

    /** The container in which the one object was found (invented). */
    static final int CONTAINER_WITH_OBJECT = 7;

    private static final String TRANSFER_TEAM = "transfer-team";

    private final Accounts accounts;

    TransferAndFlightScene(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Map<String, Step> steps() {
        return Map.of(
                "CONTAINERS_TRANSFERRED", this::receive,
                "FIELD_FORENSIC_REVIEW", this::review,
                "RECASED", this::recase,
                "HONORS_CEREMONY", this::ceremonyOnLeaving,
                "DEPARTED", this::depart,
                "HONORABLE_CARRY", this::arrive);
    }

    static String container(int number) {
        return "C-%02d".formatted(number);
    }

    static String sealIn(int number) {
        return "T-%04d".formatted(number);
    }

    private String receive(ScenarioEvent event, Cast cast) {
        int count = event.number("qty");
        boolean object = event.has("artifacts");
        List<Map<String, Object>> manifest = IntStream.rangeClosed(1, count)
                .mapToObj(number -> row(
                        "number", container(number),
                        "seal", "K-%04d".formatted(number),
                        "theirLabel", "Box %d".formatted(number),
                        "condition", "closed wooden box",
                        "effects", object && number == CONTAINER_WITH_OBJECT ? "one tag" : null))
                .toList();
        cast.complete(
                TRANSFER_TEAM,
                1,
                "ReceiveRemains",
                "receivedOn",
                event.on().toString(),
                "place",
                event.text("place", "WONSAN"),
                "handedOverBy",
                event.text("from"),
                "manifest",
                manifest);
        cast.complete(TRANSFER_TEAM, 2, "WitnessCustody", "witnessed", true);
        return "took %d containers into custody, witnessed".formatted(count);
    }

    private String review(ScenarioEvent event, Cast cast) {
        // Whoever reviews in the field is not the blind analyst later (rule X4).
        cast.complete(
                "scientists",
                3,
                "ReviewRemains",
                "reviewedOn",
                event.on().toString(),
                "reviewedAt",
                event.text("place", "OSAN"),
                "fieldReview",
                rows(
                        cast,
                        number -> row(
                                "number",
                                container(number),
                                "human",
                                "YES",
                                "condition",
                                "fragmentary, commingling possible",
                                "effects",
                                number == CONTAINER_WITH_OBJECT ? "one tag" : null)));
        return "reviewed every container in the field; nobody is identified by that";
    }

    private String recase(ScenarioEvent event, Cast cast) {
        cast.complete(
                TRANSFER_TEAM,
                1,
                "RecaseRemains",
                "recasedOn",
                event.on().toString(),
                "recasing",
                rows(
                        cast,
                        number -> row(
                                "number", container(number),
                                "transferCase", "TC-%02d".formatted(number),
                                "sealOut", "K-%04d".formatted(number),
                                "sealIn", sealIn(number))));
        cast.complete(TRANSFER_TEAM, 2, "WitnessRecasing", "witnessed", true);
        return "re-cased every container, witnessed";
    }

    private String ceremonyOnLeaving(ScenarioEvent event, Cast cast) {
        cast.complete(
                "airlift",
                1,
                "PlanLeg",
                "from",
                event.text("place").startsWith("OSAN") ? "OSAN" : event.text("place"),
                "to",
                "HICKAM",
                "aircraft",
                "C-17",
                "missionNumber",
                "RCH-1801",
                "departOn",
                event.on().toString());
        ceremony(event, cast);
        return "planned the leg to Hickam and held the ceremony on leaving Korea";
    }

    private String depart(ScenarioEvent event, Cast cast) {
        cast.complete(
                "airlift",
                1,
                "ConfirmDeparture",
                "actualAt",
                event.on().atTime(12, 0).atZone(event.zone()).toOffsetDateTime().toString(),
                "airfield",
                "OSAN",
                "casesAboard",
                event.number("cases"));
        return "departed with %d cases".formatted(event.number("cases"));
    }

    private String arrive(ScenarioEvent event, Cast cast) {
        cast.complete(
                "airlift",
                1,
                "ConfirmArrival",
                "actualAt",
                event.on().atTime(12, 0).atZone(event.zone()).toOffsetDateTime().toString(),
                "airfield",
                "HICKAM",
                "casesAboard",
                event.number("cases"));
        ceremony(event, cast);
        return "arrived at Hickam; every case was carried with the same honors";
    }

    private static void ceremony(ScenarioEvent event, Cast cast) {
        cast.complete(
                TRANSFER_TEAM, 1, "HoldHonorCeremony", "heldOn", event.on().toString(), "heldBy", event.text("flag"));
    }

    private List<Map<String, Object>> rows(Cast cast, java.util.function.IntFunction<Map<String, Object>> row) {
        return IntStream.rangeClosed(1, accounts.received(cast.reference()))
                .mapToObj(row)
                .toList();
    }

    static Map<String, Object> row(Object... cells) {
        var row = new LinkedHashMap<String, Object>();
        for (int i = 0; i < cells.length; i += 2) {
            if (cells[i + 1] != null) {
                row.put((String) cells[i], cells[i + 1]);
            }
        }
        return row;
    }
}
