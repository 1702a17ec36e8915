package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.init;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.task;
import static org.handover.process.LaboratoryStory.bone;
import static org.handover.process.LaboratoryStory.link;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.handover.custody.Custody;
import org.handover.custody.CustodyEvent;
import org.handover.engine.LaboratoryLoad;
import org.handover.reading.LaboratoryOverview;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@ProcessTest
class IdentificationProcessTest {

    private LaboratoryStory story;
    private String person;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Custody custody;

    @Autowired
    private LaboratoryOverview laboratory;

    @Autowired
    private RecordClock clock;

    @BeforeEach
    void open(@Autowired ProcessEngine engine, @Autowired ApplicationContext context) {
        init(engine);
        story = new LaboratoryStory(context).cases(1).on("2018-09-12");
        person = story.reference() + "-P1";
    }

    private ProcessInstance theCase() {
        return story.instance("I-001");
    }

    // lines of evidence

    @ParameterizedTest
    @CsvSource({
        "ANTHROPOLOGY, ExamineAnthropology, scientists",
        "ODONTOLOGY, ExamineOdontology, scientists",
        "CHEST_RADIOGRAPH, ExamineChestRadiograph, scientists",
        "ISOTOPES, ExamineIsotopes, scientists",
        "MATERIAL_EVIDENCE, ExamineMaterialEvidence, historians",
        "HISTORY, ExamineHistory, historians"
    })
    void oneLine_isExaminedByItsGroup_andReported(String line, String element, String group) {
        assertThat(task(theCase())).hasCandidateGroup("lab-managers");
        story.selected("I-001", line);
        assertThat(story.open("I-001")).containsExactly(element);
        assertThat(task(theCase())).hasCandidateGroup(group);

        story.examinedLine("I-001", element, "INCONCLUSIVE").runJobAt("LinesReported");

        assertThat(theCase()).isWaitingAt("ProposeDisposition").hasPassed("LinesSelected", element, "LinesReported");
        assertThat(task(theCase())).hasCandidateGroup("lab-managers");
        assertThat(story.text("select line || ' ' || finding || ' ' || cycle from evidence where reference = ?"))
                .isEqualTo(line + " INCONCLUSIVE 1");
    }

    @Test
    void allLines_areExaminedSideBySide_andJoinedOnce() {
        story.completeAt(
                "I-001",
                "lab-managers-1",
                "SelectLinesOfEvidence",
                "linesOfEvidence",
                List.of(
                        "ANTHROPOLOGY",
                        "ODONTOLOGY",
                        "CHEST_RADIOGRAPH",
                        "MTDNA",
                        "YSTR",
                        "AUSTR",
                        "ISOTOPES",
                        "MATERIAL_EVIDENCE",
                        "HISTORY"),
                "remarks",
                "Everything there is");
        assertThat(story.open("I-001"))
                .containsExactly(
                        "CutSample",
                        "CutSample",
                        "CutSample",
                        "ExamineAnthropology",
                        "ExamineChestRadiograph",
                        "ExamineHistory",
                        "ExamineIsotopes",
                        "ExamineMaterialEvidence",
                        "ExamineOdontology");
        assertThat(jdbc.sql("select number || ' ' || test from sample where reference = ? order by number")
                        .param(story.reference())
                        .query(String.class)
                        .list())
                .containsExactly("S-0001 MTDNA", "S-0002 YSTR", "S-0003 AUSTR");

        for (String element : List.of(
                "ExamineAnthropology",
                "ExamineOdontology",
                "ExamineChestRadiograph",
                "ExamineIsotopes",
                "ExamineMaterialEvidence",
                "ExamineHistory")) {
            story.examinedLine("I-001", element, "NOT_POSSIBLE").settle();
        }
        for (String sample : List.of("S-0001", "S-0002", "S-0003")) {
            story.cut("I-001", "massBefore", 90, "massAfter", 89.5);
        }
        story.settle();
        assertThat(theCase()).hasNotPassed("LinesReported");
        for (String sample : List.of("S-0003", "S-0001", "S-0002")) {
            story.sendTo(
                    "I-001", "scientists-3", "DnaResultReceived", sample, "finding", "SUPPORTS", "report", "Profile");
        }
        story.settle();

        assertThat(theCase()).isWaitingAt("ProposeDisposition");
        assertThat(story.open("I-001")).containsExactly("ProposeDisposition");
        assertThat(story.rows("evidence")).isEqualTo(9);
    }

    // DNA

