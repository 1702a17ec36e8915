package org.handover.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.handover.http.Http;
import org.handover.pledge.Handovers;
import org.handover.security.AccessRights;
import org.handover.verify.Unpacked;
import org.handover.vocabulary.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The application on an empty PostgreSQL: the same migrations, the same answers. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles({"demo", "test", "postgres"})
// Its pool must be closed before PostgreSQL is, at the end of the tests.
@DirtiesContext
class PostgresIT {

    private static final String REFERENCE = "PGS-2018-01";

    /** Rights that come with the groups and users, not with a filter or a task. */
    private static final String OWN_RIGHTS =
            "act_ru_authorization where resource_type_ not in (5, 7) or resource_id_ = '*'";

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        String url = Postgres.freshUrl();
        properties.add("HANDOVER_DB_URL", () -> url);
        properties.add("HANDOVER_DB_USER", () -> Postgres.APPLICATION);
        properties.add("HANDOVER_DB_PASSWORD", () -> "");
        properties.add("HANDOVER_DB_OWNER", () -> Postgres.OWNER);
        properties.add("HANDOVER_DB_OWNER_PASSWORD", () -> "");
    }

    @Autowired
    private JdbcClient jdbc;

    private Http http;

    @BeforeEach
    void connect(@Autowired Environment environment) {
        http = Http.anonymous(environment);
    }

    @Test
    void migrations_makeTheEnginesTablesAndTheRecords() {
        assertThat(jdbc.sql("select version()").query(String.class).single()).startsWith("PostgreSQL");
        assertThat(jdbc.sql("select version from flyway_schema_history where success order by installed_rank")
                        .query(String.class)
                        .list())
                .startsWith("0.1", "1", "2", "3");
        assertThat(jdbc.sql("select version_ from act_ge_schema_log order by id_ desc")
                        .query(String.class)
                        .list()
                        .get(0))
                .startsWith("7.24");
    }

    @Test
    void nodesThatStartAtOnce_createGroupsRightsAndUsersOnce(
            @Autowired AccessRights rights, @Autowired @Qualifier("demoUsers") InitializingBean users)
            throws Exception {
        removeAccess();
        rights.afterPropertiesSet();
        users.afterPropertiesSet();
        List<Integer> byOne = access();
        removeAccess();

        var nodes = Executors.newFixedThreadPool(3);
        var together = new CyclicBarrier(3);
        try {
            Callable<Boolean> node = () -> {
                together.await();
                rights.afterPropertiesSet();
                users.afterPropertiesSet();
                return true;
            };
            for (Future<Boolean> each : nodes.invokeAll(Collections.nCopies(3, node))) {
                assertThat(each.get()).isTrue();
            }
        } finally {
            nodes.shutdown();
        }

        assertThat(access()).isEqualTo(byOne);
    }

    private void removeAccess() {
        List.of("act_id_membership", "act_id_user", "act_id_group", OWN_RIGHTS)
                .forEach(table -> jdbc.sql("delete from " + table).update());
        assertThat(access()).containsOnly(0);
    }

    /** PostgreSQL is asked for a number in other words than H2. */
    @Test
    void tasksOfAGroup_areListedWithoutSortingAndCountedByTheirLinks(@Autowired ProcessEngine engine) {
        var sent = new ArrayList<String>();
        engine.getIdentityService().setAuthentication("negotiators-1", List.of("negotiators"));
        try (var listening = SentStatements.listenHere(sent::add)) {
            var query = engine.getTaskService().createTaskQuery().taskCandidateGroup("negotiators");
            assertThat(query.count()).isEqualTo(query.list().size());
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
        assertThat(sent)
                .filteredOn(sql -> sql.contains("ACT_RU_TASK RES"))
                .hasSize(2)
                .allSatisfy(sql -> assertThat(sql).doesNotContainIgnoringCase("distinct "))
                .anyMatch(sql -> sql.startsWith("select count(*) from (select L.TASK_ID_ from ACT_RU_IDENTITYLINK L"));
    }

    private List<Integer> access() {
        return Stream.of("act_id_membership", "act_id_user", "act_id_group", OWN_RIGHTS)
                .map(table -> jdbc.sql("select count(*) from " + table)
                        .query(Integer.class)
                        .single())
                .toList();
    }

    @Test
    void pledgedHandover_hasItsAccountAndEveryList() {
        Http.Answer started = http.as("negotiators-1")
                .start(
                        "handover",
                        REFERENCE,
                        "pledgedOn",
                        "2018-06-12",
                        "pledgedBy",
                        "The counterparty's leader",
                        "counterparty",
                        "DPRK",
                        "statement",
                        "thousands and thousands");
        assertThat(started.status()).as(started.body()).isEqualTo(200);
        Http.Answer said = http.as("policy-1")
                .message(
                        "StatementMade",
                        REFERENCE,
                        "speaker",
                        "DPRK",
                        "kind",
                        "OFFERED",
                        "number",
                        55,
                        "unit",
                        "SETS",
                        "saidOn",
                        "2018-07-18",
                        "text",
                        "55 sets");
        assertThat(said.status()).as(said.body()).isEqualTo(204);

        Http observer = http.as("observers-1");
        JsonNode account =
                observer.get("/api/handovers/" + REFERENCE + "/account").json();
        assertThat(account.at("/planningFactor/number").asInt()).isEqualTo(55);
        assertThat(account.at("/containersReceived/number").asInt(-1)).isZero();
        assertThat(account.at("/reconciliation/reconciles").asBoolean()).isTrue();
        for (String path : List.of(
                "",
                "/custody",
                "/custody?item=C-07",
                "/custody/holders",
                "/custody/verify",
                "/cases",
                "/statements",
                "/timeline",
                "/containers",
                "/specimens?container=C-07",
                "/specimens",
                "/drafts/manifest",
                "/drafts/inventory?item=C-07")) {
            assertThat(observer.get("/api/handovers/" + REFERENCE + path).status())
                    .as(path)
                    .isEqualTo(path.equals("/custody?item=C-07") ? 404 : 200);
        }
        assertThat(observer.get("/api/handovers").json()).isNotEmpty();
    }

    @Test
    void referenceSamples_areTakenIn_andTheirConsentTakenBack() {
        Http office = http.as("casualty-office-1");
        String path = "/api/persons/P-PG-1/reference-samples";

        JsonNode taken = office.post(
                        path,
                        Map.of(
                                "donor",
                                "A relative",
                                "kinship",
                                "SISTER",
                                "markers",
                                "MTDNA,AUSTR",
                                "consentOn",
                                "2018-09-01"))
                .json();
        assertThat(office.post(path + "/" + taken.get("number").asText() + "/withdrawal", Map.of())
                        .status())
                .isEqualTo(200);

        assertThat(office.get(path).json().get(0).at("/markers").toString()).isEqualTo("[\"MTDNA\",\"AUSTR\"]");
        assertThat(office.get(path).json().get(0).at("/withdrawnOn").asText()).isNotBlank();
        Http operator = http.as("operators-1");
        assertThat(operator.get("/api/audit?kind=ACT&about=P-PG-1").json()).isNotEmpty();
        assertThat(operator.get("/api/audit?since=2018-07-18T00:00:00Z&until=2018-07-19T00:00:00Z")
                        .json())
                .isEmpty();
        assertThat(operator.get("/api/audit?format=csv").body()).contains(",ACT,casualty-office-1,");
        assertThat(operator.get("/api/audit/verify").json().get("intact").asBoolean())
                .isTrue();
        assertThat(office.get("/api/missing-references").json()).isEmpty();
        assertThatThrownBy(() ->
                        jdbc.sql("update reference_sample set donor = 'x'").update())
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    @Test
    void commandsSentTwiceAtOnce_areOneAct_andBothAreAnsweredAlike() throws Exception {
        String reference = "PGS-2018-02";
        Http negotiator = http.as("negotiators-1");
        Object[] pledge = {
            "pledgedOn",
            "2018-06-12",
            "pledgedBy",
            "The counterparty's leader",
            "counterparty",
            "DPRK",
            "statement",
            "All"
        };
        List<Http.Answer> started = atOnce(() -> negotiator.start("handover", reference, pledge));
        assertThat(started).extracting(Http.Answer::status).containsOnly(200);
        assertThat(started.stream().map(it -> it.json().get("id").asText()).distinct())
                .hasSize(1);
        assertThat(atOnce(() -> negotiator.message(
                        "StatementMade",
                        reference,
                        "speaker",
                        "DPRK",
                        "kind",
                        "OFFERED",
                        "saidOn",
                        "2018-07-18",
                        "text",
                        "55 sets")))
                .extracting(Http.Answer::status)
                .containsOnly(204);
        String task = negotiator.task(reference, "ScheduleTalks");
        assertThat(atOnce(() -> negotiator.completeTask(
                        task, "talksOn", "2018-07-16", "talksLevel", "WORKING", "venue", "Panmunjom")))
                .extracting(Http.Answer::status)
                .containsOnly(204);
        assertThat(atOnce(() -> http.as("casualty-office-1")
                        .post(
                                "/api/persons/P-PG-2/reference-samples",
                                Map.of(
                                        "donor",
                                        "Kin",
                                        "kinship",
                                        "SISTER",
                                        "markers",
                                        "MTDNA",
                                        "consentOn",
                                        "2018-09-01"))))
                .extracting(Http.Answer::status)
                .containsOnly(201);

        Map.of(
                        "handover where reference = 'PGS-2018-02'", 1,
                        "statement where reference = 'PGS-2018-02'", 2,
                        "talks_session where reference = 'PGS-2018-02'", 1,
                        "reference_sample where person = 'P-PG-2'", 1)
                .forEach((rows, count) -> assertThat(jdbc.sql("select count(*) from " + rows)
                                .query(Integer.class)
                                .single())
                        .as(rows)
                        .isEqualTo(count));
        assertThatThrownBy(() -> jdbc.sql("update act set done_by = 'x'").update())
                .hasMessageContaining("write-once");
    }

    @Test
    void whoWroteAboutAHandover_andThenLocksIt_waitsForNobodyWhoWaitsForHim(
            @Autowired Handovers handovers, @Autowired PlatformTransactionManager transactions) throws Exception {
        jdbc.sql(
                        """
                insert into handover (reference, phase, counterparty, pledged_on, pledged_by, opened_by)
                values ('PGS-2018-09', 'TALKS', 'DPRK', date '2018-06-12', 'x', 'x')""")
                .update();
        var bothWrote = new CyclicBarrier(2);
        Callable<Boolean> person = () -> new TransactionTemplate(transactions).execute(status -> {
            jdbc.sql(
                            """
                    insert into decision (reference, subject, cycle, stage, outcome, decided_by, decided_on)
                    values ('PGS-2018-09', 'PGS-2018-09/I-1', 1, 'REVIEW', 'APPROVED', 'x', date '2018-09-01')""")
                    .update();
            try {
                bothWrote.await(20, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            handovers.lock(new Reference("PGS-2018-09"));
            status.setRollbackOnly();
            return true;
        });
        var people = Executors.newFixedThreadPool(2);
        try {
            for (Future<Boolean> each : people.invokeAll(List.of(person, person))) {
                assertThat(each.get()).isTrue();
            }
        } finally {
            people.shutdown();
        }
    }

    private static List<Http.Answer> atOnce(Callable<Http.Answer> act) throws Exception {
        var people = Executors.newFixedThreadPool(3);
        var together = new CyclicBarrier(3);
        try {
            var answers = new ArrayList<Http.Answer>();
            Callable<Http.Answer> person = () -> {
                together.await();
                return act.call();
            };
            for (Future<Http.Answer> each : people.invokeAll(Collections.nCopies(3, person))) {
                answers.add(each.get());
            }
            return answers;
        } finally {
            people.shutdown();
        }
    }

    @Test
    void eventsOf2018_areReplayed_toTheFirstTwoPeopleIdentified() {
        Http operator = http.as("operators-1");
        for (String scenario : List.of("korea-2018-to-july-18", "korea-2018-after-july-18")) {
            Http.Answer played = operator.post("/api/scenarios?reference=KOR-2018-01&name=" + scenario, "{}");
            assertThat(played.status()).as(played.body()).isEqualTo(200);
        }

        JsonNode account = operator.get("/api/handovers/KOR-2018-01/account").json();
        assertThat(account.at("/phase").asText()).isEqualTo("IDENTIFICATION");
        assertThat(account.at("/containersExamined/number").asInt()).isEqualTo(55);
        assertThat(account.at("/namesReleased/number").asInt()).isEqualTo(2);
        assertThat(account.at("/reconciliation/reconciles").asBoolean()).isTrue();
        JsonNode verified =
                operator.get("/api/handovers/KOR-2018-01/custody/verify").json();
        assertThat(verified.at("/intact").asBoolean()).as(verified.toString()).isTrue();
        dossierStaysComplete_whenTheEnginesHistoryIsGone(operator);
        Unpacked export = Unpacked.of(operator.download("/api/handovers/KOR-2018-01/export"));
        assertThat(export.verdict()).contains("COMPLETE AND UNALTERED");
        assertThat(operator.get("/api/handovers/KOR-2018-01/cases").json()).hasSize(12);
        assertThat(operator.get("/api/handovers/KOR-2018-01/timeline").status()).isEqualTo(200);
        // Whoever examines blind is asked about in every row.
        for (String path : List.of("/cases", "/cases/I-001", "/timeline", "/containers", "/specimens")) {
            Http.Answer blind = http.as("scientists-2").get("/api/handovers/KOR-2018-01" + path);
            assertThat(blind.status()).as(path + blind.body()).isEqualTo(200);
        }
        http.signInOnPage("observers-1", "demo", "/");
        for (String page :
                List.of("/", "/?sort=overdue&search=kor", "/laboratory", "/laboratory?reference=KOR-2018-01")) {
            Http.Answer shown = http.get(page);
            assertThat(shown.status()).as(page + shown.body()).isEqualTo(200);
            assertThat(shown.body()).as(page).contains("KOR-2018-01");
        }
    }

    private void dossierStaysComplete_whenTheEnginesHistoryIsGone(Http reader) {
        Map<String, String> before = dossier(reader);
        assertThat(before.get("models.json"))
                .contains(
                        "models/handover-1.bpmn",
                        "models/container-examination-1.bpmn",
                        "models/identification-1.bpmn");
        assertThat(before.get("models/handover-1.bpmn")).contains("BorderTalks");
        assertThat(before.get("cases.jsonl").lines()).hasSize(12);
        assertThat(before.get("statements.json")).contains("\"source\"");
        assertThat(before.get("models.json")).contains("models/talks-policy-1.dmn");

        List<String> history = jdbc.sql(
                        "select table_name from information_schema.tables where table_schema = 'public' and table_name like 'act_hi_%'")
                .query(String.class)
                .list();
        assertThat(history).contains("act_hi_procinst", "act_hi_actinst", "act_hi_taskinst");
        history.forEach(table -> jdbc.sql("delete from " + table).update());

        assertThat(dossier(reader)).isEqualTo(before);
    }

    /** Without when it was made. */
    private static Map<String, String> dossier(Http reader) {
        Unpacked dossier = Unpacked.of(reader.download("/api/handovers/KOR-2018-01/dossier"));
        assertThat(dossier.verdict()).contains("dossier of KOR-2018-01", "COMPLETE AND UNALTERED");
        var files = new TreeMap<>(dossier.files());
        assertThat(files.remove("manifest.json")).contains("protocol-ko.pdf");
        files.replaceAll((name, text) -> text.replaceAll("\"asOf\" : \"[^\"]+\"", ""));
        // The first use by an instance is a moment before the record knows of it.
        files.computeIfPresent("models.json", (name, text) -> text.replaceAll("\"firstUsed\" : \"[^\"]+\"", ""));
        return files;
    }
}
