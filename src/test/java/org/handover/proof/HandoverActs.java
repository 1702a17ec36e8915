package org.handover.proof;

import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.handover.process.LaboratoryStory;
import org.handover.process.Story;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people may try from the pledge to the end of a handover. In the laboratory a case takes the shortest way. */
final class HandoverActs {

    /** What tells one state of a handover from another, beside its tokens. */
    static final List<String> RECORD = List.of(
            "select phase from handover where reference = :reference",
            """
            select c.number || ' ' || coalesce(c.human, '-') || ' ' || coalesce(c.received_at_place, '-')
                || case when c.witnessed_by is null then ' unwitnessed' else '' end
                || case when c.refused_on is null then '' else ' refused' end
                || case when c.recased_by is null then '' else ' recased' end
                || case when c.accession_witnessed_by is null then '' else ' accessioned' end
                || case when c.seal_intact is null or c.accession_witnessed_by is not null then ''
                    when c.seal_intact then ' intact' else ' broken' end
                || ' ' || coalesce((select e.to_holder from custody_event e where e.item = c.reference || '/' || c.number
                    and e.seq = (select max(m.seq) from custody_event m where m.item = e.item)), 'nobody')
            from container c where c.reference = :reference order by 1""",
            """
            select l.from_airfield || ' ' || l.to_airfield || ' ' || coalesce(l.departed_from, '-') || ' ' || coalesce(l.arrived_airfield, '-')
            from flight_leg l where l.reference = :reference and l.leg = (select max(m.leg) from flight_leg m where m.reference = l.reference)""",
            "select distinct place from ceremony where reference = :reference order by 1",
            """
            select distinct coalesce(item, 'agreed') || ' ' || case when explained_by is null then 'open' else next_step end
            from discrepancy where reference = :reference and (item is null or next_step is null or next_step = 'NOT_FOUND')
            order by 1""",
            "select kind from incident where reference = :reference and resolution is null group by kind order by 1",
            "select item || ' ' || kind || ' ' || content || ' ' || errors from draft where reference = :reference order by 1",
            """
            select number || ' ' || case_state || ' ' || coalesce(disposition, '-') || ' ' || least(cycle, 2) || ' ' || coalesce(person, '-')
            from individual where reference = :reference order by 1""",
            "select designator || ' ' || human from specimen where reference = :reference order by 1",
            """
            select individual || ' ' || container || '/' || designator from individual_specimen
            where reference = :reference and active = 1 order by 1""",
            """
            select distinct e.individual || ' reported ' || e.line from evidence e
            join individual i on i.reference = e.reference and i.number = e.individual and i.composition = e.composition
            where e.reference = :reference order by 1""",
            """
            select distinct d.subject || ' changed' from decision d where d.reference = :reference and d.outcome = 'SPECIMENS_CHANGED'
            and not exists (select 1 from decision p where p.subject = d.subject and p.cycle = d.cycle and p.stage = 'PROPOSAL' and p.id > d.id)
            order by 1""");

    private final JdbcClient jdbc;

    HandoverActs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** From the pledge on. */
    Acts of(String reference) {
        var acts = shortestCase()
                .tasks(
                        "StageTransferCases",
                        "ScheduleTalks",
                        "RecordTalks",
                        "ChaseTalksOutcome",
                        "RecallTransferCases",
                        "RecallStagedCases",
                        "ReceiveRemains",
                        "WitnessCustody",
                        "ExplainDiscrepancy",
                        "ReviewRemains",
                        "RecaseRemains",
                        "WitnessRecasing",
                        "HoldHonorCeremony",
                        "ChaseArrival",
                        "AccessionContainer",
                        "TraceContainer",
                        "WitnessAccession",
                        "ResolveSealIncident",
                        "InventoryContainer",
                        "VerifyInventory",
                        "ResegregateRemains",
                        "ReviewGrouping",
                        "SettleNonHuman",
                        "WitnessSettlement")
                .task("RecordTalks", "negotiators-1", "talksOutcome", "ADJOURNED", "notes", "Tomorrow")
                .task("RecordTalks", "negotiators-1", "talksOutcome", "NO_SHOW", "absentParty", "DPRK")
                .change("ReceiveRemains", "manifest", List.of())
                .by("transfer-team-1", "WitnessCustody")
                .change("WitnessCustody", "witnessed", "no", "remarks", "A seal is missing")
                .by("transfer-team-1", "WitnessRecasing")
                .change("WitnessRecasing", "witnessed", "no", "remarks", "A seal is loose")
                .change("AccessionContainer", "sealIntact", "no", "remarks", "Broken")
                .change("AccessionContainer", "sealIntact", null, "present", "no", "remarks", "Not in the bay")
                .change("TraceContainer", "found", "no", "explanation", "Listed twice by mistake")
                .by("evidence-coordinators-1", "WitnessAccession")
                .change("WitnessAccession", "witnessed", "no", "remarks", "Count again")
                .change("InventoryContainer", "inventory", List.of())
                .change(
                        "InventoryContainer",
                        "inventory",
                        List.of(LaboratoryStory.row("designator", "1", "kind", "FRAGMENT", "human", "no")))
                .by("scientists-1", "VerifyInventory")
                .change("VerifyInventory", "verified", "no", "remarks", "Weigh again")
                .change("ResegregateRemains", "grouping", List.of(), "method", "Nothing to group")
                .by("scientists-1", "ReviewGrouping")
                .change("ReviewGrouping", "accepted", "no", "remarks", "Look again")
                .change(
                        "SettleNonHuman",
                        "settlement",
                        "RELEASE",
                        "storage",
                        null,
                        "releasedTo",
                        "A museum",
                        "receipt",
                        "M-1")
                .by("lab-managers-1", "WitnessSettlement")
                .change("WitnessSettlement", "witnessed", "no", "remarks", "Another shelf");
        for (String decision : List.of("CONTINUE", "SUSPEND", "BREAK_OFF")) {
            acts.change("DecideOnTalks", "decision", decision);
        }
        Supplier<String> later = () -> minuteAfterTheLastFlight(reference);
        List<String> airfields = List.of("HICKAM", "OSAN", "WONSAN");
        for (String from : airfields) {
            for (String to : airfields) {
                acts.change("PlanLeg", "from", from, "to", to);
            }
            for (String flight : List.of("ConfirmDeparture", "ConfirmArrival")) {
                acts.change(flight, "airfield", from, "actualAt", later);
            }
            for (String flight : List.of("FlightDeparted", "FlightArrived")) {
                acts.message(flight, null, "airfield", from, "actualAt", later);
            }
        }
        return acts.message("TalksResumed", null)
                .message("PledgeWithdrawn", null)
                .message("StatementMade", null)
                .message("CasesAccountedFor", null);
    }