    @Test
    @DisplayName("C6 a result is overdue from the day on which it is due, in every table alike")
    void dnaResult_isOverdueInEveryTableAlike() {
        story.selected("I-001", "MTDNA").cut("I-001", "requestedOn", "2018-09-12");
        for (var overdue :
                Map.of("2019-01-09", 0, "2019-01-10", 1, "2019-01-11", 1).entrySet()) {
            Instant morning = LocalDate.parse(overdue.getKey())
                    .atTime(9, 0)
                    .atZone(Place.HICKAM.zone())
                    .toInstant();
            LaboratoryOverview.Figures figures =
                    clock.at(morning, () -> laboratory.figures(new Reference(story.reference())));
            assertThat(figures.cases())
                    .filteredOn(step -> step.step().equals("RecordDnaResult"))
                    .extracting(LaboratoryLoad.Step::overdue)
                    .containsExactly(overdue.getValue());
            assertThat(figures.dna())
                    .filteredOn(test -> test.test().equals("MTDNA"))
                    .extracting(LaboratoryOverview.Dna::overdue)
                    .containsExactly(overdue.getValue());
        }
    }

    @Test
    @DisplayName("C6, X15 a sample begins with the holder of its specimen, goes to the DNA laboratory and comes back")
    void dnaResult_recordedByAPerson() {
        story.selected("I-001", "MTDNA");
        assertThat(task("CutSample", theCase())).hasCandidateGroup("scientists");
        story.cut("I-001", "massBefore", 100, "massAfter", 98.5, "specimen", "C-01/1", "requestedOn", "2018-09-12");
        assertThat(story.holder("S-0001")).isEqualTo("DNA_LABORATORY");
        assertThat(story.holder("C-01/1")).isEqualTo("LABORATORY");
        assertThat(task("RecordDnaResult", theCase()))
                .hasCandidateGroup("scientists")
                .hasDueDate(date("2019-01-10"));

        story.on("2018-12-01")
                .completeAt(
                        "I-001",
                        "scientists-3",
                        "RecordDnaResult",
                        "finding",
                        "SUPPORTS",
                        "candidate",
                        person,
                        "sequence",
                        "16126C 16294T",
                        "report",
                        "Profile of good quality",
                        "receivedOn",
                        "2018-11-20")
                .settle();

        assertThat(theCase())
                .isWaitingAt("ProposeDisposition")
                .hasPassed("DnaRequested", "CutSample", "RecordDnaResult", "DnaReported", "AnalyseDna")
                .hasNotPassed("DnaResultReceived", "DnaResultOverdue");
        assertThat(custody.events(story.key("S-0001")))
                .extracting(CustodyEvent::act, event -> event.to().value())
                .extracting(Object::toString)
                .containsExactly(
                        "(INHERITED, \"LABORATORY\")",
                        "(TRANSFERRED, \"DNA_LABORATORY\")",
                        "(TRANSFERRED, \"LABORATORY\")");
        assertThat(
                        story.text(
                                "select requested_on || ' ' || received_on || ' ' || dna_sequence from sample where reference = ?"))
                .isEqualTo("2018-09-12 2018-11-20 16126C 16294T");
        assertThat(story.text("select sample || ' ' || candidate from evidence where reference = ?"))
                .isEqualTo("S-0001 " + person);
    }

    @Test
    void dnaResult_receivedByMessage_findsItsSample() {
        story.selected("I-001", "MTDNA,YSTR").cut("I-001").cut("I-001", "massBefore", 9.5, "massAfter", 9);

        story.on("2018-12-01")
                .sendTo(
                        "I-001",
                        "scientists-3",
                        "DnaResultReceived",
                        "S-0002",
                        "finding",
                        "INCONCLUSIVE",
                        "report",
                        "Mixture");

        assertThat(story.text("select sample || ' ' || line from evidence where reference = ?"))
                .isEqualTo("S-0002 YSTR");
        assertThat(story.open("I-001")).containsExactly("RecordDnaResult");
        story.sendTo("I-001", "scientists-3", "DnaResultReceived", null, "finding", "NOT_POSSIBLE", "report", "None")
                .settle();
        assertThat(theCase()).isWaitingAt("ProposeDisposition").hasPassed("DnaResultReceived", "DnaReported");
    }

