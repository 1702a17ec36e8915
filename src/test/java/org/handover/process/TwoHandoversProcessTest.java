package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.init;
import static org.handover.process.LaboratoryStory.bone;
import static org.handover.process.LaboratoryStory.link;

import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.handover.account.Accounts;
import org.handover.laboratory.Specimen;
import org.handover.laboratory.Specimens;
import org.handover.reading.CaseFile;
import org.handover.reading.CaseFiles;
import org.handover.reading.Page;
import org.handover.reading.RecordViews;
import org.handover.security.Groups;
import org.handover.security.Reader;
import org.handover.vocabulary.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One person whose remains came with two handovers. */
@ProcessTest
class TwoHandoversProcessTest {

    private static final Reader SCIENTIST = new Reader("scientists-3", Set.of(Groups.SCIENTISTS));

    private LaboratoryStory story;
    private LaboratoryStory later;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Specimens specimens;

    @Autowired
    private Accounts accounts;

    @Autowired
    private CaseFiles files;

    @Autowired
    private RecordViews record;

    /**
     * I-001 has a skull, I-002 a humerus, I-003 a left femur; 4, a fibula, and 5, another left femur, belong to nobody. Of the later
     * handover I-007, a left femur, a tibia and a radius under numbers the first one has too, proved to be I-001; I-008 did not.
     */
    @BeforeEach
    void onePerson(@Autowired ProcessEngine engine, @Autowired ApplicationContext context) {
        init(engine);
        story = new LaboratoryStory(context)
                .arrived("C-01")
                .examined(
                        "C-01",
                        List.of(
                                bone("1", "cranium", "MIDLINE", 100),
                                bone("2", "humerus", "LEFT", 100),
                                bone("3", "femur", "LEFT", 100),
                                bone("4", "fibula", "LEFT", 100),
                                bone("5", "femur", "LEFT", 100)))
                .on("2018-09-10")
                .grouped(List.of(link("I-001", "C-01", "1"), link("I-002", "C-01", "2"), link("I-003", "C-01", "3")))
                .accepted()
                .settle()
                .on("2018-09-12");
        later = new LaboratoryStory(context)
                .arrived("C-01")
                .examined(
                        "C-01",
                        List.of(
                                bone("1", "femur", "LEFT", 50),
                                bone("2", "tibia", "LEFT", 50),
                                bone("4", "radius", "LEFT", 50),
                                bone("8", "cranium", "MIDLINE", 50)))
                .on("2018-09-10")
                .grouped(List.of(
                        link("I-007", "C-01", "1"),
                        link("I-007", "C-01", "2"),
                        link("I-007", "C-01", "4"),
                        link("I-008", "C-01", "8")))
                .accepted()
                .settle()
                .on("2018-09-12");
        joined(later, "I-007", story.key("I-001").toString());
    }

    private static void joined(LaboratoryStory of, String individual, String into) {
        examined(of, individual)
                .proposed(individual, "CONSOLIDATE", "consolidateInto", into)
                .reviewed(individual)
                .runJobAt("CloseCase");
    }

    private static LaboratoryStory examined(LaboratoryStory of, String individual) {
        return of.selected(individual, "HISTORY")
                .examinedLine(individual, "ExamineHistory", "INCONCLUSIVE")
                .joined(individual);
    }

    private List<String> bonesOf(String individual) {
        return specimens.ofIndividual(story.key(individual)).stream()
                .map(Specimen::key)
                .map(Object::toString)
                .toList();
    }

    private List<String> ofLater(String... numbers) {
        return List.of(numbers).stream()
                .map(number -> later.key(number).toString())
                .toList();
    }

    private void reconcile() {
        for (LaboratoryStory each : List.of(story, later)) {
            assertThat(accounts.reconcile(new Reference(each.reference())).reconciles())
                    .isTrue();
        }
    }

    @Test
    @DisplayName("W13 joined with a third individual the bones of both handovers follow, each under its own number")
    void twoHandovers_consolidatedAgain() {
        joined(story, "I-001", "I-002");

        assertThat(bonesOf("I-002"))
                .startsWith(story.key("C-01/1").toString(), story.key("C-01/2").toString())
                .endsWith(ofLater("C-01/1", "C-01/2", "C-01/4").toArray(String[]::new))
                .hasSize(5);
        assertThat(jdbc.sql("select count(*) from individual_specimen where reference = ? and designator in ('4', '5')")
                        .param(story.reference())
                        .query(Integer.class)
                        .single())
                .isZero();
        reconcile();
    }

