package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.init;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.task;
import static org.handover.process.LaboratoryStory.bone;
import static org.handover.process.LaboratoryStory.link;
import static org.handover.process.LaboratoryStory.object;
import static org.handover.process.LaboratoryStory.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.handover.account.Account;
import org.handover.account.Accounts;
import org.handover.database.SentStatements;
import org.handover.reading.Lineage;
import org.handover.security.Groups;
import org.handover.security.Reader;
import org.handover.vocabulary.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@ProcessTest
class LaboratoryProcessTest {

    private static final List<Map<String, Object>> TWO_SKULLS =
            List.of(bone("1", "cranium", "MIDLINE", 600), bone("2", "cranium", "MIDLINE", 580));

    private LaboratoryStory story;

    private static final Reader READER = new Reader("observers-1", Set.of(Groups.OBSERVERS));

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Lineage lineage;

    @BeforeEach
    void begin(@Autowired ProcessEngine engine, @Autowired ApplicationContext context) {
        init(engine);
        story = new LaboratoryStory(context);
    }

    @Test
    void containers_areExaminedSideBySide_eachUnderItsOwnKey() {
        story.arrived("C-01", "C-02", "C-100");

        assertThat(story.story().phase()).isEqualTo("IDENTIFICATION");
        assertThat(List.of(story.open("C-01"), story.open("C-02"), story.open("C-100")))
                .containsOnly(List.of("AccessionContainer"));
        story.examined("C-02", List.of()).examined("C-100", List.of());
        assertThat(story.open()).isEmpty();
        story.examined("C-01", TWO_SKULLS);
        assertThat(story.instance()).isWaitingAt("ResegregateRemains").hasPassed("ExamineContainers");
        assertThat(task("ResegregateRemains", story.instance())).hasCandidateGroup("scientists");
    }

    @Test
    void examination_beginsInTheBackground_ofItsOwnJob() {
        story.arrived();

        assertThat(story.instance()).isWaitingAt("ResegregateRemains");
        assertThat(story.value("select count(*) from container where reference = ?", Integer.class))
                .isZero();
    }

    @Test
    void groupingAccepted_opensACasePerIndividual_andTheHandoverWaits() {
        story.arrived("C-01").examined("C-01", TWO_SKULLS).on("2018-09-10");
        story.grouped(List.of(link("I-001", "C-01", "1"), link("I-002", "C-01", "2")));
        assertThat(story.rows("individual")).isZero();
        assertThat(task("ReviewGrouping", story.instance())).hasCandidateGroup("scientists");

        story.accepted();

        assertThat(story.rows("individual")).isEqualTo(2);
        story.runJobAt("OpenCases");
        assertThat(story.instance())
                .isWaitingAt("CasesAccountedFor")
                .hasPassed("ReviewGrouping", "GroupingAccepted", "OpenCases", "CasesToOpen");
        assertThat(story.open("I-001")).containsExactly("SelectLinesOfEvidence");
        assertThat(story.open("I-002")).containsExactly("SelectLinesOfEvidence");
        assertThat(story.text(
                        "select individuals || ' ' || method || ' ' || author from count_estimate where kind = 'STATED'"
                                + " and reference = ?"))
                .isEqualTo("2 Articulation and DNA scientists-1");
        assertThat(story.text("select min(grouped_by || ' ' || reviewed_by || ' ' || method) from individual_specimen"
                        + " where reference = ?"))
                .isEqualTo("scientists-1 scientists-2 ARTICULATION");
        assertThat(story.rows("draft")).isZero();
    }

    @Test
    void groupingReturned_goesBackWithTheRemarks() {
        story.arrived("C-01")
                .examined("C-01", TWO_SKULLS)
                .grouped(List.of(link("I-001", "C-01", "1")))
                .complete("scientists-2", "ReviewGrouping", "accepted", "no", "remarks", "2 is left out");

        assertThat(story.instance()).isWaitingAt("ResegregateRemains").hasNotPassed("OpenCases");
        assertThat(story.text("select errors from draft where reference = ?")).contains("2 is left out");
        assertThat(story.rows("individual")).isZero();
        story.grouped(TWO_SKULLS.stream()
                        .map(skull -> link("I-00" + skull.get("designator"), "C-01", (String) skull.get("designator")))
                        .toList())
                .accepted()
                .settle();
        assertThat(story.instance()).isWaitingAt("CasesAccountedFor");
    }