    @Test
    void dnaResultOverdue_remindsAPerson_andWaitsOn() {
        story.selected("I-001", "AUSTR").cut("I-001");

        story.on("2019-02-01").fireTimer("DnaResultOverdue");
        assertThat(story.open("I-001")).containsExactly("ChaseDnaResult", "RecordDnaResult");
        assertThat(task("ChaseDnaResult", theCase())).hasCandidateGroup("scientists");
        story.completeAt("I-001", "scientists-1", "ChaseDnaResult", "remarks", "Next week");

        assertThat(theCase()).hasPassed("DnaResultOverdue", "ChaseDnaResult", "DnaResultChased");
        assertThat(story.open("I-001")).containsExactly("RecordDnaResult");
        assertThat(story.text("select reason from decision where reference = ? and outcome = 'CHASED'"))
                .isEqualTo("S-0001: Next week");
    }

    @Test
    void resultWhileAReminderIsOpen_endsTheReminder() {
        story.selected("I-001", "AUSTR").cut("I-001").on("2019-02-01").fireTimer("DnaResultOverdue");

        story.completeAt("I-001", "scientists-3", "RecordDnaResult", "finding", "NOT_POSSIBLE", "report", "No profile")
                .settle();

        assertThat(story.open("I-001")).containsExactly("ProposeDisposition");
    }

    @Test
    @DisplayName("I10, W15 no profile is a result; the case goes on to another disposition")
    void noProfile_doesNotStallTheCase() {
        story.selected("I-001", "MTDNA")
                .cut("I-001")
                .completeAt(
                        "I-001", "scientists-3", "RecordDnaResult", "finding", "NOT_POSSIBLE", "report", "No profile")
                .settle()
                .proposed("I-001", "RETAINED")
                .reviewed("I-001");

        assertThat(theCase()).isWaitingAt("RetainRemains").hasNotPassed("ApproveIdentification");
    }

    // decisions

    @Test
    void reviewerReturns_noneFurtherIsSelected_andTheProposalIsMadeAgain() {
        story.borneOut("I-001", person)
                .proposed("I-001", "RETAINED")
                .completeAt(
                        "I-001",
                        "lab-managers-2",
                        "ReviewDisposition",
                        "decision",
                        "RETURN",
                        "reason",
                        "Two lines bear a person out");
        assertThat(theCase()).isWaitingAt("SelectLinesOfEvidence").hasPassed("ReviewOutcome");

        story.completeAt("I-001", "lab-managers-1", "SelectLinesOfEvidence").settle();

        assertThat(theCase()).isWaitingAt("ProposeDisposition");
        assertThat(story.rows("evidence")).isEqualTo(2);
        story.proposed("I-001", "IDENTIFIED", "person", person).reviewed("I-001");
        assertThat(theCase()).isWaitingAt("ApproveIdentification");
        assertThat(task(theCase())).hasCandidateGroup("medical-examiners");
    }

    @Test
    @DisplayName("W17 the medical examiner returns a proposal with the reason; nobody is told anything")
    void medicalExaminerReturns_backToTheLaboratory() {
        story.borneOut("I-001", person)
                .proposed("I-001", "IDENTIFIED", "person", person)
                .reviewed("I-001")
                .completeAt(
                        "I-001",
                        "medical-examiners-1",
                        "ApproveIdentification",
                        "decision",
                        "RETURN",
                        "reason",
                        "Stature does not fit");

        assertThat(theCase())
                .isWaitingAt("SelectLinesOfEvidence")
                .hasPassed("ExaminerOutcome")
                .hasNotPassed("RecordIdentification", "NotifyFamily");
        assertThat(story.text("select reason from decision where reference = ? and stage = 'MEDICAL_EXAMINER'"))
                .isEqualTo("Stature does not fit");
        assertThat(story.rows("notice")).isZero();
        story.selected("I-001", "HISTORY").examinedLine("I-001", "ExamineHistory", "SUPPORTS", "candidate", person);
        story.settle()
                .proposed("I-001", "IDENTIFIED", "person", person)
                .reviewed("I-001")
                .approved("I-001");
        assertThat(theCase()).isWaitingAt("NotifyFamily");
    }

