package org.handover.proof;

import java.util.ArrayList;
import java.util.List;

/** What people may try in a case of one individual with one candidate. */
final class CaseActs {

    static final String CASE = "I-001";
    static final String PERSON = "P-WALKED";

    /** What tells one state of a case from another, beside its tokens. */
    static final List<String> RECORD = List.of(
            """
            select case_state || ' ' || coalesce(disposition, '-') || ' ' || cycle || ' ' || coalesce(person, '-')
            from individual where reference = :reference and number = 'I-001'""",
            """
            select distinct line || ' ' || finding || ' ' || coalesce(candidate, '-') from evidence
            where reference = :reference and individual = 'I-001' order by 1""",
            """
            select distinct 'excluded' from evidence e where e.reference = :reference and e.individual = 'I-001' and e.finding = 'EXCLUDES'
            and not exists (select 1 from exclusion_resolution r where r.evidence_id = e.id)""",
            """
            select distinct test || ' ' || case when cut_by is null then 'to cut' when received_on is null then 'out' else 'back' end
            from sample where reference = :reference and individual = 'I-001' order by 1""",
            """
            select distinct kind || ' ' || outcome from notice n
            join individual i on i.reference = n.reference and n.subject = i.reference || '/' || i.number and n.cycle = i.cycle
            where n.reference = :reference and i.number = 'I-001' order by 1""",
            """
            select e.to_holder from custody_event e where e.item = :reference || '/C-01/1'
            and e.seq = (select max(m.seq) from custody_event m where m.item = e.item)""",
            "select human from specimen where reference = :reference and designator = '1'",
            "select kind from incident where reference = :reference and resolution is null group by kind order by 1");

    private static final String DAY = "2018-10-01";

    private CaseActs() {}

    /** Anthropology and history; once it is closed, more evidence or a revocation opens another round. */
    static Acts ofTwoRounds() {
        return inLaboratory()
                .task("SelectLinesOfEvidence", "lab-managers-1", "linesOfEvidence", "ANTHROPOLOGY,HISTORY")
                .message("EvidenceReceived", CASE, "historians-1", "evidence", "A letter")
                .message("IdentificationRevoked", CASE, "medical-examiners-1", "reason", "Files were mixed up")
                .rounds(2);
    }

    /** Mitochondrial DNA alone, of which no identification is made, and a name in a newspaper all the same. */
    static Acts withDna() {
        return inLaboratory()
                .task("SelectLinesOfEvidence", "lab-managers-1", "linesOfEvidence", "MTDNA")
                .task(
                        "SelectLinesOfEvidence",
                        "lab-managers-1",
                        "linesOfEvidence",
                        "MTDNA",
                        "remarks",
                        "Another sample is worth it")
                .message("LeakReported", CASE, "public-affairs-1", "person", PERSON, "text", "In a newspaper");
    }