    @Test
    void nobodyInTheContainers_closesTheAccount_withoutWaiting() {
        story.arrived("C-01")
                .examined("C-01", List.of(object("1", "Button")))
                .grouped(List.of())
                .accepted()
                .runJobAt("OpenCases");

        assertThat(story.instance()).isWaitingAt("CloseAccount").hasNotPassed("CasesAccountedFor");
        assertThat(story.value("select individuals from count_estimate where reference = ?", Integer.class))
                .isZero();
    }

    @Test
    void manyIndividuals_areOpenedInChunks_eachInItsOwnTransaction() {
        var fragments = IntStream.rangeClosed(1, 120)
                .mapToObj(i -> row("designator", String.valueOf(i), "kind", "FRAGMENT", "human", "undetermined"))
                .toList();
        var links = IntStream.rangeClosed(1, 120)
                .mapToObj(i -> link("I-%03d".formatted(i), "C-01", String.valueOf(i)))
                .toList();
        story.arrived("C-01").examined("C-01", fragments).grouped(links).accepted();

        story.runJobAt("OpenCases");
        assertThat(opened()).isEqualTo(50);
        story.runJobAt("OpenCases");
        assertThat(opened()).isEqualTo(100);
        story.runJobAt("OpenCases");
        assertThat(opened()).isEqualTo(120);
        assertThat(story.instance()).isWaitingAt("CasesAccountedFor");
        assertThat(story.open("I-120")).containsExactly("SelectLinesOfEvidence");
    }

    private int opened() {
        return story.value(
                "select count(*) from individual where reference = ? and case_state = 'OPEN'", Integer.class);
    }

    @Test
    void lastCaseClosed_letsTheHandoverCloseItsAccount() {
        story.cases(2).retained("I-001");
        assertThat(story.instance()).isWaitingAt("CasesAccountedFor");

        story.retained("I-002");

        assertThat(story.instance()).isWaitingAt("CloseAccount").hasPassed("OpenCases", "CasesAccountedFor");
    }

    @RepeatedTest(3)
    void lastTwoCases_closedInTheSameMoment_tellTheHandoverOnce(@Autowired ProcessEngine engine) throws Exception {
        story.cases(2);
        for (String individual : List.of("I-001", "I-002")) {
            story.selected(individual, "ANTHROPOLOGY")
                    .examinedLine(individual, "ExamineAnthropology", "INCONCLUSIVE")
                    .joined(individual)
                    .proposed(individual, "RETAINED")
                    .reviewed(individual)
                    .completeAt(individual, "lab-managers-1", "RetainRemains", "storage", "Shelf 12");
        }
        ManagementService management = engine.getManagementService();
        List<String> jobs = List.of("I-001", "I-002").stream()
                .map(individual -> management
                        .createJobQuery()
                        .processInstanceId(story.instance(individual).getId())
                        .singleResult()
                        .getId())
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(2);

        List<Future<?>> runs = new ArrayList<>();
        jobs.forEach(job -> runs.add(threads.submit(() -> management.executeJob(job))));
        for (Future<?> run : runs) {
            run.get(30, TimeUnit.SECONDS);
        }
        threads.shutdown();

        assertThat(story.instance()).isWaitingAt("CloseAccount");
    }

    @Test
    void estimateOfTheAuthor_isKept_besideTheCount() {
        story.arrived("C-01")
                .examined("C-01", TWO_SKULLS)
                .on("2018-09-10")
                .complete(
                        "scientists-1",
                        "ResegregateRemains",
                        "groupingCsv",
                        "container,designator,individual,method,strength\nC-01,1,I-001,DNA,STRONG\n",
                        "method",
                        "Most likely number",
                        "estimate",
                        5,
                        "groupedOn",
                        "2018-09-09")
                .accepted();

        assertThat(
                        story.text(
                                "select individuals || ' ' || estimated_on from count_estimate where kind = 'STATED' and reference = ?"))
                .isEqualTo("5 2018-09-09");
        assertThat(story.rows("individual")).isEqualTo(1);
    }

    @Test
    @DisplayName("W13 one person lies in two containers, two people in one; links are many-to-many")
    void linksAreManyToMany() {
        story.arrived("C-01", "C-02")
                .examined("C-01", TWO_SKULLS)
                .examined("C-02", List.of(bone("1", "femur", "LEFT", 300)))
                .grouped(List.of(link("I-001", "C-01", "1"), link("I-002", "C-01", "2"), link("I-001", "C-02", "1")))
                .accepted()
                .settle();

        assertThat(jdbc.sql(
                                "select individual || ' ' || container from individual_specimen where reference = ? order by 1")
                        .param(story.reference())
                        .query(String.class)
                        .list())
                .containsExactly("I-001 C-01", "I-001 C-02", "I-002 C-01");
        assertThat(story.rows("individual")).isEqualTo(2);
    }