    @Test
    void identified_told_named_returned_closed() {
        ProcessInstance theCase = theCase();
        story.identified("I-001", person);
        assertThat(theCase).isWaitingAt("NotifyFamily").hasPassed("RecordIdentification");
        assertThat(task(theCase)).hasCandidateGroup("casualty-office");
        assertThat(story.text("select person from individual where reference = ?"))
                .isEqualTo(person);
        assertThat(story.text("select reason from decision where reference = ? and stage = 'IDENTIFICATION'"))
                .contains("ANTHROPOLOGY", "HISTORY", "lab-managers-1", "lab-managers-2", "medical-examiners-1");

        story.completeAt(
                "I-001",
                "casualty-office-1",
                "NotifyFamily",
                "outcome",
                "NOT_REACHED",
                "notifiedOn",
                "2018-09-12",
                "remarks",
                "Moved away");
        assertThat(theCase).isWaitingAt("NotifyFamily");
        story.on("2018-09-15").told("I-001");
        assertThat(theCase).isWaitingAt("ReleaseName");
        assertThat(task(theCase)).hasCandidateGroup("public-affairs");
        story.on("2018-09-20").named("I-001");
        assertThat(theCase).isWaitingAt("SignOutForReturn");
        assertThat(task(theCase)).hasCandidateGroup("evidence-coordinators");
        story.signedOut("I-001");
        assertThat(theCase).isWaitingAt("ReturnToFamily");
        assertThat(task(theCase)).hasCandidateGroup("casualty-office");
        story.on("2018-10-02").returned("I-001");
        assertThat(theCase).hasPassed("CloseCase").hasNotPassed("CaseAccountedFor");
        story.runJobAt("CloseCase");

        assertThat(theCase).isEnded();
        assertThat(story.passed("I-001"))
                .containsSubsequence(
                        "ReviewOutcome",
                        "NeedsMedicalExaminer",
                        "ApproveIdentification",
                        "ExaminerOutcome",
                        "ApprovedDisposition",
                        "RecordIdentification",
                        "NotifyFamily",
                        "FamilyReached",
                        "NotifyFamily",
                        "FamilyReached",
                        "ReleaseName",
                        "SignOutForReturn",
                        "ReturnToFamily",
                        "RemainsTakenOver",
                        "ItemsUnexplained",
                        "CloseCase",
                        "CaseAccountedFor");
        assertThat(jdbc.sql(
                                "select kind || ' ' || outcome || ' ' || given_on from notice where reference = ? order by id")
                        .param(story.reference())
                        .query(String.class)
                        .list())
                .containsExactly(
                        "IDENTIFICATION NOT_REACHED 2018-09-12",
                        "IDENTIFICATION DELIVERED 2018-09-15",
                        "NAME_RELEASE RELEASED 2018-09-20");
        assertThat(story.holder("C-01/1")).isEqualTo("FAMILY:" + person);
        assertThat(
                        story.text(
                                "select case_state || ' ' || disposition || ' ' || closed_on from individual where reference = ?"))
                .isEqualTo("CLOSED IDENTIFIED 2018-10-02");
        assertThat(story.text("select received_by from family_receipt where reference = ?"))
                .isEqualTo("Kin of the demo");
        assertThat(custody.verify(new Reference(story.reference())).intact()).isTrue();
    }

    @Test
    @DisplayName("W7, W8, X6 remains of a partner nation go by two receipts, to UNC and on; no family of ours is told")
    void forAPartner_named() {
        story.borneOut("I-001", person)
                .proposed("I-001", "PARTNER_NAMED", "person", person, "partner", "ROK")
                .reviewed("I-001")
                .approved("I-001");
        ProcessInstance theCase = theCase();
        assertThat(theCase).isWaitingAt("ReviewJointly").hasNotPassed("NotifyFamily", "RecordIdentification");
        assertThat(task(theCase)).hasCandidateGroup("lab-managers");
        story.on("2018-09-20").reviewedJointly("I-001");
        assertThat(theCase).isWaitingAt("SignOutForTransfer").hasPassed("BothSidesSigned");
        assertThat(task(theCase)).hasCandidateGroup("evidence-coordinators");
        assertThat(
                        story.text(
                                "select partner || ' ' || decided_by || ' ' || decided_on || ' ' || reason from decision where reference = ? and stage = 'JOINT_REVIEW'"))
                .isEqualTo("ROK lab-managers-1 2018-09-20 Signed for ROK by Director of the partner's agency");

        story.on("2018-10-01").handedToPartner("I-001").runJobAt("CloseCase");

        assertThat(theCase)
                .isEnded()
                .hasPassedInOrder(
                        "ApprovedDisposition", "ReviewJointly", "SignOutForTransfer", "TransferToPartner", "CloseCase");
        assertThat(custody.events(story.key("C-01/1")))
                .extracting(event -> event.to().value() + " " + event.reason())
                .endsWith("UNC Receipt UNC-7, handed over by lab-managers-1", "PARTNER:ROK Receipt ROK-7");
        assertThat(custody.events(story.key("C-01/1")))
                .extracting(event -> event.releasedBy() + " > " + event.receivedBy())
                .endsWith(
                        "evidence-coordinators-1 > A colonel of the Command",
                        "A colonel of the Command > An officer of the partner");
        assertThat(story.text("select disposition || ' ' || person from individual where reference = ?"))
                .isEqualTo("PARTNER_NAMED " + person);
        assertThat(story.rows("notice")).isZero();
    }