    private static Acts inLaboratory() {
        var acts = new Acts()
                .task("ExamineAnthropology", "scientists-3", "finding", "SUPPORTS", "report", "Stature fits")
                .task(
                        "ExamineHistory",
                        "historians-1",
                        "finding",
                        "SUPPORTS",
                        "candidate",
                        PERSON,
                        "report",
                        "Was there")
                .task(
                        "ExamineHistory",
                        "historians-1",
                        "finding",
                        "EXCLUDES",
                        "candidate",
                        PERSON,
                        "report",
                        "Was elsewhere")
                .task("CutSample", "scientists-3", "massBefore", 10.0, "massAfter", 9.5)
                .task(
                        "RecordDnaResult",
                        "scientists-3",
                        "finding",
                        "SUPPORTS",
                        "candidate",
                        PERSON,
                        "report",
                        "Profile",
                        "sequence",
                        "16223T")
                .task("RecordDnaResult", "scientists-3", "finding", "NOT_POSSIBLE", "report", "No profile")
                .task("ChaseDnaResult", "scientists-3", "remarks", "Soon")
                .task("ReviewDisposition", "lab-managers-1", "decision", "CONCUR")
                .task("ReviewDisposition", "lab-managers-2", "decision", "CONCUR")
                .task("ReviewDisposition", "lab-managers-2", "decision", "RETURN", "reason", "One more line")
                .task("ApproveIdentification", "medical-examiners-1", "decision", "APPROVE")
                .task("ApproveIdentification", "medical-examiners-1", "decision", "RETURN", "reason", "Not yet")
                .task("ReleaseName", "public-affairs-1", "releasedOn", DAY)
                .task("SignOutForReturn", "evidence-coordinators-1", "allInPlace", "yes")
                .task("SignOutForTransfer", "evidence-coordinators-1", "allInPlace", "yes")
                .task("ReturnToFamily", "casualty-office-1", "takenOver", "no", "remarks", "A label is wrong")
                .task("TransferToPartner", "lab-managers-1", "takenOver", "no", "remarks", "A label is wrong")
                .task(
                        "ReturnToFamily",
                        "casualty-office-1",
                        "takenOver",
                        "yes",
                        "receivedBy",
                        "Kin of the demo",
                        "receipt",
                        "R-1",
                        "election",
                        "NATIONAL_CEMETERY",
                        "laterRemains",
                        "TELL_EACH_TIME",
                        "electedBy",
                        "Kin of the demo",
                        "electedOn",
                        DAY)
                .task(
                        "ReviewJointly",
                        "lab-managers-1",
                        "decision",
                        "CONCUR",
                        "jointReviewSignedBy",
                        "Director of the partner's agency")
                .task("ReviewJointly", "lab-managers-1", "decision", "RETURN", "reason", "Another unit")
                .task(
                        "TransferToPartner",
                        "lab-managers-1",
                        "takenOver",
                        "yes",
                        "uncReceivedBy",
                        "A colonel of the Command",
                        "uncReceipt",
                        "UNC-7",
                        "partnerReceivedBy",
                        "An officer of the partner",
                        "partnerReceipt",
                        "ROK-7")
                .task("RetainRemains", "lab-managers-1", "storage", "Shelf 12")
                .task("ResolveNonHuman", "lab-managers-1", "resolution", "Kept")
                .task("ResolveNonHuman", "lab-managers-2", "resolution", "Kept");
        for (String resolved : new String[] {null, "Measured again"}) {
            acts.task("ProposeDisposition", "lab-managers-1", named("IDENTIFIED", resolved))
                    .task("ProposeDisposition", "lab-managers-1", named("PARTNER_NAMED", resolved, "partner", "ROK"));
        }
        acts.task("ProposeDisposition", "lab-managers-1", proposal("PARTNER_UNNAMED", "partner", "ROK"))
                .task("ProposeDisposition", "lab-managers-1", proposal("CONSOLIDATE", "consolidateInto", "I-002"))
                .task(
                        "ProposeDisposition",
                        "lab-managers-1",
                        proposal("GROUP_ACCOUNTED", "group", "G-01", "groupPersons", PERSON + " P-OTHER"))
                .task("ProposeDisposition", "lab-managers-1", proposal("RETAINED"))
                .task("ProposeDisposition", "lab-managers-1", proposal("NON_HUMAN"));
        for (String notice : List.of("NotifyFamily", "NotifyOfRevocation", "NotifyFamilyAtOnce")) {
            acts.task(notice, "casualty-office-1", "outcome", "NOT_REACHED", "notifiedOn", DAY, "remarks", "Moved")
                    .task(
                            notice,
                            "casualty-office-1",
                            "outcome",
                            "NOT_REACHED",
                            "searchEnded",
                            "yes",
                            "notifiedOn",
                            DAY,
                            "remarks",
                            "Died in 1998")
                    .task(notice, "casualty-office-1", "outcome", "DELIVERED", "notifiedOn", DAY, "recipient", "Kin");
        }
        return acts;
    }

    /** @param resolved why a finding that excludes the person does not; null to leave it out */
    private static Object[] named(String disposition, String resolved, String... more) {
        var fields = new ArrayList<>(List.of("person", PERSON));
        fields.addAll(List.of(more));
        if (resolved != null) {
            fields.addAll(List.of("exclusionResolved", resolved));
        }
        return proposal(disposition, fields.toArray(String[]::new));
    }

    private static Object[] proposal(String disposition, String... more) {
        var fields = new ArrayList<Object>(List.of("disposition", disposition, "rationale", "As found"));
        fields.addAll(List.of(more));
        return fields.toArray();
    }
}