    /**
     * Two containers come of three sets agreed, with a bad manifest first, and one of them is not aboard the only flight: it is traced, and goes the
     * shortest way in the laboratory; the other one is left there.
     */
    static Acts ofMissingOnes() {
        Object[] aboard = {
            "casesAboard", 1, "exceptions", List.of(Map.of("number", "C-02", "what", "MISSING", "remarks", "No room"))
        };
        return new Acts()
                .change("ReceiveRemains", "manifest", null, "manifestCsv", "number,seal\nC-01,\n")
                .change("ReceiveRemains", "manifest", Story.manifest(2))
                .tasks("WitnessCustody", "ExplainDiscrepancy", "WitnessRecasing", "PlanLeg", "HoldHonorCeremony")
                .change("ExplainDiscrepancy", "next", "RESUME_TALKS")
                .change("ReviewRemains", "fieldReview", Story.fieldReview(2))
                .change("RecaseRemains", "recasing", Story.recasing(2))
                .change("ConfirmDeparture", aboard)
                .leave("ScheduleTalks", "ChaseArrival")
                .tasks("ConfirmArrival", "AccessionContainer", "WitnessAccession")
                .change("TraceContainer", "missionNumber", "RCH-802")
                .change("TraceContainer", "found", "no", "explanation", "Listed twice by mistake")
                .change("InventoryContainer", "inventory", List.of())
                .tasks("VerifyInventory");
    }

    /** The talks agree on a joint recovery, which is walked; the handover beside it is left. */
    static Acts ofARecovery() {
        return new Acts()
                .change("RecordTalks", "fieldOperations", "yes")
                .leave("ReceiveRemains", "ChaseTalksOutcome")
                .tasks("PlanOperation", "SurveySite", "RecoverRemains")
                .change("SurveySite", "worthRecovering", "no")
                .change("RecoverRemains", "sets", 12)
                .change("RecoverRemains", "remainsRecovered", "no", "remarks", "Empty pits");
    }

    /** Once while the cases are open, remains of this handover are found: of an individual that is known, or of another one. */
    static Acts ofAFurtherFind() {
        return caseThatGoesBack()
                .message("FurtherRemainsFound", null)
                .once("FurtherRemainsFound")
                .tasks("ReviewFurtherGrouping")
                .change("GroupFurtherRemains", "grouping", List.of(LaboratoryStory.link("I-002", "C-01", "3")))
                .change("GroupFurtherRemains", "grouping", List.of(LaboratoryStory.link("I-001", "C-01", "3")))
                .by("scientists-1", "ReviewFurtherGrouping")
                .change("ReviewFurtherGrouping", "accepted", "no", "remarks", "Of a third one?");
    }

    /** Once while the cases are open, somebody calls for a regrouping: a specimen goes to another individual, to nobody, or stays. */
    static Acts ofARegrouping() {
        var acts = caseThatGoesBack()
                .message("RegroupingCalledFor", null)
                .once("RegroupingCalledFor")
                .tasks("RegroupSpecimens", "ReviewRegrouping")
                .by("scientists-1", "ReviewRegrouping")
                .change("ReviewRegrouping", "accepted", "no", "remarks", "They fit");
        var toNobody = LaboratoryStory.row("container", "C-01", "designator", "2");
        var toAnother = new HashMap<>(LaboratoryStory.link("I-002", "C-01", "2"));
        for (var moved : List.of(toNobody, toAnother)) {
            acts.change("RegroupSpecimens", "regrouping", List.of(moved), "reason", "Another build");
        }
        return acts;
    }

    private static Acts shortestCase() {
        return new Acts()
                .tasks(
                        "SelectLinesOfEvidence",
                        "ExamineAnthropology",
                        "ProposeDisposition",
                        "ReviewDisposition",
                        "RetainRemains");
    }

    /** When a specimen has come or gone meanwhile, the case goes back. */
    private static Acts caseThatGoesBack() {
        return shortestCase()
                .task("ReviewDisposition", "lab-managers-2", "decision", "RETURN", "reason", "It has changed");
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
}