    @Test
    void forAPartner_unnamed_isALegalOutcome() {
        story.selected("I-001", "ISOTOPES,HISTORY")
                .examinedLine("I-001", "ExamineIsotopes", "SUPPORTS")
                .examinedLine("I-001", "ExamineHistory", "SUPPORTS")
                .settle()
                .proposed("I-001", "PARTNER_UNNAMED", "partner", "ROK")
                .reviewed("I-001")
                .approved("I-001")
                .reviewedJointly("I-001")
                .handedToPartner("I-001")
                .runJobAt("CloseCase");

        assertThat(story.text(
                        "select disposition || ' ' || coalesce(person, 'nobody') from individual where reference = ?"))
                .isEqualTo("PARTNER_UNNAMED nobody");
        assertThat(story.holder("C-01/1")).isEqualTo("PARTNER:ROK");
    }

    @Test
    @DisplayName(
            "X5, W7 without the signatures of both sides nothing goes to a partner; the case goes back, and the name is free")
    void jointReview_notSigned_goesBack() {
        story.borneOut("I-001", person)
                .proposed("I-001", "PARTNER_NAMED", "person", person, "partner", "ROK")
                .reviewed("I-001")
                .approved("I-001")
                .completeAt(
                        "I-001",
                        "lab-managers-1",
                        "ReviewJointly",
                        "decision",
                        "RETURN",
                        "reason",
                        "The partner's records name another unit");

        assertThat(theCase()).isWaitingAt("SelectLinesOfEvidence").hasNotPassed("TransferToPartner");
        assertThat(story.text(
                        "select outcome || ' ' || reason from decision where reference = ? and stage = 'JOINT_REVIEW'"))
                .isEqualTo("RETURN The partner's records name another unit");
        assertThat(story.text("select coalesce(person, 'nobody') from individual where reference = ?"))
                .isEqualTo("nobody");
        assertThat(story.holder("C-01/1")).isEqualTo("LABORATORY");

        story.selected("I-001", "")
                .joined("I-001")
                .proposed("I-001", "PARTNER_UNNAMED", "partner", "ROK")
                .reviewed("I-001")
                .approved("I-001");
        assertThat(theCase()).isWaitingAt("ReviewJointly");
    }

    @Test
    @DisplayName(
            "F4 after a search that ended without reaching anybody the next in the order of kin is due; attempts stay")
    void notReached_theNextOfKinIsDue() {
        story.identified("I-001", person);
        for (String remarks :
                List.of("Nobody at home", "The county knows no address", "Died in 1998, by the register")) {
            story.completeAt(
                    "I-001",
                    "casualty-office-1",
                    "NotifyFamily",
                    "outcome",
                    "NOT_REACHED",
                    "notifiedOn",
                    "2018-09-12",
                    "remarks",
                    remarks,
                    "searchEnded",
                    remarks.startsWith("Nobody") ? "no" : "yes");
            assertThat(theCase()).isWaitingAt("NotifyFamily").hasNotPassed("ReleaseName");
        }

        story.told("I-001");

        assertThat(theCase()).isWaitingAt("ReleaseName");
        assertThat(jdbc.sql(
                                "select kin_order || ' ' || outcome || ' ' || search_ended from notice where reference = ? order by id")
                        .param(story.reference())
                        .query(String.class)
                        .list())
                .map(String::toLowerCase)
                .containsExactly(
                        "1 not_reached false", "1 not_reached true", "2 not_reached true", "3 delivered false");
    }

    @Test
    void retained_needsNoMedicalExaminer_andTheHandoverHearsOfTheLastCase() {
        ProcessInstance theCase = theCase();

        story.retained("I-001");

        assertThat(theCase)
                .isEnded()
                .hasPassed("NeedsMedicalExaminer", "ReviewedDisposition", "RetainRemains", "CaseAccountedFor")
                .hasNotPassed("ApproveIdentification");
        assertThat(story.text("select reason from decision where reference = ? and outcome = 'RETAINED'"))
                .isEqualTo("Stored at Shelf 12");
        assertThat(story.instance()).isWaitingAt("CloseAccount");
    }

