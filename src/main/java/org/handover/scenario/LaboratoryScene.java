package org.handover.scenario;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.handover.account.Accounts;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.springframework.stereotype.Component;

/**
 * Accession, the notice about the object, inventory, and the first identifications. Specimens, findings and people are invented: three specimens
 * a container, twelve provisional individuals, and persons by number.
 */
@Component
class LaboratoryScene implements Scene {

    private static final int INDIVIDUALS = 12;
    private static final int CONTAINERS_PER_INDIVIDUAL = 4;

    /** The invented person whose object was found. */
    private static final String OWNER = "P-0001";

    private final Accounts accounts;

    LaboratoryScene(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public ZoneId zone() {
        return Place.HICKAM.zone();
    }

    @Override
    public Map<String, Step> steps() {
        return Map.of(
                "ACCESSIONED_TO_LAB", this::accession,
                "MATERIAL_EVIDENCE_NOTICE", this::noticeOfObject,
                "INVENTORY_COMPLETE", this::inventory,
                "PUBLIC_RELEASE", this::firstNames);
    }

    private String accession(ScenarioEvent event, Cast cast) {
        int cases = event.number("cases");
        for (int number = 1; number <= cases; number++) {
            String container = container(cast, number);
            cast.completeAt(
                    container,
                    "evidence-coordinators",
                    1,
                    "AccessionContainer",
                    "sealIntact",
                    true,
                    "seal",
                    TransferAndFlightScene.sealIn(number),
                    "accessionedOn",
                    event.on().toString());
            cast.completeAt(container, "evidence-coordinators", 2, "WitnessAccession", "witnessed", true);
        }
        return "accessioned %d containers, each witnessed".formatted(cases);
    }

    private String noticeOfObject(ScenarioEvent event, Cast cast) {
        String object = container(cast, TransferAndFlightScene.CONTAINER_WITH_OBJECT) + "/E-01";
        cast.start("historians", 1, "material-evidence-notice", object, "object", event.text("item"), "person", OWNER);
        cast.completeAt(object, "lab-managers", 1, "ApproveNotice", "decision", "APPROVE");
        cast.completeAt(
                object,
                "casualty-office",
                1,
                "NotifyOfObject",
                "outcome",
                "DELIVERED",
                "notifiedOn",
                event.on().toString());
        return "told a family of the object; nobody is identified by it";
    }

    private String inventory(ScenarioEvent event, Cast cast) {
        int containers = accounts.received(cast.reference());
        for (int number = 1; number <= containers; number++) {
            String container = container(cast, number);
            cast.completeAt(
                    container,
                    "scientists",
                    1,
                    "InventoryContainer",
                    "inventoriedOn",
                    event.on().toString(),
                    "inventory",
                    specimens(number));
            cast.completeAt(container, "scientists", 2, "VerifyInventory", "verified", true);
        }
        cast.settle();
        cast.complete(
                "scientists",
                1,
                "ResegregateRemains",
                "groupedOn",
                event.on().toString(),
                "method",
                "Pair matching, articulation and refitting",
                "grouping",
                grouping());
        cast.complete("scientists", 2, "ReviewGrouping", "accepted", true);
        return "inventoried and verified %d containers, grouped %d provisional individuals"
                .formatted(containers, INDIVIDUALS);
    }

    private static List<Map<String, Object>> specimens(int number) {
        var rows = new ArrayList<Map<String, Object>>();
        rows.add(TransferAndFlightScene.row(
                "designator",
                "1",
                "kind",
                "BONE",
                "element",
                "femur",
                "side",
                number % 2 == 1 ? "LEFT" : "RIGHT",
                "completeness",
                "shaft and one end",
                "mass",
                femurMass(number),
                "human",
                "YES"));
        rows.add(TransferAndFlightScene.row(
                "designator",
                "2",
                "kind",
                "FRAGMENT",
                "element",
                "cranium",
                "completeness",
                "fragment",
                "mass",
                40.5,
                "human",
                "YES"));
        rows.add(TransferAndFlightScene.row(
                "designator",
                "3",
                "kind",
                "FRAGMENT",
                "element",
                "rib",
                "completeness",
                "fragment",
                "mass",
                12.25,
                "human",
                "YES"));
        if (number == TransferAndFlightScene.CONTAINER_WITH_OBJECT) {
            rows.add(TransferAndFlightScene.row("designator", "E-01", "kind", "MATERIAL_EVIDENCE", "element", "tag"));
        }
        return rows;
    }

    /** Each individual lies in several containers, and most containers hold parts of two. */
    private static List<Map<String, Object>> grouping() {
        var rows = new ArrayList<Map<String, Object>>();
        for (int individual = 1; individual <= INDIVIDUALS; individual++) {
            int first = firstContainer(individual);
            link(rows, individual, first, "1", "PAIR_MATCH");
            link(rows, individual, first + 1, "1", "PAIR_MATCH");
            link(rows, individual, first, "2", "REFIT");
            link(rows, individual, first + 1, "2", "REFIT");
            link(rows, individual % INDIVIDUALS + 1, first + 2, "3", "ARTICULATION");
        }
        return rows;
    }

    private static int firstContainer(int individual) {
        return (individual - 1) * CONTAINERS_PER_INDIVIDUAL + 1;
    }

    /** In grams. */
    private static double femurMass(int container) {
        return 300.0 + container;
    }

    private static void link(
            List<Map<String, Object>> rows, int individual, int container, String designator, String method) {
        rows.add(TransferAndFlightScene.row(
                "individual",
                individual(individual),
                "container",
                TransferAndFlightScene.container(container),
                "designator",
                designator,
                "method",
                method,
                "strength",
                "STRONG"));
    }

    private String firstNames(ScenarioEvent event, Cast cast) {
        int persons = event.number("persons");
        if (persons > INDIVIDUALS) {
            throw new Refusal("persons: %d, but only %d individuals were grouped".formatted(persons, INDIVIDUALS));
        }
        // The individual with parts in the container of the object is the second; its owner is identified by other
        // lines.
        for (int number = 1; number <= persons; number++) {
            identify(event, cast, number, "P-%04d".formatted(persons + 1 - number));
        }
        return "identified, told the families of, and then named %d invented people".formatted(persons);
    }

    private void identify(ScenarioEvent event, Cast cast, int number, String person) {
        Reference reference = cast.reference();
        String individual = reference.item(individual(number)).toString();
        cast.at(event.noon().minus(Duration.ofDays(14)), () -> {
            cast.completeAt(
                    individual,
                    "lab-managers",
                    1,
                    "SelectLinesOfEvidence",
                    "linesOfEvidence",
                    "ANTHROPOLOGY,CHEST_RADIOGRAPH,MTDNA,HISTORY");
            int container = firstContainer(number);
            cast.completeAt(
                    individual,
                    "scientists",
                    1,
                    "CutSample",
                    "specimen",
                    TransferAndFlightScene.container(container) + "/1",
                    "massBefore",
                    femurMass(container),
                    "massAfter",
                    femurMass(container) - 1.5);
        });
        cast.at(event.noon().minus(Duration.ofDays(10)), () -> {
            cast.completeAt(
                    individual,
                    "scientists",
                    1,
                    "ExamineAnthropology",
                    "finding",
                    "INCONCLUSIVE",
                    "report",
                    "Adult; nothing that excludes (invented)");
            cast.completeAt(
                    individual,
                    "historians",
                    1,
                    "ExamineHistory",
                    "finding",
                    "SUPPORTS",
                    "candidate",
                    person,
                    "report",
                    "Lost near the recovery site (invented)");
            cast.completeAt(
                    individual,
                    "scientists",
                    1,
                    "ExamineChestRadiograph",
                    "finding",
                    "SUPPORTS",
                    "candidate",
                    person,
                    "report",
                    "Clavicles agree with the induction film (invented)");
            cast.completeAt(
                    individual,
                    "scientists",
                    1,
                    "RecordDnaResult",
                    "finding",
                    "SUPPORTS",
                    "candidate",
                    person,
                    "report",
                    "Sequence agrees with the maternal reference (invented)",
                    "sequence",
                    "SEQ-%02d".formatted(number));
            cast.settle();
        });
        cast.at(event.noon().minus(Duration.ofDays(6)), () -> {
            cast.completeAt(
                    individual,
                    "lab-managers",
                    1,
                    "ProposeDisposition",
                    "disposition",
                    "IDENTIFIED",
                    "person",
                    person,
                    "rationale",
                    "Three concordant lines (invented)");
            cast.completeAt(individual, "lab-managers", 2, "ReviewDisposition", "decision", "CONCUR");
        });
        cast.at(
                event.noon().minus(Duration.ofDays(4)),
                () -> cast.completeAt(
                        individual, "medical-examiners", 1, "ApproveIdentification", "decision", "APPROVE"));
        cast.at(
                event.noon().minus(Duration.ofDays(2)),
                () -> cast.completeAt(
                        individual,
                        "casualty-office",
                        1,
                        "NotifyFamily",
                        "outcome",
                        "DELIVERED",
                        "notifiedOn",
                        event.on().minusDays(2).toString()));
        cast.completeAt(
                individual,
                "public-affairs",
                1,
                "ReleaseName",
                "releasedOn",
                event.on().toString());
    }

    private static String container(Cast cast, int number) {
        return cast.reference().item(TransferAndFlightScene.container(number)).toString();
    }

    private static String individual(int number) {
        return "I-%03d".formatted(number);
    }
}
