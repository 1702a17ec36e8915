package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.init;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.task;
import static org.handover.process.LaboratoryStory.bone;
import static org.handover.process.LaboratoryStory.fields;
import static org.handover.process.LaboratoryStory.link;
import static org.handover.process.LaboratoryStory.object;
import static org.handover.process.LaboratoryStory.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.ProcessEngine;
import org.handover.account.Accounts;
import org.handover.reading.Lineage;
import org.handover.security.Groups;
import org.handover.security.Reader;
import org.handover.vocabulary.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Specimens that prove to be with the wrong individual. */
@ProcessTest
class RegroupingProcessTest {

    private static final Reader READER = new Reader("lab-managers-1", Set.of(Groups.LAB_MANAGERS));

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Lineage lineage;

    private LaboratoryStory story;

    /** I-001 has a skull, a left femur and a tibia; I-002 has a skull and a left femur. */
    @BeforeEach
    void twoIndividuals(@Autowired ProcessEngine engine, @Autowired ApplicationContext context) {
        init(engine);
        story = new LaboratoryStory(context)
                .arrived("C-01")
                .examined(
                        "C-01",
                        List.of(
                                bone("1", "cranium", "MIDLINE", 100),
                                bone("2", "femur", "LEFT", 100),
                                bone("3", "tibia", "LEFT", 100),
                                bone("4", "cranium", "MIDLINE", 100),
                                bone("5", "femur", "LEFT", 100),
                                bone("6", "fibula", "RIGHT", 100),
                                object("7", "Button")))
                .on("2018-09-10")
                .grouped(List.of(
                        link("I-001", "C-01", "1"),
                        link("I-001", "C-01", "2"),
                        link("I-001", "C-01", "3"),
                        link("I-002", "C-01", "4"),
                        link("I-002", "C-01", "5")))
                .accepted()
                .settle()
                .on("2018-10-01");
    }

    @Test
    @DisplayName(
            "I6 a split is a dated decision with its reason, reviewed by another person; the old links stay readable")
    void split_opensACaseForTheNewIndividual() {
        call();
        assertThat(story.instance()).isWaitingAt("CasesAccountedFor", "RegroupSpecimens");
        assertThat(task("RegroupSpecimens", story.instance())).hasCandidateGroup("scientists");

        move(to("3", "I-003"));
        assertThat(task("ReviewRegrouping", story.instance())).hasCandidateGroup("scientists");
        assertThat(owner("3")).isEqualTo("I-001");
        accept().runJobAt("OpenRegroupedCases");

        assertThat(story.instance())
                .hasPassed(
                        "RegroupingCalledFor",
                        "RegroupSpecimens",
                        "ReviewRegrouping",
                        "RegroupingAccepted",
                        "OpenRegroupedCases",
                        "RegroupedCasesToOpen",
                        "SpecimensRegrouped")
                .isWaitingAt("CasesAccountedFor");
        assertThat(story.open("I-003")).containsExactly("SelectLinesOfEvidence");
        assertThat(lineage.of(new Reference(story.reference()), null, "C-01/3", null, READER))
                .extracting(
                        Lineage.Link::individual,
                        Lineage.Link::now,
                        link -> String.valueOf(link.until()),
                        Lineage.Link::reason,
                        Lineage.Link::groupedBy,
                        Lineage.Link::reviewedBy)
                .containsExactly(
                        tuple(key("I-001"), false, "2018-10-01", null, "scientists-1", "scientists-2"),
                        tuple(key("I-003"), true, "null", "Another build", "scientists-1", "scientists-2"));
        assertThat(lineage.of(new Reference(story.reference()), null, null, "I-001", READER))
                .extracting(Lineage.Link::specimen, Lineage.Link::individual)
                .contains(tuple("C-01/3", key("I-001")), tuple("C-01/3", key("I-003")));
        assertThat(accounts.reconcile(new Reference(story.reference())).reconciles())
                .isTrue();
        assertThat(story.text("select max(individuals) from count_estimate where kind = 'STATED' and reference = ?"))
                .isEqualTo("3");
    }