    @Test
    @DisplayName("I9, W6 remains ruled not human by two people are kept, and no family is told")
    void notHuman_isResolvedByAnotherPerson() {
        story.selected("I-001", "ANTHROPOLOGY")
                .examinedLine("I-001", "ExamineAnthropology", "NOT_POSSIBLE")
                .settle()
                .proposed("I-001", "NON_HUMAN")
                .reviewed("I-001");
        ProcessInstance theCase = theCase();
        assertThat(theCase).isWaitingAt("ResolveNonHuman");
        assertThat(task(theCase)).hasCandidateGroup("lab-managers");
        story.refuses(
                () -> story.completeAt("I-001", "lab-managers-1", "ResolveNonHuman", "resolution", "Kept"),
                "takes another person");

        story.completeAt("I-001", "lab-managers-2", "ResolveNonHuman", "resolution", "Kept with its container")
                .runJobAt("CloseCase");

        assertThat(theCase).isEnded().hasNotPassed("ApproveIdentification", "NotifyFamily");
        assertThat(story.text("select human from specimen where reference = ?")).isEqualTo("NO");
        assertThat(story.text("select disposition from individual where reference = ?"))
                .isEqualTo("NON_HUMAN");
        assertThat(story.holder("C-01/1")).isEqualTo("LABORATORY");
        assertThat(story.rows("notice")).isZero();
    }

    @Test
    @DisplayName(
            "I9, W6 what is not human is kept until the handover closes, which waits until it is said that it stays or who took it")
    void notHuman_holdsTheHandover_untilSettled() {
        notHuman();
        assertThat(story.instance()).isWaitingAt("SettleNonHuman").hasNotPassed("CloseAccount");
        assertThat(task("SettleNonHuman", story.instance())).hasCandidateGroup("lab-managers");
        assertThat(story.holder("C-01/1")).isEqualTo("LABORATORY");
        for (String[] refused : new String[][] {
            {"settlement", "DISCARD", "settlement: 'DISCARD' is none of STAY, RELEASE"},
            {"settlement", "STAY", "storage: is missing"},
            {"settlement", "RELEASE", "releasedTo: is missing"}
        }) {
            story.refuses(() -> story.complete("lab-managers-1", "SettleNonHuman", refused[0], refused[1]), refused[2]);
        }

        String both = story.memberOf("lab-managers", "evidence-coordinators");
        story.on("2018-10-01")
                .complete(both, "SettleNonHuman", "settlement", "RELEASE", "releasedTo", "A museum", "receipt", "M-1");
        assertThat(story.holder("C-01/1")).isEqualTo("LABORATORY");
        story.refuses(() -> story.complete(both, "WitnessSettlement", "witnessed", "yes"), "said what becomes of it");
        story.complete("evidence-coordinators-1", "WitnessSettlement", "witnessed", "no", "remarks", "Another receipt");
        assertThat(story.instance()).isWaitingAt("SettleNonHuman").hasNotPassed("CloseAccount");
        story.complete(
                        "lab-managers-1",
                        "SettleNonHuman",
                        "settlement",
                        "RELEASE",
                        "releasedTo",
                        "A museum",
                        "receipt",
                        "M-2")
                .complete("evidence-coordinators-1", "WitnessSettlement", "witnessed", "yes");

        assertThat(story.instance()).isWaitingAt("CloseAccount");
        assertThat(story.holder("C-01/1")).isEqualTo("RELEASED:A museum");
        assertThat(
                        story.text(
                                "select outcome || ' ' || reason || ' ' || decided_on from decision where reference = ? and stage = 'NON_HUMAN' and outcome = 'RELEASE'"))
                .isEqualTo("RELEASE Released to A museum, receipt M-2 2018-10-01");
        assertThat(
                        story.text(
                                "select reason from custody_event where reference = ? and act = 'TRANSFERRED' and to_holder like 'RELEASED:%'"))
                .isEqualTo("Not human; receipt M-2, witnessed by evidence-coordinators-1");
        story.settle();
        assertThat(story.instance()).isNull();
    }

    @Test
    @DisplayName("I9, T6 it is settled after the last case, also when one is opened again meanwhile; it can stay")
    void notHuman_staysInTheLaboratory() {
        notHuman();
        story.sendTo("I-001", "lab-managers-1", "EvidenceReceived", null, "evidence", "It may be human");
        assertThat(story.text("select human from specimen where reference = ?")).isEqualTo("UNDETERMINED");
        story.refuses(
                () -> story.complete("lab-managers-1", "SettleNonHuman", "settlement", "STAY", "storage", "Shelf 9"),
                "cases are open again");

        story.selected("I-001", "ANTHROPOLOGY")
                .examinedLine("I-001", "ExamineAnthropology", "NOT_POSSIBLE")
                .joined("I-001")
                .proposed("I-001", "NON_HUMAN")
                .reviewed("I-001")
                .completeAt("I-001", "lab-managers-2", "ResolveNonHuman", "resolution", "Kept")
                .runJobAt("CloseCase")
                .complete("lab-managers-1", "SettleNonHuman", "settlement", "STAY", "storage", "Shelf 9")
                .complete("evidence-coordinators-1", "WitnessSettlement", "witnessed", "yes")
                .settle();

        assertThat(story.instance()).isNull();
        assertThat(story.holder("C-01/1")).isEqualTo("LABORATORY");
    }