    @Test
    @DisplayName(
            "N6 the smallest and the most likely number are computed with each grouping, as versions beside what its author says")
    void estimates_areComputed_asVersions() {
        story.arrived("C-01", "C-02")
                .examined("C-01", List.of(bone("1", "femur", "LEFT", 300), bone("2", "femur", "RIGHT", 300)))
                .examined("C-02", List.of(bone("1", "femur", "LEFT", 310), bone("2", "tibia", "LEFT", 200)))
                .grouped(List.of(link("I-001", "C-01", "1"), link("I-001", "C-01", "2"), link("I-002", "C-02", "1")))
                .accepted()
                .settle();

        assertThat(estimates())
                .containsExactly(
                        "MNI 2 femur: 2 left, 1 right, 1 pairs scientists-1",
                        "MLNI 2 femur: 2 left, 1 right, 1 pairs scientists-1",
                        "STATED 2 null scientists-1");

        addSpecimen("9", "femur");
        story.on("2018-10-01").send("scientists-1", "FurtherRemainsFound", "text", "A femur behind the lining");
        further(link("I-003", "C-01", "9"));
        story.complete("scientists-2", "ReviewFurtherGrouping", "accepted", "yes")
                .settle();

        assertThat(estimates())
                .hasSize(6)
                .contains("MNI 3 femur: 3 left, 1 right, 1 pairs scientists-1", "STATED 3 null scientists-1");
        assertThat(accounts.take(new Reference(story.reference())).individualsEstimated())
                .extracting(Account.Estimate::kind)
                .containsExactly("MNI", "MLNI", "STATED", "MNI", "MLNI", "STATED");
    }

    private List<String> estimates() {
        return jdbc.sql("select * from count_estimate where reference = ? order by id")
                .param(story.reference())
                .query((row, line) -> "%s %d %s %s"
                        .formatted(
                                row.getString("kind"),
                                row.getInt("individuals"),
                                row.getString("basis"),
                                row.getString("author")))
                .list();
    }

