package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.handover.process.LaboratoryStory.bone;
import static org.handover.process.LaboratoryStory.link;
import static org.handover.process.LaboratoryStory.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.handover.engine.Workbench;
import org.handover.once.AlreadyDone;
import org.handover.once.IdempotencyKey;
import org.handover.vocabulary.RecordClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An act that is done twice is one act: double click, retry after a lost answer, a job run twice, two in the same moment. */
@ProcessTest
class OnceProcessTest {

    /** What is another one in every row, or with every run. */
    private static final Set<String> OF_THE_ROW = Set.of(
            "id",
            "recorded_at",
            "hash",
            "prev_hash",
            "from_salt",
            "to_salt",
            "approval_id",
            "told_id",
            "sample_id",
            "decision_id",
            "evidence_id",
            "definition_id",
            "first_used");

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private RecordClock clock;

    @Autowired
    private Workbench workbench;

    private Story story;

    @BeforeEach
    void begin() {
        story = new Story(engine, workbench, jdbc);
    }

    @Test
    @DisplayName(
            "Every job, every message, every task and every start of a whole handover done twice leaves the record of one done once")
    void everythingTwice_isTheSameRecord() {
        Map<String, List<String>> once = played(new LaboratoryStory(context));
        assertThat(once.get("statement")).hasSize(2);
        assertThat(once.get("individual")).anyMatch(individual -> individual.contains("cycle=2"));
        try (var twice = new Twice(engine, clock, false)) {
            assertSame(once, played(story(twice)));
            assertThat(twice.acts()).isGreaterThan(50);
        }
        try (var atOnce = new Twice(engine, clock, true)) {
            assertSame(once, played(story(atOnce)));
        }
    }

    private static void assertSame(Map<String, List<String>> once, Map<String, List<String>> twice) {
        once.forEach((table, rows) -> assertThat(twice.get(table)).as(table).isEqualTo(rows));
    }

    private LaboratoryStory story(Twice twice) {
        var doubled =
                new Workbench(twice.runtime(), twice.tasks(), engine.getIdentityService(), twice.management(), jdbc);
        return new LaboratoryStory(context, twice.engine(), doubled);
    }

    /** The tables of a handover from the pledge to its last case, and where its instances have been. */
    private Map<String, List<String>> played(LaboratoryStory laboratory) {
        String person = laboratory.reference() + "-P1";
        laboratory
                .fromThePledge(2)
                .send(
                        "negotiators-1",
                        "StatementMade",
                        "speaker",
                        "The counterparty",
                        "kind",
                        "DECLARED",
                        "saidOn",
                        "2018-08-02",
                        "text",
                        "There will be no more talks");
        laboratory
                .accessioned("C-01")
                .accessioned("C-02")
                .on("2018-09-05")
                .inventoried(
                        "C-01",
                        List.of(
                                bone("1", "cranium", null, 480),
                                bone("2", "femur", "LEFT", 310),
                                row("designator", "3", "kind", "FRAGMENT", "human", "no")))
                .inventoried("C-02", List.of(bone("1", "femur", "LEFT", 290)))
                .on("2018-09-10")
                .grouped(List.of(link("I-001", "C-01", "1"), link("I-001", "C-01", "2"), link("I-002", "C-02", "1")))
                .accepted()
                .settle()
                .on("2018-09-12")
                .goneHome("I-001", person)
                .retained("I-002");
        laboratory
                .sendTo("I-002", "historians-1", "EvidenceReceived", null, "evidence", "A letter")
                .settle()
                .selected("I-002", "MTDNA")
                .settle()
                .cut("I-002")
                .sendTo(
                        "I-002",
                        "scientists-3",
                        "DnaResultReceived",
                        "S-0001",
                        "finding",
                        "NOT_POSSIBLE",
                        "report",
                        "No profile")
                .settle()
                .proposed("I-002", "RETAINED")
                .reviewed("I-002")
                .completeAt("I-002", "lab-managers-1", "RetainRemains", "storage", "Shelf 12")
                .settle()
                .complete("lab-managers-1", "SettleNonHuman", "settlement", "STAY", "storage", "Shelf 40")
                .complete("evidence-coordinators-1", "WitnessSettlement", "witnessed", "yes")
                .settle();
        assertThat(laboratory.story().phase()).isEqualTo("ACCOUNTED_FOR");
        return record(laboratory.reference());
    }

    private Map<String, List<String>> record(String reference) {
        var record = new TreeMap<String, List<String>>();
        List<String> tables = jdbc.sql(
                        """
                select distinct lower(table_name) from information_schema.columns
                where lower(column_name) = 'reference' and lower(table_name) not like 'act\\_%'""")
                .query(String.class)
                .list();
        assertThat(tables).contains("handover", "custody_event", "decision", "notice", "specimen");
        for (String table : tables) {
            record.put(
                    table,
                    jdbc
                            .sql("select * from %s where reference = ?".formatted(table))
                            .param(reference)
                            .query()
                            .listOfRows()
                            .stream()
                            .map(row -> row.entrySet().stream()
                                    .filter(cell ->
                                            !OF_THE_ROW.contains(cell.getKey().toLowerCase(java.util.Locale.ROOT)))
                                    .map(cell -> "%s=%s"
                                            .formatted(
                                                    cell.getKey().toLowerCase(java.util.Locale.ROOT), cell.getValue()))
                                    .collect(Collectors.joining(", "))
                                    .replace(reference, "THIS")
                                    .replaceAll("report \\d+", "report"))
                            .sorted()
                            .toList());
        }
        record.put(
                "where its instances have been",
                jdbc
                        .sql(
                                """
                        select p.business_key_ || ' ' || a.act_id_ from act_hi_actinst a
                        join act_hi_procinst p on p.id_ = a.proc_inst_id_
                        where p.business_key_ = :reference or p.business_key_ like :reference || '/%'""")
                        .param("reference", reference)
                        .query(String.class)
                        .list()
                        .stream()
                        .map(been -> been.replace(reference, "THIS"))
                        .sorted()
                        .toList());
        return record;
    }