    private void notHuman() {
        story.selected("I-001", "ANTHROPOLOGY")
                .examinedLine("I-001", "ExamineAnthropology", "NOT_POSSIBLE")
                .settle()
                .proposed("I-001", "NON_HUMAN")
                .reviewed("I-001")
                .completeAt("I-001", "lab-managers-2", "ResolveNonHuman", "resolution", "Kept")
                .runJobAt("CloseCase");
    }

    // opened again

    @Test
    @DisplayName("T6 new evidence opens a new cycle on the same individual; the old decisions stay readable")
    void evidenceReceived_opensANewCycle() {
        story.retained("I-001");

        story.on("2020-05-01")
                .sendTo(
                        "I-001",
                        "historians-1",
                        "EvidenceReceived",
                        null,
                        "evidence",
                        "A file was found",
                        "receivedOn",
                        "2020-04-30");

        assertThat(theCase()).isWaitingAt("SelectLinesOfEvidence").hasPassed("EvidenceReceived", "ReopenCase");
        assertThat(story.text(
                        "select cycle || ' ' || case_state || ' ' || coalesce(disposition, 'none') from individual"
                                + " where reference = ?"))
                .isEqualTo("2 OPEN none");
        assertThat(story.text("select outcome from decision where reference = ? and cycle = 1 and stage = 'OUTCOME'"))
                .isEqualTo("RETAINED");
        assertThat(story.text(
                        "select reason || ' ' || decided_on from decision where reference = ? and stage = 'REOPENING'"))
                .isEqualTo("A file was found 2020-04-30");
        story.goneHome("I-001", person);
        assertThat(story.statesOf("I-001")).containsExactly("COMPLETED", "COMPLETED");
        assertThat(story.text("select cycle || ' ' || disposition from individual where reference = ?"))
                .isEqualTo("2 IDENTIFIED");
    }

    @Test
    @DisplayName(
            "W22, I7 an identification is revoked by a new decision, which stays beside the old; both families are told: the one told wrongly, and that of whoever it is")
    void identificationRevoked_tellsTheFamily_andBeginsAgain() {
        story.goneHome("I-001", person).on("2021-03-01");

        story.sendTo(
                "I-001",
                "medical-examiners-2",
                "IdentificationRevoked",
                null,
                "reason",
                "Two files were mixed up",
                "revokedOn",
                "2021-02-28");
        assertThat(theCase()).isWaitingAt("NotifyOfRevocation").hasPassed("RevokeIdentification");
        assertThat(task(theCase())).hasCandidateGroup("casualty-office");
        assertThat(story.text("select coalesce(person, 'nobody') || ' ' || cycle from individual where reference = ?"))
                .isEqualTo("nobody 2");
        story.completeAt(
                "I-001",
                "casualty-office-1",
                "NotifyOfRevocation",
                "outcome",
                "NOT_REACHED",
                "notifiedOn",
                "2021-03-01",
                "remarks",
                "Moved; the new address is not known");
        assertThat(theCase()).isWaitingAt("NotifyOfRevocation").hasPassed("RevocationDelivered");
        story.completeAt(
                "I-001", "casualty-office-1", "NotifyOfRevocation", "outcome", "DELIVERED", "notifiedOn", "2021-03-01");

        assertThat(theCase()).isWaitingAt("SelectLinesOfEvidence");
        assertThat(story.value(
                        "select count(*) from notice where reference = ? and kind = 'REVOCATION' and person = '"
                                + person + "'",
                        Integer.class))
                .isEqualTo(2);
        assertThat(story.text("select outcome from decision where reference = ? and stage = 'IDENTIFICATION'"))
                .isEqualTo("IDENTIFIED");

        String other = story.reference() + "-P2";
        story.goneHome("I-001", other);
        assertThat(story.text(
                        "select wording from notice where reference = ? and kind = 'IDENTIFICATION' and person = '"
                                + other + "' and outcome = 'DELIVERED'"))
                .isEqualTo("An earlier identification of these remains was revoked.");
        assertThat(story.holder("C-01/1")).isEqualTo("FAMILY:" + other);
        assertThat(custody.events(story.key("C-01/1")))
                .extracting(event -> event.to().value())
                .endsWith("FAMILY:" + person, "LABORATORY", "FAMILY:" + other);
        assertThat(custody.verify(new Reference(story.reference())).intact()).isTrue();
    }