    @Test
    @DisplayName("I9, W6 ruled not human it is so in the account of both handovers, and each settles what it kept")
    void twoHandovers_notHuman() {
        examined(story, "I-001")
                .proposed("I-001", "NON_HUMAN")
                .reviewed("I-001")
                .completeAt("I-001", "lab-managers-2", "ResolveNonHuman", "resolution", "Kept")
                .runJobAt("CloseCase");

        assertThat(humanOfLater()).containsExactly("NO", "NO", "NO", "YES");
        assertThat(accounts.take(new Reference(later.reference()))
                        .specimens()
                        .nonHuman()
                        .number())
                .isEqualTo(3);
        reconcile();

        later.retained("I-008");
        assertThat(later.instance()).isWaitingAt("SettleNonHuman");

        story.sendTo("I-001", "lab-managers-1", "EvidenceReceived", null, "evidence", "It may be human");
        assertThat(humanOfLater()).containsExactly("UNDETERMINED", "UNDETERMINED", "UNDETERMINED", "YES");
    }

    private List<String> humanOfLater() {
        return jdbc.sql("select human from specimen where reference = ? order by designator")
                .param(later.reference())
                .query(String.class)
                .list();
    }

    private String twoFemurs(String individual, String designator) {
        return "%s would have two of femur left: %s and C-01/%s".formatted(individual, later.key("C-01/1"), designator);
    }

    @Test
    @DisplayName("I5 a bone found later is not put to an individual that has one like it from another handover")
    void twoHandovers_furtherRemains() {
        story.send("scientists-1", "FurtherRemainsFound", "text", "A femur");

        story.refuses(() -> further("I-001", "5"), twoFemurs("I-001", "5"));
        further("I-001", "4");
        joined(story, "I-001", "I-002");
        story.complete("scientists-2", "ReviewFurtherGrouping", "accepted", "no", "remarks", "The femur, too");
        story.refuses(() -> further("I-002", "5"), twoFemurs("I-002", "5"));
    }

    @Test
    @DisplayName("I5 nor is it when the other one joined after it was proposed")
    void twoHandovers_joinedBeforeTheReview() {
        story.send("scientists-1", "FurtherRemainsFound", "text", "A femur");
        further("I-002", "5");
        joined(story, "I-001", "I-002");

        story.refuses(
                () -> story.complete("scientists-2", "ReviewFurtherGrouping", "accepted", "yes"),
                twoFemurs("I-002", "5"),
                "send it back");
    }

    private void further(String individual, String designator) {
        story.complete(
                "scientists-1",
                "GroupFurtherRemains",
                "grouping",
                List.of(link(individual, "C-01", designator)),
                "method",
                "Articulation");
    }

    @Test
    @DisplayName("I5 a bone does not move to an individual that has one like it from another handover")
    void twoHandovers_regrouped() {
        story.send("scientists-3", "RegroupingCalledFor", "text", "Another build");

        story.refuses(
                () -> story.complete(
                        "scientists-1",
                        "RegroupSpecimens",
                        "regrouping",
                        List.of(link("I-001", "C-01", "5")),
                        "reason",
                        "DNA"),
                twoFemurs("I-001", "5"));
    }

    @Test
    @DisplayName(
            "I6 a consolidation that was wrong is undone: where the bones came from they move to an individual of their own")
    void twoHandovers_takenApart() {
        later.send("scientists-3", "RegroupingCalledFor", "text", "Another build");
        later.complete(
                        "scientists-1",
                        "RegroupSpecimens",
                        "regrouping",
                        List.of(link("I-009", "C-01", "1"), link("I-009", "C-01", "2"), link("I-009", "C-01", "4")),
                        "reason",
                        "DNA")
                .complete("scientists-2", "ReviewRegrouping", "accepted", "yes")
                .settle();

        assertThat(bonesOf("I-001")).containsExactly(story.key("C-01/1").toString());
        assertThat(later.open("I-009")).containsExactly("SelectLinesOfEvidence");
        assertThat(story.text("select reason from decision where reference = ? and outcome = 'SPECIMENS_CHANGED'"
                        + " order by id desc fetch first row only"))
                .startsWith("DNA (%s to %s, ".formatted(later.key("C-01/1"), later.key("I-009")));
        assertThat(story.value(
                        "select composition from individual where reference = ? and number = 'I-001'", Integer.class))
                .isEqualTo(3);
        reconcile();
    }