    @Test
    void taskThatIsDone_isDoneAgainByTheSamePerson_andRefusedToEverybodyElse() {
        story.pledged();
        TaskService tasks = engine.getTaskService();
        String task = tasks.createTaskQuery()
                .processInstanceBusinessKey(story.reference())
                .taskDefinitionKey("StageTransferCases")
                .singleResult()
                .getId();
        Map<String, Object> staged = Map.of("casesStaged", 100, "stagedOn", "2018-06", "stagedAt", "DMZ");
        as("transfer-team-1", () -> tasks.complete(task, staged));
        Map<String, Object> before = story.state();

        as("transfer-team-1", () -> tasks.complete(task, staged));
        as("transfer-team-1", () -> tasks.completeWithVariablesInReturn(task, staged, false));
        as("transfer-team-1", () -> engine.getFormService().submitTaskForm(task, staged));
        assertDone(
                () -> as("transfer-team-2", () -> tasks.complete(task, staged)),
                409,
                "StageTransferCases of " + story.reference() + " is done: by transfer-team-1");
        assertDone(
                () -> as("transfer-team-1", () -> tasks.complete(task, Map.of("casesStaged", 99))),
                409,
                "with other content");
        assertThat(story.state()).isEqualTo(before);
    }

    @Test
    void taskThatWasRefused_isDoneByTheNextTry() {
        story.pledged();
        assertThatThrownBy(() -> story.complete("transfer-team-1", "StageTransferCases", "casesStaged", -1))
                .hasMessageContaining("casesStaged");

        story.staged();

        assertThat(story.value("select cases_staged from handover where reference = ?", Integer.class))
                .isEqualTo(100);
    }

    @Test
    void statementSentTwice_isOneStatement_andSaidAgainUnderAnotherKey_isAnotherOne() {
        story.pledged();
        RuntimeService runtime = engine.getRuntimeService();
        Runnable said = () -> as("policy-1", () -> runtime.createMessageCorrelation("StatementMade")
                .processInstanceBusinessKey(story.reference())
                .setVariables(Map.of("speaker", "DPRK", "kind", "OFFERED", "saidOn", "2018-06-20", "text", "Soon"))
                .correlate());
        said.run();
        said.run();
        assertThat(story.rows("statement")).isEqualTo(2);

        IdempotencyKey.with("again-" + story.reference(), () -> {
            said.run();
            said.run();
            return null;
        });
        assertThat(story.rows("statement")).isEqualTo(3);

        assertDone(
                () -> IdempotencyKey.with("again-" + story.reference(), () -> {
                    as(
                            "policy-1",
                            () -> runtime.correlateMessage(
                                    "StatementMade",
                                    story.reference(),
                                    Map.of(),
                                    Map.of(
                                            "speaker",
                                            "DPRK",
                                            "kind",
                                            "OFFERED",
                                            "saidOn",
                                            "2018-06-20",
                                            "text",
                                            "Later")));
                    return null;
                }),
                422,
                "Idempotency-Key: was used");
    }

    @Test
    @DisplayName(
            "What was answered can be said again in the same words the same day: talks resumed a second time are another act")
    void messageForSomethingElse_isAnotherAct() {
        story.pledged().staged();
        Runnable suspended = () -> {
            for (int i = 0; i < 3; i++) {
                story.scheduled("2018-07-16");
                story.complete("negotiators-1", "RecordTalks", "talksOutcome", "NO_SHOW", "absentParty", "DPRK");
                if (story.openElements().contains("DecideOnTalks")) {
                    story.complete("policy-1", "DecideOnTalks", "decision", "SUSPEND", "reason", "Nobody came");
                    return;
                }
            }
        };
        RuntimeService runtime = engine.getRuntimeService();
        Runnable resumed = () -> as("policy-1", () -> runtime.createMessageCorrelation("TalksResumed")
                .processInstanceBusinessKey(story.reference())
                .correlate());

        suspended.run();
        resumed.run();
        resumed.run();
        assertThat(story.openElements()).containsExactly("ScheduleTalks");
        suspended.run();
        assertThat(story.openElements()).isEmpty();
        resumed.run();

        assertThat(story.openElements()).containsExactly("ScheduleTalks");
    }

    @Test
    void startWithoutReference_isOneHandover_howeverOftenItIsSent() {
        RuntimeService runtime = engine.getRuntimeService();
        Map<String, Object> pledge = Map.of(
                "pledgedOn",
                "2018-06-12",
                "pledgedBy",
                "Somebody",
                "counterparty",
                "DPRK",
                "statement",
                "Said for " + story.reference());
        var ids = new ArrayList<String>();
        Runnable start = () -> as(
                "negotiators-1",
                () -> ids.add(
                        runtime.startProcessInstanceByKey("handover", pledge).getId()));

        start.run();
        start.run();

        assertThat(Set.copyOf(ids)).hasSize(1);
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceId(ids.get(0))
                        .count())
                .isEqualTo(1);
    }

    private void as(String user, Runnable act) {
        engine.getIdentityService().setAuthentication(user, List.of(user.replaceAll("-\\d+$", "")));
        try {
            act.run();
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }

    private static void assertDone(Runnable act, int status, String words) {
        assertThatThrownBy(act::run)
                .isInstanceOf(ProcessEngineException.class)
                .hasMessageContaining(words)
                .rootCause()
                .isInstanceOfSatisfying(
                        AlreadyDone.class, done -> assertThat(done.status()).isEqualTo(status));
    }
}