    @Test
    @DisplayName("I5 a bone moves into the place that another one leaves in the same regrouping")
    void exchange() {
        call();
        move(to("2", "I-002"), to("5", "I-001"));
        accept().settle();

        assertThat(List.of(owner("2"), owner("5"))).containsExactly("I-002", "I-001");
        assertThat(story.rows("individual_specimen")).isEqualTo(7);
    }

    @Test
    void specimens_thatBelongToNobody_andBackToNobody() {
        call();
        move(to("6", "I-002"), row("container", "C-01", "designator", "3"));
        accept().settle();

        assertThat(owner("6")).isEqualTo("I-002");
        assertThat(jdbc.sql(
                                "select count(*) from individual_specimen where reference = ? and designator = '3' and active = 1")
                        .param(story.reference())
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(accounts.take(new Reference(story.reference()))
                        .specimens()
                        .unassigned()
                        .number())
                .isEqualTo(1);
    }

    @Test
    void nothingMoves_afterAll() {
        call();
        move();
        accept().settle();

        assertThat(story.instance()).hasPassed("SpecimensRegrouped").isWaitingAt("CasesAccountedFor");
        assertThat(story.rows("individual_specimen")).isEqualTo(5);
    }

    @Test
    void manySplitAtOnce_areOpenedInChunks() {
        IntStream.rangeClosed(101, 160).forEach(this::fragment);
        call();
        story.complete(
                        "scientists-1",
                        "RegroupSpecimens",
                        "regrouping",
                        IntStream.rangeClosed(101, 160)
                                .mapToObj(i -> to(String.valueOf(i), "I-" + i))
                                .toList(),
                        "reason",
                        "DNA")
                .complete("scientists-2", "ReviewRegrouping", "accepted", "yes")
                .runJobAt("OpenRegroupedCases");
        assertThat(story.value(
                        "select count(*) from individual where reference = ? and case_state = 'OPEN'", Long.class))
                .isEqualTo(52);

        story.runJobAt("OpenRegroupedCases");

        assertThat(story.instance()).hasPassed("SpecimensRegrouped");
    }

    @Test
    void returned_goesBackWithTheRemarks() {
        call();
        move(to("3", "I-003"));
        story.complete("scientists-2", "ReviewRegrouping", "accepted", "no", "remarks", "The tibia fits");

        assertThat(story.instance()).isWaitingAt("CasesAccountedFor", "RegroupSpecimens");
        assertThat(story.text("select errors from draft where reference = ?")).contains("The tibia fits");
        assertThat(owner("3")).isEqualTo("I-001");
    }

    @Test
    @DisplayName(
            "I1, I3 reports and proposals from before the specimens changed count only after they are examined again")
    void evidence_isReviewedAgain() {
        String person = story.reference() + "-P1";
        story.borneOut("I-001", person);
        split("3");

        story.refuses(
                () -> story.proposed("I-001", "IDENTIFIED", "person", person),
                "found none",
                "2 reports are from before its specimens changed and are to be examined again");
        story.proposed("I-001", "RETAINED")
                .completeAt(
                        "I-001", "lab-managers-2", "ReviewDisposition", "decision", "RETURN", "reason", "Examine again")
                .identified("I-001", person);

        assertThat(story.open("I-001")).containsExactly("NotifyFamily");
    }

    @Test
    @DisplayName("I2 what was proposed for other specimens is neither concurred with nor approved, only returned")
    void proposal_ofOtherSpecimens_goesBack() {
        String person = story.reference() + "-P1";
        story.borneOut("I-001", person).proposed("I-001", "IDENTIFIED", "person", person);
        split("3");

        story.refuses(
                () -> story.reviewed("I-001"),
                "the specimens of " + key("I-001") + " changed on 2018-10-01, after this was proposed; return it");
        story.completeAt("I-001", "lab-managers-2", "ReviewDisposition", "decision", "RETURN", "reason", "Changed");
        assertThat(story.open("I-001")).containsExactly("SelectLinesOfEvidence");

        story.borneOut("I-002", story.reference() + "-P2")
                .proposed("I-002", "IDENTIFIED", "person", story.reference() + "-P2")
                .reviewed("I-002");
        call();
        move(to("6", "I-002"));
        accept().settle();
        story.refuses(() -> story.approved("I-002"), "changed on 2018-10-01, after this was proposed; return it");
        story.completeAt(
                "I-002", "medical-examiners-1", "ApproveIdentification", "decision", "RETURN", "reason", "Changed");
        assertThat(story.open("I-002")).containsExactly("SelectLinesOfEvidence");
    }

    @Test
    @DisplayName(
            "I4 an exclusion goes with the bones that move, and stays where they were: each case has its own answer")
    void exclusion_goesWithTheBones() {
        String person = story.reference() + "-P1";
        story.selected("I-001", "ANTHROPOLOGY")
                .examinedLine("I-001", "ExamineAnthropology", "EXCLUDES")
                .joined("I-001");
        split("3");
        story.borneOut("I-003", person);

        story.refuses(
                () -> story.proposed("I-003", "IDENTIFIED", "person", person),
                "exclusionResolved: is missing; ANTHROPOLOGY excludes the person");
        story.proposed("I-003", "IDENTIFIED", "person", person, "exclusionResolved", "It was about the skull")
                .reviewed("I-003")
                .approved("I-003");
        assertThat(story.open("I-003")).containsExactly("NotifyFamily");

        String other = story.reference() + "-P2";
        story.again("I-001").borneOut("I-001", other);
        story.refuses(
                () -> story.proposed("I-001", "IDENTIFIED", "person", other),
                "exclusionResolved: is missing; ANTHROPOLOGY excludes the person");
        story.proposed("I-001", "IDENTIFIED", "person", other, "exclusionResolved", "It was about the femur")
                .reviewed("I-001")
                .approved("I-001");
        assertThat(story.open("I-001")).containsExactly("NotifyFamily");
    }

    @Test
    @DisplayName("X15 a split ends a conflict of DNA results")
    void conflictingSequences_areSplit() {
        sequence("C-01/1", "16126C");
        sequence("C-01/3", "16189C");
        story.refuses(
                () -> story.proposed("I-001", "GROUP_ACCOUNTED", "group", "G-01", "groupPersons", "P-1 P-2"),
                "the DNA results conflict",
                "MTDNA: C-01/1 | C-01/3",
                "move specimens to another individual");
        split("3");

        story.proposed("I-001", "GROUP_ACCOUNTED", "group", "G-01", "groupPersons", "P-1 P-2");

        assertThat(story.open("I-001")).containsExactly("ReviewDisposition");
    }

    /** One round of the case of I-001; the case waits for a proposal. */
    private void sequence(String specimen, String sequence) {
        if (story.open("I-001").contains("ProposeDisposition")) {
            story.proposed("I-001", "RETAINED")
                    .completeAt(
                            "I-001", "lab-managers-2", "ReviewDisposition", "decision", "RETURN", "reason", "Another");
        }
        story.selected("I-001", "MTDNA", "remarks", "The other bone, too")
                .cut("I-001", "specimen", specimen)
                .completeAt(
                        "I-001",
                        "scientists-3",
                        "RecordDnaResult",
                        "finding",
                        "INCONCLUSIVE",
                        "report",
                        "A profile",
                        "sequence",
                        sequence)
                .joined("I-001");
    }

    @Test
    @DisplayName("W20 specimens that join an individual later are a change too")
    void furtherRemains_areAChange() {
        String person = story.reference() + "-P1";
        story.borneOut("I-002", person).proposed("I-002", "IDENTIFIED", "person", person);
        story.send("scientists-1", "FurtherRemainsFound", "text", "The fibula fits")
                .complete(
                        "scientists-1",
                        "GroupFurtherRemains",
                        "grouping",
                        List.of(link("I-002", "C-01", "6")),
                        "method",
                        "Articulation")
                .complete("scientists-2", "ReviewFurtherGrouping", "accepted", "yes")
                .settle();

        story.refuses(() -> story.reviewed("I-002"), "after this was proposed; return it");
    }

    @Test
    @DisplayName("I6 what is decided is not taken apart: revoke, or open the case again first")
    void decided_closed_identified_individuals_areLeftAlone() {
        String person = story.reference() + "-P1";
        story.identified("I-001", person);
        call();

        story.refuses(() -> move(to("3", "I-002")), "what becomes of I-001 is decided and being carried out");
        story.refuses(() -> move(to("6", "I-001")), "what becomes of I-001 is decided and being carried out");
        story.told("I-001").named("I-001").returned("I-001").runJobAt("CloseCase");
        story.refuses(() -> move(to("3", "I-002")), "the case of I-001 is closed; open it again");
        story.sendTo("I-001", "lab-managers-1", "EvidenceReceived", null, "evidence", "The tibia is of another person");
        story.refuses(
                () -> move(to("3", "I-002")),
                "I-001 is identified; its specimens move only after the medical examiner has revoked that");
    }

    @Test
    void sampleAtTheDnaLaboratory_comesFirst() {
        story.selected("I-001", "MTDNA")
                .completeAt(
                        "I-001", "scientists-3", "CutSample", "specimen", "C-01/3", "massBefore", 10, "massAfter", 9);
        call();

        story.refuses(
                () -> move(to("3", "I-003")), "S-0001 of C-01/3 is at the DNA laboratory; its result comes first");
        move(to("2", "I-003"));
        accept().settle();
        assertThat(owner("2")).isEqualTo("I-003");
    }

    static List<List<Object>> refused() {
        return List.of(
                List.of("C-01/9", "I-003", "line 1: there is no specimen C-01/9"),
                List.of("C-01/7", "I-003", "line 1: C-01/7 is not human"),
                List.of("C-01/3", "I-001", "line 1: C-01/3 belongs to I-001 already"),
                List.of("C-01/2", "I-002", "line 1: I-002 would have two of femur left: C-01/5 and C-01/2"),
                List.of("C-01/3", "Jones", "'Jones' is not the number of an individual"),
                List.of("C-01/3 C-01/3", "I-003", "line 2: C-01/3 is there twice"),
                List.of("C-01/4 C-01/5", "I-003", "I-002 would keep no specimen"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    @DisplayName("I5, N5 moves that cannot be right")
    void moves_areRefused(List<Object> refused) {
        call();
        var moves = new ArrayList<Map<String, Object>>();
        for (String specimen : ((String) refused.get(0)).split(" ")) {
            moves.add(to(specimen.substring(5), (String) refused.get(1)));
        }

        story.refuses(
                () -> story.complete("scientists-1", "RegroupSpecimens", "regrouping", moves, "reason", "Why not"),
                (String) refused.get(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "scientists-1   | -                                | reason: is missing",
                "scientists-1   | reason=DNA; regroupedOn=2018-10-02 | regroupedOn: 2018-10-02 lies in the future",
                "scientists-1   | reason=DNA; author=me            | author: is unknown here",
                "lab-managers-1 | reason=DNA                       | does not have one of the following permissions"
            })
    void fields_areRefused(String user, String fields, String words) {
        call();
        var values = new ArrayList<Object>(List.of(fields(fields)));
        values.addAll(List.of("regrouping", List.of(to("3", "I-003"))));

        story.refuses(() -> story.complete(user, "RegroupSpecimens", values.toArray()), words);
        story.refuses(
                () -> story.complete(
                        "scientists-1",
                        "RegroupSpecimens",
                        "regrouping",
                        List.of(row("container", "C-01", "designator", "3", "individual", "I-003")),
                        "reason",
                        "DNA"),
                "line 1: method: is missing",
                "line 1: strength: is missing");
        story.refuses(
                () -> story.complete(
                        "scientists-1",
                        "RegroupSpecimens",
                        "regrouping",
                        List.of(row("container", "C-01", "designator", "3", "method", "DNA")),
                        "reason",
                        "DNA"),
                "method: is given, but applies only when the specimen goes to an individual");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "scientists-2 | -            | accepted: is missing",
                "scientists-2 | accepted=no  | remarks: is missing",
                "scientists-1 | accepted=yes | another scientist reviews it",
                "historians-1 | accepted=yes | does not have one of the following permissions"
            })
    @DisplayName("I2 nobody reviews the own regrouping")
    void review_isRefused(String user, String fields, String words) {
        call();
        move(to("3", "I-003"));

        story.refuses(() -> story.complete(user, "ReviewRegrouping", fields(fields)), words);
    }

    @Test
    @DisplayName("I6 moves that no longer fit the record when they are reviewed go back")
    void movesThatNoLongerFit() {
        call();
        move(to("3", "I-002"));
        story.identified("I-002", story.reference() + "-P1");

        story.refuses(() -> accept(), "what becomes of I-002 is decided and being carried out", "send it back");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "historians-1   | text=Two people                    | is sent by a member of",
                "lab-managers-1 | -                                  | text: is missing",
                "scientists-1   | text=Two people; calledOn=2019-01-01 | calledOn: 2019-01-01 lies in the future",
                "scientists-1   | text=Two people; who=me            | who: is unknown here"
            })
    void call_isRefused(String user, String fields, String words) {
        story.refuses(() -> story.send(user, "RegroupingCalledFor", fields(fields)), words);
    }

    @Test
    void call_isRefused_onceTheAccountIsClosing_andHoldsItUntilThen() {
        call();
        story.retained("I-001").retained("I-002");
        assertThat(story.instance()).isWaitingAt("CasesAccountedFor", "RegroupSpecimens");
        move();
        accept().runJobAt("OpenRegroupedCases");
        assertThat(story.instance()).isWaitingAt("CloseAccount");

        story.refuses(
                () -> story.send("scientists-1", "RegroupingCalledFor", "text", "Too late"), "is closing its account");
    }

    @Test
    @DisplayName(
            "T6 after the end of the handover no regrouping is called for; new evidence opens the case of its individual again")
    void call_isRefusedClearly_onceTheHandoverHasEnded() {
        story.retained("I-001").retained("I-002").settle();
        assertThat(story.story().hasEnded()).isTrue();

        story.refuses(
                () -> story.send("scientists-1", "RegroupingCalledFor", "text", "Too late"),
                "Cannot correlate message 'RegroupingCalledFor': nothing of " + story.reference()
                        + " waits for it: it has not come that far, or it has ended",
                "opens the case of an individual again (EvidenceReceived");

        story.sendTo("I-001", "historians-1", "EvidenceReceived", null, "evidence", "The two are one person")
                .selected("I-001", "ANTHROPOLOGY")
                .examinedLine("I-001", "ExamineAnthropology", "SUPPORTS")
                .joined("I-001");
        assertThat(story.open("I-001")).containsExactly("ProposeDisposition");
    }

    private void call() {
        story.send("scientists-3", "RegroupingCalledFor", "text", "The tibia looks like another person's");
    }

    @SafeVarargs
    private void move(Map<String, Object>... moves) {
        story.complete("scientists-1", "RegroupSpecimens", "regrouping", List.of(moves), "reason", "Another build");
    }

    private LaboratoryStory accept() {
        return story.complete("scientists-2", "ReviewRegrouping", "accepted", "yes");
    }

    private void split(String designator) {
        call();
        move(to(designator, "I-003"));
        accept().settle();
    }

    private static Map<String, Object> to(String designator, String individual) {
        return link(individual, "C-01", designator);
    }

    private String owner(String designator) {
        return jdbc.sql(
                        "select individual from individual_specimen where reference = ? and designator = ? and active = 1")
                .params(story.reference(), designator)
                .query(String.class)
                .single();
    }

    private String key(String individual) {
        return story.key(individual).toString();
    }

    private void fragment(int designator) {
        jdbc.sql(
                        """
                insert into specimen (reference, container, designator, kind, human)
                values (?, 'C-01', ?, 'FRAGMENT', 'YES')""")
                .params(story.reference(), String.valueOf(designator))
                .update();
        story.inLaboratory("C-01/" + designator, "C-01");
    }
}