    @Test
    @DisplayName("I6 but not while what becomes of the person is decided, or the name stands")
    void twoHandovers_leftAlone() {
        story.identified("I-001", story.reference() + "-P1");
        later.send("scientists-3", "RegroupingCalledFor", "text", "Another build");

        later.refuses(() -> regrouped("1"), "what becomes of " + story.key("I-001") + " is decided");
        story.told("I-001").named("I-001").returned("I-001").runJobAt("CloseCase");
        later.refuses(() -> regrouped("1"), "the case of " + story.key("I-001") + " is closed; open it again");
        story.sendTo("I-001", "lab-managers-1", "EvidenceReceived", null, "evidence", "The femur is another man's");
        later.refuses(() -> regrouped("1"), story.key("I-001") + " is identified; its specimens move only after");
    }

    private void regrouped(String designator) {
        later.complete(
                "scientists-1",
                "RegroupSpecimens",
                "regrouping",
                List.of(link("I-009", "C-01", designator)),
                "reason",
                "DNA");
    }

    @Test
    @DisplayName("I5 an individual is not joined with one that has the same bone from another handover")
    void twoHandovers_sameBoneOfAPart() {
        examined(story, "I-003");

        story.refuses(
                () -> story.proposed("I-003", "CONSOLIDATE", "consolidateInto", "I-001"), twoFemurs("I-001", "3"));
    }

    @Test
    @DisplayName(
            "C7 a sample is cut from a bone of the other handover: it is that bone that has less left, and no other")
    void twoHandovers_sample() {
        String tibia = later.key("C-01/2").toString();
        story.selected("I-001", "MTDNA,YSTR");
        story.refuses(
                () -> story.cut("I-001", "specimen", "C-01/2"),
                "has no specimen C-01/2 to cut; it has C-01/1, " + String.join(", ", ofLater("C-01/1", "C-01/2")));
        story.refuses(
                () -> story.cut("I-001", "specimen", tibia, "massBefore", 60, "massAfter", 40),
                "60 g is more than is left of " + tibia);

        story.cut("I-001", "specimen", tibia, "massBefore", 50, "massAfter", 40);
        story.refuses(
                () -> story.cut("I-001", "specimen", tibia, "massBefore", 45, "massAfter", 30),
                "45 g is more than is left of " + tibia);
        later.send("scientists-3", "RegroupingCalledFor", "text", "Another build");
        later.refuses(
                () -> later.complete(
                        "scientists-1",
                        "RegroupSpecimens",
                        "regrouping",
                        List.of(link("I-008", "C-01", "2")),
                        "reason",
                        "DNA"),
                story.key("S-0001") + " of C-01/2 is at the DNA laboratory");
        story.cut("I-001", "specimen", tibia, "massBefore", 40, "massAfter", 0);

        assertThat(jdbc.sql("select reference || '/' || container || '/' || designator from specimen"
                                + " where consumed_on is not null and reference in (?, ?)")
                        .params(story.reference(), later.reference())
                        .query(String.class)
                        .list())
                .containsExactly(tibia);
        CaseFile file = files.of(new Reference(story.reference()), "I-001", SCIENTIST);
        assertThat(file.specimens())
                .extracting(CaseFile.Specimen::handover, CaseFile.Specimen::container, CaseFile.Specimen::designator)
                .containsExactly(
                        tuple(null, "C-01", "1"),
                        tuple(later.reference(), "C-01", "1"),
                        tuple(later.reference(), "C-01", "2"),
                        tuple(later.reference(), "C-01", "4"));
        assertThat(file.samples())
                .extracting(CaseFile.Sample::handover, CaseFile.Sample::designator)
                .containsOnly(tuple(later.reference(), "2"));
        assertThat(record.samples(new Reference(story.reference()), true, Page.ALL)
                        .rows())
                .extracting(RecordViews.Sample::specimen)
                .containsExactly(tibia, tibia);
        reconcile();
    }

    @Test
    @DisplayName("X15 DNA results of bones of two handovers that cannot be of one person")
    void twoHandovers_conflictingSequences() {
        String tibia = later.key("C-01/2").toString();
        sequence("C-01/1", "16126C");
        story.again("I-001");
        sequence(tibia, "16189C");

        story.refuses(
                () -> story.proposed("I-001", "GROUP_ACCOUNTED", "group", "G-01", "groupPersons", "P-1 P-2"),
                "MTDNA: C-01/1 | " + tibia);
    }

    private void sequence(String specimen, String sequence) {
        story.selected("I-001", "MTDNA", "remarks", "The other bone, too")
                .cut("I-001", "specimen", specimen)
                .examinedLine("I-001", "RecordDnaResult", "INCONCLUSIVE", "sequence", sequence)
                .joined("I-001");
    }
}