    @Test
    void grouping_comesInTheColumnsOfTheLaboratoriesTables() {
        story.arrived("C-01")
                .examined("C-01", TWO_SKULLS)
                .complete(
                        "scientists-1",
                        "ResegregateRemains",
                        "groupingCsv",
                        """
                        Accession,Provenance 1,Provenance 2,Designator,Element,Side,Completeness,Individual,Method,Strength
                        %1$s,C-01,CASE-C-01,1,Cranium,midline,complete,I-001,DNA,STRONG
                        %1$s,C-01,,2,,,,I-002,DNA,STRONG
                        """
                                .formatted(story.reference()),
                        "method",
                        "DNA")
                .accepted();

        assertThat(story.text("select min(individual) || max(individual) from individual_specimen where reference = ?"))
                .isEqualTo("I-001I-002");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "OTHER-01,C-01,1,cranium,MIDLINE | accession: 'OTHER-01' is another accession than this one",
                "TST,C-02,1,cranium,MIDLINE      | has no specimen",
                "TST,C-01,1,femur,LEFT           | C-01/1 is cranium midline in the inventory, not femur left",
                "TST,,1,cranium,MIDLINE          | provenance1: is missing"
            })
    void grouping_inTheColumnsOfTheLaboratories_mustFitTheInventory(String line, String words) {
        story.arrived("C-01").examined("C-01", TWO_SKULLS);

        story.refuses(
                () -> story.complete(
                        "scientists-1",
                        "ResegregateRemains",
                        "groupingCsv",
                        "accession,provenance 1,designator,element,side,individual,method,strength\n"
                                + line.replace("TST", story.reference()) + ",I-001,DNA,STRONG\n",
                        "method",
                        "DNA"),
                "groupingCsv line 2: ",
                words);
    }

    @Test
    @DisplayName("X14 from container to individuals and back, in one query")
    void lineage_bothWays() {
        story.arrived("C-01", "C-02")
                .examined("C-01", TWO_SKULLS)
                .examined("C-02", List.of(bone("1", "femur", "LEFT", 300), object("2", "Button")))
                .grouped(List.of(link("I-001", "C-01", "1"), link("I-002", "C-01", "2"), link("I-001", "C-02", "1")))
                .accepted()
                .settle();
        var reference = new Reference(story.reference());

        var queries = new ArrayList<String>();
        try (var listening = SentStatements.listenHere(queries::add)) {
            lineage.of(reference, "C-02", null, null, READER);
            lineage.of(reference, null, null, "I-001", READER);
        }
        assertThat(queries).as("one query each way").hasSize(2);
        assertThat(lineage.of(reference, "C-02", null, null, READER))
                .extracting(Lineage.Link::specimen, Lineage.Link::individual)
                .containsExactly(tuple("C-02/1", story.key("I-001").toString()), tuple("C-02/2", null));
        assertThat(lineage.of(reference, null, "C-01/2", null, READER))
                .extracting(Lineage.Link::individual, Lineage.Link::now, Lineage.Link::transferCase)
                .containsExactly(tuple(story.key("I-002").toString(), true, "CASE-C-01"));
        assertThat(lineage.of(reference, null, null, "I-001", READER))
                .extracting(Lineage.Link::container)
                .containsExactly("C-01", "C-02");
        assertThatThrownBy(() -> lineage.of(reference, "C-01", null, "I-001", READER))
                .hasMessageContaining("give one of");
    }

    // further finds

    @Test
    void furtherRemains_openFurtherCases_whileTheFirstOnesGoOn() {
        story.cases(1);
        addSpecimen("9", "cranium");

        story.on("2018-10-01").send("scientists-1", "FurtherRemainsFound", "text", "A skull behind the lining");
        assertThat(story.instance()).isWaitingAt("CasesAccountedFor", "GroupFurtherRemains");
        assertThat(task("GroupFurtherRemains", story.instance())).hasCandidateGroup("scientists");
        further(link("I-002", "C-01", "9"));
        assertThat(task("ReviewFurtherGrouping", story.instance())).hasCandidateGroup("scientists");
        story.complete("scientists-2", "ReviewFurtherGrouping", "accepted", "no", "remarks", "Of a third one?");
        assertThat(story.instance()).isWaitingAt("GroupFurtherRemains");
        further(link("I-003", "C-01", "9"));
        story.complete("scientists-2", "ReviewFurtherGrouping", "accepted", "yes")
                .runJobAt("OpenFurtherCases");

        assertThat(story.instance())
                .hasPassed(
                        "FurtherRemainsFound",
                        "GroupFurtherRemains",
                        "ReviewFurtherGrouping",
                        "FurtherGroupingAccepted",
                        "OpenFurtherCases",
                        "FurtherCasesToOpen",
                        "FurtherCasesOpened")
                .isWaitingAt("CasesAccountedFor");
        assertThat(story.open("I-003")).containsExactly("SelectLinesOfEvidence");
        assertThat(story.instance("I-002")).isNull();
        assertThat(story.text(
                        "select subject || ' ' || reason from decision where reference = ? and outcome = 'FOUND'"))
                .isEqualTo(story.key("F-01") + " A skull behind the lining");
    }

    @Test
    void manyFurtherIndividuals_areOpenedInChunksToo() {
        story.cases(1);
        IntStream.rangeClosed(101, 160).forEach(i -> addSpecimen(String.valueOf(i), null));
        story.send("scientists-1", "FurtherRemainsFound", "text", "Fragments").on("2018-10-01");
        story.complete(
                        "scientists-1",
                        "GroupFurtherRemains",
                        "grouping",
                        IntStream.rangeClosed(101, 160)
                                .mapToObj(i -> link("I-" + i, "C-01", String.valueOf(i)))
                                .toList(),
                        "method",
                        "DNA")
                .complete("scientists-2", "ReviewFurtherGrouping", "accepted", "yes")
                .runJobAt("OpenFurtherCases");
        assertThat(opened()).isEqualTo(51);

        story.runJobAt("OpenFurtherCases");

        assertThat(opened()).isEqualTo(61);
        assertThat(story.instance()).hasPassed("FurtherCasesOpened");
    }

    @Test
    void twoFinds_areGroupedSideBySide() {
        story.cases(1);
        addSpecimen("8", "femur");
        addSpecimen("9", "humerus");
        story.send("scientists-1", "FurtherRemainsFound", "text", "A femur")
                .send("lab-managers-1", "FurtherRemainsFound", "text", "A humerus");

        assertThat(story.open()).containsExactly("GroupFurtherRemains", "GroupFurtherRemains");
        assertThat(jdbc.sql("select subject from decision where reference = ? and outcome = 'FOUND' order by id")
                        .param(story.reference())
                        .query(String.class)
                        .list())
                .containsExactly(story.key("F-01").toString(), story.key("F-02").toString());
    }

    @Test
    void casesClosedWhileAFindIsGrouped_theHandoverWaitsForTheFind() {
        story.cases(1);
        addSpecimen("9", "mandible");
        story.send("scientists-1", "FurtherRemainsFound", "text", "A jaw").retained("I-001");
        assertThat(story.instance()).isWaitingAt("CasesAccountedFor", "GroupFurtherRemains");

        further(link("I-001", "C-01", "9"));
        story.complete("scientists-2", "ReviewFurtherGrouping", "accepted", "yes")
                .runJobAt("OpenFurtherCases");

        assertThat(story.instance()).isWaitingAt("CloseAccount").hasPassed("FurtherCasesOpened", "CasesAccountedFor");
    }

    @Test
    @DisplayName(
            "W20, X10, X16 later bones of an identified person open its case again and follow the standing election; nobody is counted twice")
    void laterBones_arePutToTheIdentifiedIndividual() {
        story.cases(2).goneHome("I-001", person(1));
        addSpecimen("9", "femur");

        story.on("2019-03-01").send("scientists-1", "FurtherRemainsFound", "text", "A femur of I-001");
        further(link("I-001", "C-01", "9"));
        story.complete("scientists-2", "ReviewFurtherGrouping", "accepted", "yes")
                .settle();

        assertThat(story.rows("individual")).isEqualTo(2);
        assertThat(story.open("I-001")).containsExactly("SelectLinesOfEvidence");
        assertThat(story.text("select individual from individual_specimen where reference = ? and designator = '9'"))
                .isEqualTo("I-001");
        assertThat(story.holder("C-01/9")).isEqualTo("LABORATORY");

        story.identified("I-001", person(1))
                .told("I-001")
                .named("I-001")
                .signedOut("I-001")
                .completeAt(
                        "I-001",
                        "casualty-office-1",
                        "ReturnToFamily",
                        "takenOver",
                        "yes",
                        "receivedBy",
                        "Kin of the demo",
                        "receipt",
                        "R-2")
                .runJobAt("CloseCase");

        assertThat(story.holder("C-01/9")).isEqualTo("FAMILY:" + person(1));
        Account account = accounts.take(new Reference(story.reference()));
        assertThat(account.individuals().dispositions().get("IDENTIFIED").number())
                .isEqualTo(1);
        assertThat(account.notified().number()).isEqualTo(1);
        assertThat(story.rows("family_election")).isEqualTo(1);
    }

    @Test
    @DisplayName("X16, W20 a family that elected not to hear of later remains is not told again; they follow it home")
    void laterBones_withoutNotice() {
        story.cases(2)
                .identified("I-001", person(1))
                .told("I-001")
                .named("I-001")
                .returned("I-001", "WITHOUT_NOTICE")
                .runJobAt("CloseCase");
        addSpecimen("9", "femur");
        story.send("scientists-1", "FurtherRemainsFound", "text", "One more femur", "foundOn", "2018-09-10")
                .settle();
        further(link("I-001", "C-01", "9"));
        story.complete("scientists-2", "ReviewFurtherGrouping", "accepted", "yes")
                .settle()
                .identified("I-001", person(1));

        assertThat(story.open("I-001")).containsExactly("SignOutForReturn");
        story.signedOut("I-001")
                .completeAt(
                        "I-001",
                        "casualty-office-1",
                        "ReturnToFamily",
                        "takenOver",
                        "yes",
                        "receivedBy",
                        "The superintendent of the cemetery",
                        "receipt",
                        "R-2")
                .runJobAt("CloseCase");

        assertThat(story.holder("C-01/9")).isEqualTo("FAMILY:" + person(1));
        assertThat(story.value(
                        "select count(*) from notice where reference = ? and kind = 'IDENTIFICATION'", Integer.class))
                .isEqualTo(1);
    }

    @Test
    void furtherRemains_areRefused_onceTheAccountIsClosing() {
        story.cases(1).retained("I-001");
        assertThat(story.instance()).isWaitingAt("CloseAccount");

        story.refuses(
                () -> story.send("scientists-1", "FurtherRemainsFound", "text", "Too late"), "closing its account");
    }

    private String person(int number) {
        return story.reference() + "-P" + number;
    }

    private void further(Map<String, Object> link) {
        story.complete("scientists-1", "GroupFurtherRemains", "grouping", List.of(link), "method", "Refit");
    }

    private void addSpecimen(String designator, String element) {
        jdbc.sql(
                        """
                insert into specimen (reference, container, designator, kind, element, side, human)
                values (?, 'C-01', ?, ?, ?, 'LEFT', 'YES')""")
                .param(story.reference())
                .param(designator)
                .param(element == null ? "FRAGMENT" : "BONE")
                .param(element)
                .update();
        story.inLaboratory("C-01/" + designator, "C-01");
    }
}