    @Test
    void revokedBeforeAFamilyWasTold_tellsNobody() {
        story.borneOut("I-001", person)
                .proposed("I-001", "IDENTIFIED", "person", person)
                .reviewed("I-001")
                .approved("I-001");

        story.sendTo(
                "I-001", "medical-examiners-1", "IdentificationRevoked", null, "reason", "The samples were mixed up");

        assertThat(story.open("I-001")).containsExactly("SelectLinesOfEvidence");
        assertThat(story.rows("notice")).isZero();
    }

    @Test
    void revokedWhileARoundIsOpen_endsThatRound() {
        story.goneHome("I-001", person)
                .on("2021-01-01")
                .sendTo("I-001", "historians-1", "EvidenceReceived", null, "evidence", "A letter")
                .selected("I-001", "HISTORY");

        story.sendTo("I-001", "medical-examiners-1", "IdentificationRevoked", null, "reason", "The letter proves it");

        assertThat(story.statesOf("I-001")).containsExactly("COMPLETED", "INTERNALLY_TERMINATED", "ACTIVE");
        assertThat(story.open("I-001")).containsExactly("NotifyOfRevocation");
        assertThat(story.text("select cycle || ' ' || case_state from individual where reference = ?"))
                .isEqualTo("3 OPEN");
    }

    @Test
    @DisplayName(
            "F6, T6 a further look that a family asks for takes nothing back: the identification stands, and remains stay where they are")
    void openedAgainWithoutRevocation_staysTheSamePerson_andRemainsStayWhereTheyAre() {
        story.goneHome("I-001", person)
                .on("2021-01-01")
                .sendTo("I-001", "historians-1", "EvidenceReceived", null, "evidence", "A letter")
                .borneOut("I-001", person);
        story.refuses(() -> story.proposed("I-001", "RETAINED"), "only the same person can be proposed");

        story.proposed("I-001", "IDENTIFIED", "person", person)
                .reviewed("I-001")
                .approved("I-001")
                .told("I-001")
                .named("I-001")
                .returned("I-001")
                .runJobAt("CloseCase");

        assertThat(story.holder("C-01/1")).isEqualTo("FAMILY:" + person);
        assertThat(custody.events(story.key("C-01/1"))).hasSize(2);
    }

    // consolidation

    @Test
    void consolidated_movesTheLinks_asDatedRows(@Autowired ApplicationContext context) {
        story = new LaboratoryStory(context)
                .arrived("C-01")
                .examined("C-01", List.of(bone("1", "cranium", "MIDLINE", 600), bone("2", "femur", "LEFT", 300)))
                .grouped(List.of(link("I-001", "C-01", "1"), link("I-002", "C-01", "2")))
                .accepted()
                .settle()
                .on("2018-09-20")
                .selected("I-002", "ANTHROPOLOGY")
                .examinedLine("I-002", "ExamineAnthropology", "INCONCLUSIVE")
                .settle();
        ProcessInstance theCase = story.instance("I-002");

        story.proposed("I-002", "CONSOLIDATE", "consolidateInto", "I-001")
                .reviewed("I-002")
                .runJobAt("CloseCase");

        assertThat(theCase).isEnded().hasPassed("ReviewedDisposition", "ConsolidateIndividuals", "CloseCase");
        assertThat(jdbc.sql(
                                """
                        select individual || ' ' || designator || ' ' || coalesce(cast(ended as varchar(20)), 'now')
                        from individual_specimen where reference = ? order by id""")
                        .param(story.reference())
                        .query(String.class)
                        .list())
                .containsExactly("I-001 1 now", "I-002 2 2018-09-20", "I-001 2 now");
        assertThat(story.text("select disposition || ' ' || consolidated_into from individual where reference = ?"
                        + " and number = 'I-002'"))
                .isEqualTo("CONSOLIDATE I-001");
        story.refuses(
                () -> story.sendTo("I-002", "historians-1", "EvidenceReceived", null, "evidence", "A letter"),
                "was consolidated into I-001");
    }

    private static java.util.Date date(String day) {
        return java.util.Date.from(java.time.LocalDate.parse(day)
                .atStartOfDay(org.handover.laboratory.Laboratory.ZONE)
                .toInstant());
    }
}
