package org.handover.proof;

import static org.handover.fixture.Submission.DAY;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.handover.process.LaboratoryStory;

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
            """
            select p.disposition from decision p where p.subject = :reference || '/I-001' and p.stage = 'PROPOSAL'
            and p.id = (select max(q.id) from decision q where q.subject = p.subject and q.stage = 'PROPOSAL')
            and not exists (select 1 from decision r where r.subject = p.subject and r.id > p.id and (r.stage in ('REOPENING', 'REVOCATION')
                or r.stage in ('REVIEW', 'MEDICAL_EXAMINER', 'JOINT_REVIEW') and r.outcome = 'RETURN'))""",
            """
            select distinct 'reviewed' from decision r where r.subject = :reference || '/I-001' and r.stage = 'REVIEW' and r.outcome = 'CONCUR'
            and r.id > (select max(p.id) from decision p where p.subject = r.subject and p.stage in ('PROPOSAL', 'MEDICAL_EXAMINER'))""",
            "select human from specimen where reference = :reference and designator = '1'",
            "select kind from incident where reference = :reference and resolution is null group by kind order by 1",
            "select kind || ' ' || content from draft where reference = :reference and item in ('I-001', '') order by 1",
            "select distinct item from discrepancy where reference = :reference and explanation is null order by 1",
            "select designator from individual_specimen where reference = :reference and individual = 'I-001' and active = 1 order by 1");

    private CaseActs() {}

    /** Anthropology and history; once it is closed, more evidence or a revocation opens another round. */
    static Acts ofTwoRounds() {
        return decided(inLaboratory())
                .change("SelectLinesOfEvidence", "linesOfEvidence", "ANTHROPOLOGY,HISTORY")
                .message("EvidenceReceived", CASE)
                .message("IdentificationRevoked", CASE)
                .rounds(2);
    }

    /** Mitochondrial DNA alone, of which no identification is made, and a name in a newspaper all the same. */
    static Acts withDna() {
        return decided(inLaboratory())
                .change("SelectLinesOfEvidence", "linesOfEvidence", "MTDNA")
                .change("SelectLinesOfEvidence", "linesOfEvidence", "MTDNA", "remarks", "Another sample is worth it")
                .tasks("CutSample", "ChaseDnaResult", "RecordDnaResult")
                .change("RecordDnaResult", "finding", "SUPPORTS", "candidate", PERSON, "sequence", "16223T")
                .message("DnaResultReceived", CASE)
                .message("LeakReported", CASE, "person", PERSON);
    }

    /** The DNA laboratory reports, and sends the sample not back. */
    static Acts ofALostSample(String reference) {
        Object[] lost = {"sampleReturned", "no", "sampleRemarks", "Used up"};
        return inLaboratory()
                .change("SelectLinesOfEvidence", "linesOfEvidence", "YSTR")
                .change("SelectLinesOfEvidence", "linesOfEvidence", "")
                .tasks("CutSample", "ChaseDnaResult", "ProposeDisposition")
                .change("RecordDnaResult", lost)
                .message("DnaResultReceived", CASE, lost)
                .change(
                        "ExplainMissingItems",
                        "explanations",
                        List.of(Map.of("item", reference + "/S-0001", "found", "no", "explanation", "Used up")));
    }

    /** Each other line by itself, none after a return; the remains stay. */
    static Acts ofOtherLines() {
        var acts = inLaboratory()
                .tasks("ExamineOdontology", "ExamineChestRadiograph", "ExamineIsotopes", "ExamineMaterialEvidence");
        for (String lines : List.of("ODONTOLOGY", "CHEST_RADIOGRAPH", "ISOTOPES", "MATERIAL_EVIDENCE", "")) {
            acts.change("SelectLinesOfEvidence", "linesOfEvidence", lines);
        }
        return acts.tasks("ProposeDisposition");
    }

    /** Once, two specimens are found of somebody who is at home; one of them may not be in its place when they are to follow. */
    static Acts ofLaterRemains(String reference) {
        return new Acts()
                .message("FurtherRemainsFound", null)
                .once("FurtherRemainsFound")
                .change(
                        "GroupFurtherRemains",
                        "grouping",
                        List.of(LaboratoryStory.link(CASE, "C-01", "3"), LaboratoryStory.link(CASE, "C-01", "4")))
                .tasks("ReviewFurtherGrouping")
                .change("SelectLinesOfEvidence", "linesOfEvidence", "ANTHROPOLOGY,HISTORY")
                .change("ExamineAnthropology", "finding", "SUPPORTS")
                .change("ExamineHistory", "finding", "SUPPORTS", "candidate", PERSON)
                .change("ProposeDisposition", "disposition", "IDENTIFIED", "person", PERSON)
                .tasks("ReviewDisposition", "ApproveIdentification", "NotifyFamily", "ReleaseName")
                .tasks("SignOutForReturn")
                .change(
                        "SignOutForReturn",
                        "allInPlace",
                        "no",
                        "lines",
                        List.of(Map.of("specimen", "C-01/4", "missing", "yes", "remarks", "Not on the shelf")))
                .task("ReturnToFamily", "casualty-office-1", "takenOver", "yes", "receivedBy", "Kin", "receipt", "R-2")
                .task("ReturnToFamily", "casualty-office-1", "takenOver", "no", "remarks", "A label is wrong")
                .change(
                        "ExplainMissingItems",
                        "explanations",
                        List.of(Map.of(
                                "item", reference + "/C-01/4", "found", "yes", "explanation", "On another shelf")));
    }

    /** An object is traced to somebody; the notice about it says that nobody is identified. */
    static Acts ofANotice() {
        return attempts(new Acts().tasks("ApproveNotice"), "NotifyOfObject")
                .task("ApproveNotice", "lab-managers-1", "decision", "DECLINE", "reason", "It is not his");
    }

    private static Acts inLaboratory() {
        return new Acts()
                .by("lab-managers-1", "ReviewDisposition")
                .tasks("ReviewDisposition", "RetainRemains")
                .task("ReviewDisposition", "lab-managers-2", "decision", "RETURN", "reason", "One more line");
    }

    private static Acts decided(Acts acts) {
        acts.change("ExamineAnthropology", "finding", "SUPPORTS")
                .change("ExamineHistory", "finding", "SUPPORTS", "candidate", PERSON)
                .change("ExamineHistory", "finding", "EXCLUDES", "candidate", PERSON)
                .tasks(
                        "ApproveIdentification",
                        "ReleaseName",
                        "SignOutForReturn",
                        "SignOutForTransfer",
                        "ReturnToFamily",
                        "ReviewJointly",
                        "TransferToPartner",
                        "ResolveNonHuman")
                .change("ApproveIdentification", "decision", "RETURN", "reason", "Not yet")
                .task("ReturnToFamily", "casualty-office-1", "takenOver", "no", "remarks", "A label is wrong")
                .task("TransferToPartner", "lab-managers-1", "takenOver", "no", "remarks", "A label is wrong")
                .task("ReviewJointly", "lab-managers-1", "decision", "RETURN", "reason", "Another unit")
                .by("lab-managers-1", "ResolveNonHuman");
        for (Object[] resolved : new Object[][] {{}, {"exclusionResolved", "Measured again"}}) {
            for (Object[] named :
                    new Object[][] {{"disposition", "IDENTIFIED"}, {"disposition", "PARTNER_NAMED", "partner", "ROK"}
                    }) {
                Object[] fields = Stream.of(named, resolved, new Object[] {"person", PERSON})
                        .flatMap(Stream::of)
                        .toArray();
                acts.change("ProposeDisposition", fields);
            }
        }
        acts.change("ProposeDisposition", "disposition", "PARTNER_UNNAMED", "partner", "ROK")
                .change("ProposeDisposition", "disposition", "CONSOLIDATE", "consolidateInto", "I-002")
                .change(
                        "ProposeDisposition",
                        "disposition",
                        "GROUP_ACCOUNTED",
                        "group",
                        "G-01",
                        "groupPersons",
                        PERSON + " P-OTHER")
                .tasks("ProposeDisposition")
                .change("ProposeDisposition", "disposition", "NON_HUMAN");
        for (String notice : List.of("NotifyFamily", "NotifyOfRevocation", "NotifyFamilyAtOnce")) {
            attempts(acts, notice);
        }
        return acts;
    }

    /** Nobody is reached, nobody is to be looked for any more, or the family is told. */
    private static Acts attempts(Acts acts, String notice) {
        return acts.tasks(notice)
                .task(notice, "casualty-office-1", "outcome", "NOT_REACHED", "notifiedOn", DAY, "remarks", "Moved")
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
                        "Died in 1998");
    }
}
