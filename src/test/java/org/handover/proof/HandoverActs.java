package org.handover.proof;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.handover.process.LaboratoryStory;
import org.handover.process.Story;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people may try from the pledge to the end of a handover. In the laboratory a case takes the shortest way. */
final class HandoverActs {

    private final JdbcClient jdbc;

    HandoverActs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Acts of(String reference) {
        var acts = new Acts()
                .task(
                        "StageTransferCases",
                        "transfer-team-1",
                        "casesStaged",
                        100,
                        "stagedOn",
                        "2018-06",
                        "stagedAt",
                        "DMZ")
                .task(
                        "ScheduleTalks",
                        "negotiators-1",
                        "talksOn",
                        "2018-07-16",
                        "talksLevel",
                        "WORKING",
                        "venue",
                        "Panmunjom")
                .task("RecordTalks", "negotiators-1", agreement())
                .task("RecordTalks", "negotiators-1", agreement("agreedSets", 2))
                .task("RecordTalks", "negotiators-1", "talksOutcome", "ADJOURNED", "notes", "Tomorrow")
                .task("RecordTalks", "negotiators-1", "talksOutcome", "NO_SHOW", "absentParty", "DPRK")
                .task("ChaseTalksOutcome", "negotiators-2", "remarks", "The clerk was ill")
                .task("RecallTransferCases", "transfer-team-1", "casesRecalled", 100, "recalledOn", "2018-08-01")
                .task("RecallStagedCases", "transfer-team-1", "casesRecalled", 100, "recalledOn", "2018-08-01")
                .task("ReceiveRemains", "transfer-team-1", receipt(Story.manifest(1)))
                .task("ReceiveRemains", "transfer-team-1", receipt(List.of()))
                .task("WitnessCustody", "transfer-team-1", "witnessed", "yes")
                .task("WitnessCustody", "transfer-team-2", "witnessed", "yes")
                .task("WitnessCustody", "transfer-team-2", "witnessed", "no", "remarks", "A seal is missing")
                .task("ExplainDiscrepancy", "negotiators-1", "explanation", "One was not found", "next", "ACCEPT")
                .task(
                        "ReviewRemains",
                        "scientists-1",
                        "fieldReview",
                        Story.fieldReview(1),
                        "reviewedOn",
                        "2018-07-28",
                        "reviewedAt",
                        "OSAN")
                .task("RecaseRemains", "transfer-team-1", "recasing", Story.recasing(1), "recasedOn", "2018-07-31")
                .task("WitnessRecasing", "transfer-team-1", "witnessed", "yes")
                .task("WitnessRecasing", "transfer-team-2", "witnessed", "yes")
                .task("WitnessRecasing", "transfer-team-2", "witnessed", "no", "remarks", "A seal is loose")
                .task("HoldHonorCeremony", "transfer-team-1", "heldOn", "2018-08-01", "heldBy", "The honor guard")
                .task("ChaseArrival", "airlift-1", "remarks", "Weather")
                .task("AccessionContainer", "evidence-coordinators-1", "sealIntact", "yes")
                .task("AccessionContainer", "evidence-coordinators-1", "sealIntact", "no", "remarks", "Broken")
                .task("AccessionContainer", "evidence-coordinators-1", "present", "no", "remarks", "Not in the bay")
                .task("TraceContainer", "transfer-team-1", "found", "yes", "explanation", "Behind the others")
                .task("TraceContainer", "transfer-team-1", "found", "no", "explanation", "Listed twice by mistake")
                .task("WitnessAccession", "evidence-coordinators-1", "witnessed", "yes")
                .task("WitnessAccession", "evidence-coordinators-2", "witnessed", "yes")
                .task("WitnessAccession", "evidence-coordinators-2", "witnessed", "no", "remarks", "Count again")
                .task("ResolveSealIncident", "lab-managers-1", "resolution", "Broken by customs, seen by two")
                .task(
                        "InventoryContainer",
                        "scientists-1",
                        "inventory",
                        List.of(LaboratoryStory.bone("1", "cranium", "MIDLINE", 100)))
                .task("InventoryContainer", "scientists-1", "inventory", List.of())
                .task(
                        "InventoryContainer",
                        "scientists-1",
                        "inventory",
                        List.of(LaboratoryStory.row("designator", "1", "kind", "FRAGMENT", "human", "no")))
                .task("SettleNonHuman", "lab-managers-1", "settlement", "STAY", "storage", "Shelf 40")
                .task(
                        "SettleNonHuman",
                        "lab-managers-1",
                        "settlement",
                        "RELEASE",
                        "releasedTo",
                        "A museum",
                        "receipt",
                        "M-1")
                .task("WitnessSettlement", "lab-managers-1", "witnessed", "yes")
                .task("WitnessSettlement", "evidence-coordinators-1", "witnessed", "yes")
                .task("WitnessSettlement", "evidence-coordinators-1", "witnessed", "no", "remarks", "Another shelf")
                .task("VerifyInventory", "scientists-1", "verified", "yes")
                .task("VerifyInventory", "scientists-2", "verified", "yes")
                .task("VerifyInventory", "scientists-2", "verified", "no", "remarks", "Weigh again")
                .task(
                        "ResegregateRemains",
                        "scientists-1",
                        "grouping",
                        List.of(LaboratoryStory.link("I-001", "C-01", "1")),
                        "method",
                        "Articulation")
                .task("ResegregateRemains", "scientists-1", "grouping", List.of(), "method", "Nothing to group")
                .task("ReviewGrouping", "scientists-1", "accepted", "yes")
                .task("ReviewGrouping", "scientists-2", "accepted", "yes")
                .task("ReviewGrouping", "scientists-2", "accepted", "no", "remarks", "Look again")
                .task("SelectLinesOfEvidence", "lab-managers-1", "linesOfEvidence", "ANTHROPOLOGY")
                .task("ExamineAnthropology", "scientists-3", "finding", "INCONCLUSIVE", "report", "Too little")
                .task("ProposeDisposition", "lab-managers-1", "disposition", "RETAINED", "rationale", "Too little")
                .task("ReviewDisposition", "lab-managers-2", "decision", "CONCUR")
                .task("RetainRemains", "lab-managers-1", "storage", "Shelf 12");
        for (String decision : List.of("CONTINUE", "SUSPEND", "BREAK_OFF")) {
            acts.task("DecideOnTalks", "policy-1", "decision", decision, "reason", "As instructed");
        }
        Supplier<String> later = () -> minuteAfterTheLastFlight(reference);
        List<String> airfields = List.of("HICKAM", "OSAN", "WONSAN");
        for (String from : airfields) {
            for (String to : airfields) {
                acts.task(
                        "PlanLeg",
                        "airlift-1",
                        "from",
                        from,
                        "to",
                        to,
                        "aircraft",
                        "C-17",
                        "missionNumber",
                        "RCH-1",
                        "departOn",
                        "2018-08-01");
            }
            Object[] departed = {"airfield", from, "actualAt", later, "casesAboard", 1};
            Object[] arrived = {"airfield", from, "actualAt", later, "casesAboard", 1};
            acts.task("ConfirmDeparture", "airlift-1", departed)
                    .task("ConfirmArrival", "airlift-1", arrived)
                    .message("FlightDeparted", null, "airlift-1", departed)
                    .message("FlightArrived", null, "airlift-1", arrived);
        }
        return acts.message("TalksResumed", null, "policy-1")
                .message(
                        "PledgeWithdrawn",
                        null,
                        "policy-1",
                        "reason",
                        "Relations worsened",
                        "withdrawnOn",
                        "2018-09-01")
                .message(
                        "StatementMade",
                        null,
                        "public-affairs-1",
                        "speaker",
                        "The president",
                        "kind",
                        "CLAIMED_RETURNED",
                        "number",
                        200,
                        "qualifier",
                        "EXACTLY",
                        "unit",
                        "SETS",
                        "saidOn",
                        "2018-06-20",
                        "text",
                        "200 have been sent back",
                        "source",
                        "A rally")
                .message("CasesAccountedFor", null, "operators-1");
    }

    private String minuteAfterTheLastFlight(String reference) {
        return jdbc.sql(
                        """
                select coalesce(max(greatest(departed_at, coalesce(arrived_at, departed_at))), timestamp with time zone '2018-08-01 00:00:00+00')
                from flight_leg where reference = :reference""")
                .param("reference", reference)
                .query(OffsetDateTime.class)
                .single()
                .plusMinutes(1)
                .toString();
    }

    private static Object[] agreement(Object... more) {
        return pairs(
                Map.of(
                        "talksOutcome",
                        "AGREED",
                        "handoverOn",
                        "2018-07-27",
                        "destination",
                        "UNDECIDED",
                        "fieldOperations",
                        "no"),
                more);
    }

    private static Object[] receipt(List<Map<String, Object>> manifest) {
        return new Object[] {
            "receivedOn", "2018-07-27", "place", "WONSAN", "handedOverBy", "An officer", "manifest", manifest
        };
    }

    private static Object[] pairs(Map<String, Object> fields, Object... more) {
        return Story.with(fields, more).entrySet().stream()
                .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                .toArray();
    }
}
