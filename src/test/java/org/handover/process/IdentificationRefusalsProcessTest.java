package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.handover.process.LaboratoryStory.fields;

import java.util.List;
import org.handover.custody.Custody;
import org.handover.custody.Handling;
import org.handover.custody.Holder;
import org.handover.laboratory.Laboratory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the tasks and messages of an identification refuse: a clear message, the task still open, nothing written. */
@ProcessTest
class IdentificationRefusalsProcessTest {

    private LaboratoryStory story;
    private String person;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void open(@Autowired ApplicationContext context) {
        story = new LaboratoryStory(context).cases(2).on("2018-09-12");
        person = story.reference() + "-P1";
    }

    private void refused(String user, String element, String fields, String... words) {
        Object[] values = fields(fields == null ? null : fields.replace("PERSON", person));
        story.refuses(() -> story.completeAt("I-001", user, element, values), words);
        assertThat(story.open("I-001")).contains(element);
    }

    // lines of evidence

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "lab-managers-1 | -                                   | linesOfEvidence: is missing; a case begins with one line",
                "lab-managers-1 | linesOfEvidence=PHRENOLOGY          | 'PHRENOLOGY' is none of ANTHROPOLOGY",
                "lab-managers-1 | linesOfEvidence=HISTORY,HISTORY     | linesOfEvidence: HISTORY is there twice",
                "lab-managers-1 | linesOfEvidence=HISTORY; candidate=PERSON | candidate: is unknown here",
                "scientists-1   | linesOfEvidence=HISTORY             | does not have one of the following permissions"
            })
    void select(String user, String fields, String words) {
        refused(user, "SelectLinesOfEvidence", fields, words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-                                              | finding: is missing",
                "finding=LIKELY; report=R                       | finding: 'LIKELY' is none of SUPPORTS, EXCLUDES",
                "finding=SUPPORTS                               | report: is missing",
                "finding=SUPPORTS; report=R; candidate=J. Doe   | candidate: is not the id of a person",
                "finding=SUPPORTS; report=R; stature=170        | stature: is unknown here"
            })
    void examine(String fields, String words) {
        story.selected("I-001", "HISTORY,CHEST_RADIOGRAPH,ISOTOPES,MATERIAL_EVIDENCE");

        refused("historians-1", "ExamineHistory", fields, words);
        refused("historians-1", "ExamineMaterialEvidence", fields, words);
        refused("scientists-3", "ExamineChestRadiograph", fields, words);
        refused("scientists-3", "ExamineIsotopes", fields, words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ExamineAnthropology", "ExamineOdontology"})
    @DisplayName("I1 a blind examination takes no candidate, and nobody who saw the remains in the field does it (X4)")
    void examineBlind(String element) {
        story.selected("I-001", "ANTHROPOLOGY,ODONTOLOGY");

        refused(
                "scientists-3",
                element,
                "finding=SUPPORTS; report=R; candidate=PERSON",
                "candidate: is given, but applies only when the examination is not blind");
        refused("scientists-3", element, "report=R", "finding: is missing");
        refused("scientists-3", element, "finding=SUPPORTS", "report: is missing");
        refused("scientists-1", element, "finding=SUPPORTS; report=R", "somebody else examines blind");
        refused(
                "historians-1",
                element,
                "finding=SUPPORTS; report=R",
                "does not have one of the following permissions");
    }

    @Test
    void report_longerThanAnyReport() {
        story.selected("I-001", "HISTORY");

        refused(
                "historians-1",
                "ExamineHistory",
                "finding=SUPPORTS; report=" + "x".repeat(4001),
                "report: has 4001 characters");
    }

    // DNA

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-                                                   | massBefore: is missing",
                "massBefore=10                                       | massAfter: is missing",
                "massBefore=0; massAfter=0                           | massBefore: 0 is below 0.001",
                "massBefore=10; massAfter=-1                         | massAfter: -1 is below 0",
                "massBefore=10; massAfter=10                         | massAfter: 10 is not below massBefore 10",
                "massBefore=10; massAfter=11                         | massAfter: 11 is not below massBefore 10",
                "massBefore=heavy; massAfter=1                       | massBefore: 'heavy' is not a number",
                "massBefore=10; massAfter=9; specimen=C-01/2         | has no specimen C-01/2 to cut; it has C-01/1",
                "massBefore=10; massAfter=9; specimen=C-01/99        | has no specimen C-01/99 to cut",
                "massBefore=10; massAfter=9; requestedOn=2018-09-13  | requestedOn: 2018-09-13 lies in the future",
                "massBefore=10; massAfter=9; requestedOn=2018-07-01  | is before its last custody event",
                "massBefore=100.6; massAfter=9                       | massBefore: 100.6 g is more than is left of C-01/1, 100"
            })
    void cut(String fields, String words) {
        story.selected("I-001", "MTDNA");

        refused("scientists-3", "CutSample", fields, words);
    }

    @Test
    @DisplayName("X15 a request to the DNA laboratory carries no candidate")
    void cut_withACandidate() {
        story.selected("I-001", "MTDNA");

        refused(
                "scientists-3",
                "CutSample",
                "massBefore=10; massAfter=9; candidate=PERSON",
                "candidate: is unknown here");
    }

    @Test
    @DisplayName("C7 what was cut before is not there any more, and a specimen used up is not cut again")
    void cut_moreThanIsLeft() {
        story.selected("I-001", "MTDNA,YSTR,AUSTR").cut("I-001", "massBefore", 100, "massAfter", 60);
        refused(
                "scientists-3",
                "CutSample",
                "massBefore=70; massAfter=50",
                "massBefore: 70 g is more than is left of C-01/1, 60");

        story.cut("I-001", "massBefore", 60.4, "massAfter", 0);

        assertThat(story.text("select consumed_on from specimen where reference = ? and designator = '1'"))
                .isEqualTo("2018-09-12");
        refused("scientists-3", "CutSample", "massBefore=1; massAfter=0", "has no specimen left to cut");
        refused("scientists-3", "CutSample", "massBefore=1; massAfter=0; specimen=C-01/1", "to cut; it has none");
    }

    @Test
    @DisplayName("C3 only what the laboratory holds is cut")
    void cut_whatTheLaboratoryDoesNotHold(@Autowired Custody custody) {
        custody.transfer(
                List.of(story.key("C-01/1")),
                Holder.LABORATORY,
                Holder.partner("ROK"),
                Handling.on(java.time.LocalDate.parse("2018-09-11"), Laboratory.ZONE, "HICKAM", "a", "b", "Loan"));
        story.selected("I-001", "MTDNA");

        refused("scientists-3", "CutSample", "massBefore=10; massAfter=9", "specimen: C-01/1 is held by PARTNER:ROK");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-                                                              | finding: is missing",
                "finding=PROBABLE; report=R                                     | finding: 'PROBABLE' is none of",
                "finding=SUPPORTS                                               | report: is missing",
                "finding=SUPPORTS; report=R; candidate=lower                    | candidate: is not the id of a person",
                "finding=NOT_POSSIBLE; report=R; sequence=16126C                | sequence: is given, but applies only when there is a profile",
                "finding=SUPPORTS; report=R; receivedOn=2018-09-09              | receivedOn: 2018-09-09 is before the request of 2018-09-10",
                "finding=SUPPORTS; report=R; receivedOn=2018-09-13              | receivedOn: 2018-09-13 lies in the future",
                "finding=SUPPORTS; report=R; sampleNumber=S-0002                | sampleNumber: is unknown here"
            })
    @DisplayName("X15 a result is not older than its request, by task as by message")
    void dnaResult(String fields, String words) {
        story.selected("I-001", "MTDNA").cut("I-001", "requestedOn", "2018-09-10");

        refused("scientists-3", "RecordDnaResult", fields, words);
        story.refuses(
                () -> story.sendTo("I-001", "scientists-3", "DnaResultReceived", "S-0001", fields(fields)), words);
        assertThat(story.holder("S-0001")).isEqualTo("DNA_LABORATORY");
    }

    @Test
    void dnaResult_forNoSampleOrTooMany_orFromAnotherGroup() {
        story.selected("I-001", "MTDNA,YSTR").cut("I-001").cut("I-001", "massBefore", 9.5, "massAfter", 9);
        Object[] result = {"finding", "SUPPORTS", "report", "Profile"};

        story.refuses(
                () -> story.sendTo("I-001", "scientists-3", "DnaResultReceived", "S-0099", result), "Cannot correlate");
        story.refuses(
                () -> story.sendTo("I-001", "scientists-3", "DnaResultReceived", null, result), "Cannot correlate");
        story.refuses(
                () -> story.sendTo("I-002", "scientists-3", "DnaResultReceived", "S-0001", result), "Cannot correlate");
        story.refuses(
                () -> story.sendTo("I-001", "historians-1", "DnaResultReceived", "S-0001", result),
                "is sent by a member of");
        story.sendTo("I-001", "scientists-3", "DnaResultReceived", "S-0001", result);
        story.refuses(
                () -> story.sendTo("I-001", "scientists-3", "DnaResultReceived", "S-0001", result), "Cannot correlate");
    }

    @Test
    void chase_unknownField() {
        story.selected("I-001", "MTDNA").cut("I-001").on("2019-02-01").fireTimer("DnaResultOverdue");

        refused("scientists-1", "ChaseDnaResult", "remarks=Soon; finding=SUPPORTS", "finding: is unknown here");
    }

    // proposal, review, approval

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "rationale=R                                                       | disposition: is missing",
                "disposition=FOUND; rationale=R                                    | disposition: 'FOUND' is none of IDENTIFIED",
                "disposition=RETAINED                                              | rationale: is missing",
                "disposition=IDENTIFIED; rationale=R                               | person: is missing",
                "disposition=IDENTIFIED; rationale=R; person=J. Doe                | person: is not the id of a person",
                "disposition=RETAINED; rationale=R; person=PERSON                  | person: is given, but applies only when the disposition names a person",
                "disposition=IDENTIFIED; rationale=R; person=PERSON; partner=ROK   | partner: is given, but applies only when the remains go to a partner nation",
                "disposition=PARTNER_UNNAMED; rationale=R                          | partner: is missing",
                "disposition=PARTNER_UNNAMED; rationale=R; partner=rok             | partner: 'rok' is not a partner nation",
                "disposition=PARTNER_NAMED; rationale=R; partner=ROK               | person: is missing",
                "disposition=CONSOLIDATE; rationale=R                              | consolidateInto: is missing",
                "disposition=CONSOLIDATE; rationale=R; consolidateInto=2           | consolidateInto: '2' is not the number of an individual",
                "disposition=CONSOLIDATE; rationale=R; consolidateInto=I-001       | consolidateInto: I-001 cannot be consolidated into itself",
                "disposition=CONSOLIDATE; rationale=R; consolidateInto=I-099       | consolidateInto: there is no individual",
                "disposition=CONSOLIDATE; rationale=R; consolidateInto=I-002       | I-002 would have two of cranium midline: C-01/2 and C-01/1",
                "disposition=RETAINED; rationale=R; consolidateInto=I-002          | consolidateInto: is given, but applies only when disposition is CONSOLIDATE",
                "disposition=RETAINED; rationale=R; exclusionResolved=Yes          | exclusionResolved: is given, but applies only when the disposition names a person",
                "disposition=IDENTIFIED; rationale=R; person=PERSON; exclusionResolved=Yes | no finding excludes the person; leave it out"
            })
    void propose(String fields, String words) {
        story.borneOut("I-001", person);

        refused("lab-managers-1", "ProposeDisposition", fields, words);
    }

    @Test
    void consolidateInto_whatWasConsolidated() {
        jdbc.sql("update specimen set element = 'femur' where reference = ? and designator = '1'")
                .param(story.reference())
                .update();
        story.borneOut("I-001", person)
                .proposed("I-001", "CONSOLIDATE", "consolidateInto", "I-002")
                .reviewed("I-001")
                .runJobAt("CloseCase")
                .borneOut("I-002", person);

        story.refuses(
                () -> story.proposed("I-002", "CONSOLIDATE", "consolidateInto", "I-001"),
                "I-001 was consolidated into I-002");
    }

    @Test
    @DisplayName(
            "I2 who verified the inventory or reviewed the grouping of the specimens neither examines, reviews nor approves")
    void verifier_doesNothingFurther() {
        String verifier = "scientists-2";
        story.selected("I-001", "CHEST_RADIOGRAPH,HISTORY");
        refused(
                verifier,
                "ExamineChestRadiograph",
                "finding=INCONCLUSIVE; report=R",
                "scientists-2 verified the inventory or reviewed the grouping of");

        String verifierAndExaminer = story.memberOf("scientists", "lab-managers", "medical-examiners");
        jdbc.sql("update container set inventory_verified_by = ? where reference = ?")
                .params(verifierAndExaminer, story.reference())
                .update();
        story.examinedLine("I-001", "ExamineChestRadiograph", "SUPPORTS", "candidate", person)
                .examinedLine("I-001", "ExamineHistory", "SUPPORTS", "candidate", person)
                .joined("I-001")
                .proposed("I-001", "IDENTIFIED", "person", person);
        refused(verifierAndExaminer, "ReviewDisposition", "decision=CONCUR", "verified the inventory or reviewed");
        story.reviewed("I-001");
        refused(verifierAndExaminer, "ApproveIdentification", "decision=APPROVE", "verified the inventory or reviewed");
        story.approved("I-001");
    }

    @Test
    @DisplayName("I2 the reviewer neither proposed nor examined")
    void review() {
        String proposerAndAnalyst = story.memberOf("lab-managers", "scientists");
        story.selected("I-001", "CHEST_RADIOGRAPH,MTDNA")
                .completeAt(
                        "I-001", proposerAndAnalyst, "ExamineChestRadiograph", "finding", "INCONCLUSIVE", "report", "R")
                .completeAt("I-001", "scientists-3", "CutSample", "massBefore", 10, "massAfter", 9)
                .completeAt("I-001", "scientists-3", "RecordDnaResult", "finding", "NOT_POSSIBLE", "report", "R")
                .joined("I-001")
                .proposed("I-001", "RETAINED");

        refused("lab-managers-1", "ReviewDisposition", "decision=CONCUR", "lab-managers-1 proposed this disposition");
        refused(proposerAndAnalyst, "ReviewDisposition", "decision=CONCUR", "examined");
        refused("lab-managers-2", "ReviewDisposition", null, "decision: is missing");
        refused("lab-managers-2", "ReviewDisposition", "decision=APPROVE", "'APPROVE' is none of CONCUR, RETURN");
        refused("lab-managers-2", "ReviewDisposition", "decision=RETURN", "reason: is missing");
        refused(
                "lab-managers-2",
                "ReviewDisposition",
                "decision=CONCUR; disposition=IDENTIFIED",
                "disposition: is unknown here");
        refused(
                "scientists-2",
                "ReviewDisposition",
                "decision=CONCUR",
                "does not have one of the following permissions");
    }

    @Test
    @DisplayName("I2, I7 a medical examiner approves, who neither examined nor proposed nor reviewed")
    void approve() {
        String reviewer = story.memberOf("lab-managers", "medical-examiners");
        String analyst = story.memberOf("historians", "medical-examiners");
        story.selected("I-001", "HISTORY,CHEST_RADIOGRAPH")
                .completeAt(
                        "I-001", analyst, "ExamineHistory", "finding", "SUPPORTS", "report", "R", "candidate", person)
                .examinedLine("I-001", "ExamineChestRadiograph", "SUPPORTS", "candidate", person)
                .joined("I-001")
                .proposed("I-001", "IDENTIFIED", "person", person)
                .completeAt("I-001", reviewer, "ReviewDisposition", "decision", "CONCUR");

        refused(reviewer, "ApproveIdentification", "decision=APPROVE", "proposed or reviewed this disposition");
        refused(analyst, "ApproveIdentification", "decision=APPROVE", "examined");
        refused("lab-managers-3", "ApproveIdentification", "decision=APPROVE", "does not have one of the following");
        refused("medical-examiners-1", "ApproveIdentification", null, "decision: is missing");
        refused(
                "medical-examiners-1",
                "ApproveIdentification",
                "decision=CONCUR",
                "'CONCUR' is none of APPROVE, RETURN");
        refused("medical-examiners-1", "ApproveIdentification", "decision=RETURN", "reason: is missing");
        refused(
                "medical-examiners-1",
                "ApproveIdentification",
                "decision=APPROVE; person=PERSON",
                "person: is unknown here");
    }

    // notices and outcomes

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-                                                | outcome: is missing",
                "outcome=NOT_REACHED; notifiedOn=2018-09-12       | remarks: is missing",
                "outcome=TOLD; notifiedOn=2018-09-12              | outcome: 'TOLD' is none of DELIVERED, NOT_REACHED",
                "outcome=DELIVERED                                | notifiedOn: is missing",
                "outcome=DELIVERED; notifiedOn=2018-09-11         | notifiedOn: 2018-09-11 is before it was decided on 2018-09-12",
                "outcome=DELIVERED; notifiedOn=2018-09-13         | notifiedOn: 2018-09-13 lies in the future",
                "outcome=DELIVERED; notifiedOn=2018-09-12; kin=X  | kin: is unknown here",
                "outcome=DELIVERED; notifiedOn=2018-09-12; searchEnded=yes | searchEnded: is given, but applies only when outcome is NOT_REACHED"
            })
    @DisplayName("X8 a notice is neither before its approval nor in the future")
    void notifyFamily(String fields, String words) {
        story.identified("I-001", person);

        refused("casualty-office-1", "NotifyFamily", fields, words);
        refused("lab-managers-1", "NotifyFamily", "outcome=DELIVERED; notifiedOn=2018-09-12", "does not have one of");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-                     | releasedOn: is missing",
                "releasedOn=2018-09-14 | releasedOn: 2018-09-14 is before the family was told on 2018-09-15",
                "releasedOn=2018-09-21 | releasedOn: 2018-09-21 lies in the future",
                "releasedOn=Thursday   | releasedOn: 'Thursday' is not a date",
                "releasedOn=2018-09-20; name=X | name: is unknown here"
            })
    @DisplayName("F2, X8 a name is not released before the day the family was told")
    void releaseName(String fields, String words) {
        story.identified("I-001", person).on("2018-09-15").told("I-001").on("2018-09-20");

        refused("public-affairs-1", "ReleaseName", fields, words);
        refused("casualty-office-1", "ReleaseName", "releasedOn=2018-09-20", "does not have one of");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "receipt=R-1                                        | takenOver: is missing",
                "takenOver=yes; receipt=R-1                         | receivedBy: is missing",
                "takenOver=no                                       | remarks: is missing",
                "takenOver=no; remarks=R; receipt=R-1               | receipt: is given, but applies only when takenOver is yes",
                "takenOver=yes; receivedBy=Kin                                     | receipt: is missing",
                "takenOver=yes; receivedBy=Kin; receipt=R-1; returnedOn=2018-09-19 | returnedOn: 2018-09-19 is before the name was released on 2018-09-20",
                "takenOver=yes; receivedBy=Kin; receipt=R-1; returnedOn=2018-09-21 | returnedOn: 2018-09-21 lies in the future",
                "takenOver=yes; receivedBy=Kin; receipt=R-1; address=X             | address: is unknown here",
                "takenOver=yes; receivedBy=Kin; receipt=R-1                        | election: is missing; remains go home as the authorised person has elected",
                "takenOver=yes; receivedBy=Kin; receipt=R-1; election=SCATTERED    | election: 'SCATTERED' is none of PRIVATE_CEMETERY",
                "takenOver=yes; receivedBy=Kin; receipt=R-1; election=CREMATION    | laterRemains: is missing",
                "takenOver=yes; receivedBy=Kin; receipt=R-1; electedBy=Kin         | electedBy: is given, but applies only when an election is given",
                "takenOver=yes; receivedBy=Kin; receipt=R-1; election=AT_SEA; laterRemains=TELL_EACH_TIME; electedBy=Kin | electedOn: is missing",
                "takenOver=yes; receivedBy=Kin; receipt=R-1; election=AT_SEA; laterRemains=TELL_EACH_TIME; electedOn=2018-09-20 | electedBy: is missing",
                "takenOver=yes; receivedBy=Kin; receipt=R-1; election=AT_SEA; laterRemains=NEVER; electedBy=Kin; electedOn=2018-09-20 | laterRemains: 'NEVER' is none of",
                "takenOver=yes; receivedBy=Kin; receipt=R-1; election=AT_SEA; laterRemains=TELL_EACH_TIME; electedBy=Kin; electedOn=2018-09-21 | electedOn: 2018-09-21 is after the remains went home"
            })
    @DisplayName("X16 remains go home only as the authorised person has elected and signed")
    void returnToFamily(String fields, String words) {
        story.identified("I-001", person)
                .on("2018-09-20")
                .told("I-001")
                .named("I-001")
                .signedOut("I-001");

        refused("casualty-office-1", "ReturnToFamily", fields, words);
        assertThat(story.holder("C-01/1")).isEqualTo("LABORATORY");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-                                                 | decision: is missing",
                "decision=APPROVE                                  | decision: 'APPROVE' is none of CONCUR, RETURN",
                "decision=CONCUR                                   | jointReviewSignedBy: is missing",
                "decision=RETURN                                   | reason: is missing",
                "decision=RETURN; reason=R; jointReviewSignedBy=D  | jointReviewSignedBy: is given, but applies only when decision is CONCUR",
                "decision=CONCUR; jointReviewSignedBy=D; reviewedOn=2018-09-11 | reviewedOn: 2018-09-11 is before it was decided on 2018-09-12",
                "decision=CONCUR; jointReviewSignedBy=D; reviewedOn=2018-09-13 | reviewedOn: 2018-09-13 lies in the future",
                "decision=CONCUR; jointReviewSignedBy=D; partner=DPRK          | partner: is unknown here"
            })
    @DisplayName("X5, W7 a joint review is signed by both sides, or goes back with the reason")
    void reviewJointly(String fields, String words) {
        forThePartner();

        refused("lab-managers-1", "ReviewJointly", fields, words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "takenOver=yes; uncReceipt=U; partnerReceivedBy=D; partnerReceipt=P                  | uncReceivedBy: is missing",
                "takenOver=yes; uncReceivedBy=C; uncReceipt=U; partnerReceipt=P                      | partnerReceivedBy: is missing",
                "takenOver=yes; uncReceivedBy=C; partnerReceivedBy=D; partnerReceipt=P               | uncReceipt: is missing",
                "takenOver=yes; uncReceivedBy=C; uncReceipt=U; partnerReceivedBy=D                   | partnerReceipt: is missing",
                "takenOver=yes; uncReceivedBy=C; uncReceipt=U; partnerReceivedBy=D; partnerReceipt=U | partnerReceipt: U is the receipt of UNC",
                "takenOver=yes; uncReceivedBy=C; uncReceipt=U; partnerReceivedBy=D; partnerReceipt=P; transferredOn=2018-09-11 | transferredOn: 2018-09-11 is before it was decided on 2018-09-12",
                "takenOver=yes; uncReceivedBy=C; uncReceipt=U; partnerReceivedBy=D; partnerReceipt=P; transferredOn=2018-09-13 | transferredOn: 2018-09-13 lies in the future",
                "takenOver=yes; uncReceivedBy=C; uncReceipt=U; partnerReceivedBy=D; partnerReceipt=P; partner=DPRK             | partner: is unknown here"
            })
    @DisplayName("X6 a transfer to a partner takes two receipts")
    void transferToPartner(String fields, String words) {
        forThePartner();
        story.reviewedJointly("I-001").signedOut("I-001");

        refused("lab-managers-1", "TransferToPartner", fields, words);
    }

    private void forThePartner() {
        story.borneOut("I-001", person)
                .proposed("I-001", "PARTNER_UNNAMED", "partner", "ROK")
                .reviewed("I-001")
                .approved("I-001");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-                                       | storage: is missing",
                "storage=Shelf; retainedOn=2018-09-11    | retainedOn: 2018-09-11 is before it was decided on 2018-09-12",
                "storage=Shelf; retainedOn=2018-09-13    | retainedOn: 2018-09-13 lies in the future",
                "storage=Shelf; discard=yes              | discard: is unknown here"
            })
    void retain(String fields, String words) {
        story.borneOut("I-001", person).proposed("I-001", "RETAINED").reviewed("I-001");

        refused("lab-managers-1", "RetainRemains", fields, words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-                                         | resolution: is missing",
                "resolution=Kept; resolvedOn=2018-09-11    | resolvedOn: 2018-09-11 is before it was decided on 2018-09-12",
                "resolution=Kept; resolvedOn=2018-09-13    | resolvedOn: 2018-09-13 lies in the future",
                "resolution=Kept; species=bovine           | species: is unknown here"
            })
    void resolveNonHuman(String fields, String words) {
        story.borneOut("I-001", person).proposed("I-001", "NON_HUMAN").reviewed("I-001");

        refused("lab-managers-2", "ResolveNonHuman", fields, words);
    }

    // messages

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "historians-1      | -                                      | evidence: is missing",
                "historians-1      | evidence=A file; receivedOn=2018-09-11 | receivedOn: 2018-09-11 is before the case was closed on 2018-09-12",
                "historians-1      | evidence=A file; receivedOn=2018-09-13 | receivedOn: 2018-09-13 lies in the future",
                "historians-1      | evidence=A file; candidate=P-1         | candidate: is unknown here",
                "casualty-office-1 | evidence=A file                        | is sent by a member of"
            })
    void evidenceReceived(String user, String fields, String words) {
        story.retained("I-001");

        story.refuses(() -> story.sendTo("I-001", user, "EvidenceReceived", null, fields(fields)), words);
        assertThat(story.instance("I-001")).isNull();
    }

    @Test
    void evidenceReceived_forAnOpenCase_orForNobody() {
        story.refuses(
                () -> story.sendTo("I-001", "historians-1", "EvidenceReceived", null, "evidence", "A file"),
                "its case is open; evidence goes into that case");
        story.refuses(
                () -> story.sendTo("I-099", "historians-1", "EvidenceReceived", null, "evidence", "A file"),
                "there is no individual");
        story.refuses(
                () -> story.send("historians-1", "EvidenceReceived", "evidence", "A file"),
                "names nothing within a handover");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "medical-examiners-1 | -                                 | reason: is missing",
                "medical-examiners-1 | reason=Error; revokedOn=2018-09-11 | revokedOn: 2018-09-11 is before the identification of 2018-09-12",
                "medical-examiners-1 | reason=Error; revokedOn=2018-09-13 | revokedOn: 2018-09-13 lies in the future",
                "medical-examiners-1 | reason=Error; person=P-2           | person: is unknown here",
                "lab-managers-1      | reason=Error                       | is sent by a member of"
            })
    @DisplayName("I7 only a medical examiner revokes, with a reason, and not before the identification")
    void identificationRevoked(String user, String fields, String words) {
        story.goneHome("I-001", person);

        story.refuses(() -> story.sendTo("I-001", user, "IdentificationRevoked", null, fields(fields)), words);
        assertThat(story.text("select person from individual where reference = ? and number = 'I-001'"))
                .isEqualTo(person);
    }

    @Test
    void identificationRevoked_ofNobodyIdentified() {
        story.refuses(
                () -> story.sendTo("I-001", "medical-examiners-1", "IdentificationRevoked", null, "reason", "Error"),
                "is not identified; there is nothing to revoke");
        story.retained("I-001")
                .refuses(
                        () -> story.sendTo(
                                "I-001", "medical-examiners-1", "IdentificationRevoked", null, "reason", "Error"),
                        "is not identified; there is nothing to revoke");
    }

    @Test
    void identificationRevoked_whileASampleIsOut() {
        story.goneHome("I-001", person)
                .on("2019-01-01")
                .sendTo("I-001", "historians-1", "EvidenceReceived", null, "evidence", "A file")
                .selected("I-001", "MTDNA");
        jdbc.sql("update sample set requested_on = '2019-01-01' where reference = ?")
                .param(story.reference())
                .update();

        story.refuses(
                () -> story.sendTo("I-001", "medical-examiners-1", "IdentificationRevoked", null, "reason", "Error"),
                "S-0001 is still at the DNA laboratory");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-                                        | outcome: is missing",
                "outcome=DELIVERED                        | notifiedOn: is missing",
                "outcome=DELIVERED; notifiedOn=2018-09-11 | notifiedOn: 2018-09-11 is before it was decided on 2018-09-12",
                "outcome=DELIVERED; notifiedOn=2018-09-13 | notifiedOn: 2018-09-13 lies in the future"
            })
    void notifyOfRevocation(String fields, String words) {
        story.goneHome("I-001", person)
                .sendTo("I-001", "medical-examiners-1", "IdentificationRevoked", null, "reason", "Error");

        refused("casualty-office-1", "NotifyOfRevocation", fields, words);
    }
}
