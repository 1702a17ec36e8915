package org.handover.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.script.ScriptEngineManager;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.handover.http.Http;
import org.handover.http.RunningApplication;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The story through {@code /engine-rest}: what is accepted, what is refused, and by whom. */
@RunningApplication
class EngineRestIT {

    private static int number;

    @Autowired
    private JdbcClient jdbc;

    private Http http;
    private Http negotiator;
    private String reference;

    @BeforeEach
    void connect(@Autowired Environment environment) {
        http = Http.anonymous(environment);
        negotiator = http.as("negotiators-1");
        reference = "RST-2018-%03d".formatted(++number);
    }

    private Http.Answer pledge(Http by, String businessKey, Object... more) {
        var fields = new ArrayList<Object>(List.of(
                "pledgedOn",
                "2018-06-12",
                "pledgedBy",
                "The counterparty's leader",
                "counterparty",
                "DPRK",
                "statement",
                "thousands and thousands"));
        fields.addAll(List.of(more));
        return by.start("handover", businessKey, fields.toArray());
    }

    private int rows(String table) {
        return jdbc.sql("select count(*) from " + table + " where reference = ?")
                .param(reference)
                .query(Integer.class)
                .single();
    }

    @Test
    void fromPledgeToTheTransfer() {
        assertThat(pledge(negotiator, reference).status()).isEqualTo(200);
        Http team = http.as("transfer-team-1");
        assertThat(team.complete(
                                reference,
                                "StageTransferCases",
                                "casesStaged",
                                100,
                                "stagedOn",
                                "2018-06",
                                "stagedAt",
                                "DMZ")
                        .status())
                .isEqualTo(204);
        assertThat(negotiator
                        .complete(
                                reference,
                                "ScheduleTalks",
                                "talksOn",
                                "2018-07-16T10:00:00+09:00",
                                "talksLevel",
                                "WORKING",
                                "venue",
                                "Panmunjom")
                        .status())
                .isEqualTo(204);
        assertThat(negotiator
                        .complete(
                                reference,
                                "RecordTalks",
                                "talksOutcome",
                                "AGREED",
                                "handoverOn",
                                "2018-07-27",
                                "destination",
                                "OSAN",
                                "fieldOperations",
                                false,
                                "agreedSets",
                                55)
                        .status())
                .isEqualTo(204);

        assertThat(team.task(reference, "ReceiveRemains")).isNotBlank();
        assertThat(http.as("observers-1")
                        .get("/api/handovers/" + reference)
                        .json()
                        .get("phase")
                        .asText())
                .isEqualTo("TRANSFER");
    }

    @Test
    void startForm_isInTheReadersLanguage() {
        String path = "/process-definition/key/handover/deployed-start-form";
        Http.Answer english = negotiator.get("/engine-rest" + path, "Accept-Language", "fr,en;q=0.5");
        assertThat(english.body())
                .contains("Handover reference", "What was said")
                .doesNotContain("인도 절차");
        Http.Answer korean = negotiator.get("/engine-rest" + path, "Accept-Language", "ko-KR,en;q=0.5");
        assertThat(korean.body()).contains("인도 절차 번호", "\"key\":\"statement\"").doesNotContain("What was said");
        assertThat(korean.json().get("components")).hasSameSizeAs(english.json().get("components"));
        // What somebody chose on the board counts before what the browser prefers, also in the web apps.
        http.signIn("tasklist", "negotiators-1", "demo");
        http.get("/sign-in?language=ko");
        Http.Answer chosen = http.get("/camunda/api/engine/engine/default" + path, "Accept-Language", "en");
        assertThat(chosen.status()).isEqualTo(200);
        assertThat(chosen.body()).contains("인도 절차 번호").doesNotContain("Handover reference");
    }

    @Test
    void withoutBusinessKey_oneIsAssigned() {
        Http.Answer started = pledge(negotiator, null);

        assertThat(started.status()).as(started.body()).isEqualTo(200);
        assertThat(started.json().get("businessKey").asText()).matches("HO-2018-\\d{2}");
    }

    @Test
    void referenceInUse_isRefused() {
        pledge(negotiator, reference);

        Http.Answer again = pledge(http.as("negotiators-2"), reference);

        assertThat(again.status()).isEqualTo(400);
        assertThat(again.body()).contains("the reference " + reference + " is in use");
        assertThat(rows("statement")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "pledgedOn, 2099-01-01, lies in the future",
        "pledgedOn, yesterday, 'is not a date; write it as 2018-07-27'",
        "pledgedBy, '', is missing",
        "pledgedSets, -1, is below 0",
        "pledgedSets, 5.5, is not a whole number",
        "phase, FLIGHT, is unknown here",
        "continues, KOR-1953-99, there is no handover",
    })
    void badPledge_isRefused_andNothingIsWritten(String field, String value, String message) {
        Http.Answer answer = pledge(negotiator, reference, field, value);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("message").asText()).contains(field + ": ").contains(message);
        assertThat(answer.body()).doesNotContain("\tat ");
        assertThat(rows("handover")).isZero();
        assertThat(negotiator
                        .get("/engine-rest/process-instance/count?businessKey=" + reference)
                        .json()
                        .get("count")
                        .asInt())
                .isZero();
    }

    @Test
    void badReference_isRefused() {
        assertThat(pledge(negotiator, "korea 2018").status()).isEqualTo(400);
    }

    @Test
    void badTask_isRefused_andStaysOpen() {
        pledge(negotiator, reference);
        Http team = http.as("transfer-team-1");

        Http.Answer answer =
                team.complete(reference, "StageTransferCases", "casesStaged", "many", "stagedOn", "2018-06");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("message").asText())
                .contains("casesStaged: 'many' is not a number")
                .contains("stagedAt: is missing");
        assertThat(team.task(reference, "StageTransferCases")).isNotBlank();
    }

    @Test
    void wrongGroup_neitherSeesNorCompletesTheTask() {
        pledge(negotiator, reference);
        String task = http.as("transfer-team-1").task(reference, "StageTransferCases");
        Http stranger = http.as("airlift-1");

        assertThat(stranger.get("/engine-rest/task?processInstanceBusinessKey=" + reference)
                        .json())
                .isEmpty();
        Http.Answer answer = stranger.post(
                "/engine-rest/task/" + task + "/complete",
                Map.of("variables", Map.of("casesStaged", Map.of("value", 1))));
        assertThat(answer.status()).as(answer.body()).isIn(400, 403);
        assertThat(http.as("transfer-team-1").task(reference, "StageTransferCases"))
                .isEqualTo(task);
    }

    @Test
    void administrator_completesNoTaskOfTheStory() {
        pledge(negotiator, reference);
        String task = http.as("transfer-team-1").task(reference, "StageTransferCases");

        Http.Answer answer = http.as("camunda-admin-1")
                .post(
                        "/engine-rest/task/" + task + "/complete",
                        Map.of(
                                "variables",
                                Map.of(
                                        "casesStaged", Map.of("value", 1),
                                        "stagedOn", Map.of("value", "2018-06"),
                                        "stagedAt", Map.of("value", "DMZ"))));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("camunda-admin-1 is not in the group transfer-team");
    }

    @Test
    void wrongGroup_startsNothing() {
        assertThat(pledge(http.as("scientists-1"), reference).status()).isEqualTo(403);
        assertThat(rows("handover")).isZero();
    }

    private Http.Answer said(Http by, String businessKey, Object... fields) {
        return by.message("StatementMade", businessKey, fields);
    }

    @Test
    void message_byAGroupThatMayNotSendIt_isForbidden() {
        pledge(negotiator, reference);

        Http.Answer answer = said(
                http.as("scientists-1"),
                reference,
                "speaker",
                "Somebody",
                "kind",
                "EXPECTED",
                "saidOn",
                "2018-07-17",
                "text",
                "soon");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("The message StatementMade is sent by a member of");
        assertThat(rows("statement")).isEqualTo(1);
    }

    /** They would be stored, and gateways ask them. */
    @ParameterizedTest
    @ValueSource(strings = {"processVariablesLocal", "processVariablesToTriggeredScope"})
    void message_thatSetsVariables_isRefused(String field) {
        pledge(negotiator, reference);
        Map<String, Object> said = Map.of(
                "speaker", Map.of("value", "DPRK"),
                "kind", Map.of("value", "EXPECTED"),
                "saidOn", Map.of("value", "2018-07-18"),
                "text", Map.of("value", "soon"));

        Http.Answer answer = negotiator.post(
                "/engine-rest/message",
                Map.of(
                        "messageName",
                        "StatementMade",
                        "businessKey",
                        reference,
                        "processVariables",
                        said,
                        field,
                        Map.of("atHickam", Map.of("value", true))));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("message").asText())
                .contains(field + ": atHickam: nobody sets variables of an instance");
        assertThat(rows("statement")).isEqualTo(1);
        assertThat(jdbc.sql("select count(*) from act_ru_variable where name_ = 'atHickam'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void badMessage_isRefused_andTheNextOneIsTaken() {
        pledge(negotiator, reference);

        Http.Answer bad = said(
                negotiator, reference, "speaker", "DPRK", "kind", "PROMISED", "saidOn", "2018-07-18", "text", "soon");
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.json().get("message").asText()).contains("kind: 'PROMISED' is none of PLEDGED");
        assertThat(rows("statement")).isEqualTo(1);

        Http.Answer noUnit = said(
                negotiator,
                reference,
                "speaker",
                "DPRK",
                "kind",
                "OFFERED",
                "number",
                55,
                "saidOn",
                "2018-07-18",
                "text",
                "55");
        assertThat(noUnit.status()).isEqualTo(400);
        assertThat(noUnit.json().get("message").asText()).contains("unit: a number needs its unit");

        assertThat(said(
                                negotiator,
                                reference,
                                "speaker",
                                "DPRK",
                                "kind",
                                "OFFERED",
                                "saidOn",
                                "2018-07-18",
                                "text",
                                "some")
                        .status())
                .isEqualTo(204);
        assertThat(rows("statement")).isEqualTo(2);
    }

    @Test
    void message_toAnUnknownHandover_isRefused() {
        Http.Answer answer = said(
                negotiator,
                "KOR-1953-99",
                "speaker",
                "DPRK",
                "kind",
                "OFFERED",
                "saidOn",
                "2018-07-18",
                "text",
                "some");

        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void message_fromWithin_isSentByNobody() {
        pledge(negotiator, reference);

        assertThat(negotiator.message("CasesAccountedFor", reference).status()).isEqualTo(403);
    }

    @Test
    void withdrawnPledge_isFinished_andTakesNoMoreMessages() {
        pledge(negotiator, reference);

        assertThat(negotiator
                        .message("PledgeWithdrawn", reference, "withdrawnOn", "2018-07-01", "reason", "called off")
                        .status())
                .isEqualTo(204);
        assertThat(http.as("observers-1")
                        .get("/api/handovers/" + reference)
                        .json()
                        .get("phase")
                        .asText())
                .isEqualTo("WITHDRAWN");
        assertThat(said(
                                negotiator,
                                reference,
                                "speaker",
                                "DPRK",
                                "kind",
                                "OFFERED",
                                "saidOn",
                                "2018-07-18",
                                "text",
                                "some")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void everyCommandSentTwice_isOneAct_withTheSameAnswer() {
        Http.Answer started = pledge(negotiator, reference);
        Http.Answer again = pledge(negotiator, reference);
        assertThat(again.status()).as(again.body()).isEqualTo(200);
        assertThat(again.json().get("id")).isEqualTo(started.json().get("id"));
        assertThat(pledge(http.as("negotiators-2"), reference).status()).isEqualTo(400);

        Http team = http.as("transfer-team-1");
        String task = team.task(reference, "StageTransferCases");
        Object[] staged = {"casesStaged", 100, "stagedOn", "2018-06", "stagedAt", "DMZ"};
        assertThat(team.completeTask(task, staged).status()).isEqualTo(204);
        assertThat(team.completeTask(task, staged).status()).isEqualTo(204);
        Http.Answer late = http.as("transfer-team-2").completeTask(task, staged);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.body()).contains("StageTransferCases of " + reference + " is done: by transfer-team-1");

        Object[] said = {"speaker", "DPRK", "kind", "OFFERED", "saidOn", "2018-07-18", "text", "55 sets"};
        for (int i = 0; i < 2; i++) {
            assertThat(negotiator.message("StatementMade", reference, said).status())
                    .isEqualTo(204);
        }
        assertThat(rows("statement")).as("the pledge and what was said once").isEqualTo(2);
        for (int i = 0; i < 2; i++) {
            Http.Answer keyed = say("Said on another day", "\"8e03978e-" + reference + "\"");
            assertThat(keyed.status()).as(keyed.body()).isEqualTo(200);
            assertThat(keyed.json().get(0).at("/resultType").asText()).isEqualTo("Execution");
        }
        assertThat(rows("statement")).isEqualTo(3);
        Http.Answer other = say("Something else", "8e03978e-" + reference);
        assertThat(other.status()).as(other.body()).isEqualTo(422);
        assertThat(say("Something else", "with a space").status()).isEqualTo(400);
        assertThat(rows("statement")).isEqualTo(3);
    }

    private Http.Answer say(String text, String key) {
        return negotiator.post(
                "/engine-rest/message",
                Map.of(
                        "messageName",
                        "StatementMade",
                        "businessKey",
                        reference,
                        "resultEnabled",
                        true,
                        "processVariables",
                        Map.of(
                                "speaker", Map.of("value", "DPRK"),
                                "kind", Map.of("value", "OFFERED"),
                                "saidOn", Map.of("value", "2018-07-19"),
                                "text", Map.of("value", text))),
                "Idempotency-Key",
                key);
    }

    /** Least needed: nobody but administrators sees people, rights or other groups, or deploys; only operators see what ended. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "negotiators",
                "policy",
                "transfer-team",
                "airlift",
                "evidence-coordinators",
                "scientists",
                "historians",
                "lab-managers",
                "medical-examiners",
                "casualty-office",
                "public-affairs",
                "observers",
                "operators"
            })
    void eachGroup_mayDoInTheEngine_onlyWhatItNeeds(String group) {
        pledge(negotiator, reference);
        Http member = http.as(group + "-1");
        boolean operates = group.equals("operators");

        assertThat(count(member, "user")).as("only oneself").isEqualTo(1);
        assertThat(count(member, "group")).as("only one's own").isEqualTo(1);
        assertThat(count(member, "authorization")).isZero();
        assertThat(count(member, "history/process-instance") > 0).isEqualTo(operates);
        assertThat(count(member, "history/variable-instance") > 0).isEqualTo(operates);
        assertThat(count(member, "history/user-operation") > 0).isEqualTo(operates);
        assertThat(count(member, "deployment") > 0).isEqualTo(operates);

        String instance = http.as("observers-1")
                .get("/engine-rest/process-instance?businessKey=" + reference)
                .json()
                .get(0)
                .get("id")
                .asText();
        String task = http.as("transfer-team-1").task(reference, "StageTransferCases");
        var refused = new ArrayList<Http.Answer>(List.of(
                member.deploy("probe.bpmn", "<a/>"),
                member.post("/engine-rest/user/create", Map.of("profile", Map.of("id", "x"), "credentials", Map.of())),
                member.post("/engine-rest/group/create", Map.of("id", "x")),
                member.put("/engine-rest/group/camunda-admin/members/" + group + "-1", Map.of()),
                member.post(
                        "/engine-rest/authorization/create",
                        Map.of(
                                "type",
                                1,
                                "permissions",
                                List.of("ALL"),
                                "userId",
                                group + "-1",
                                "resourceType",
                                0,
                                "resourceId",
                                "*")),
                member.post(
                        "/engine-rest/filter/create", Map.of("resourceType", "Task", "name", "x", "query", Map.of())),
                member.put("/engine-rest/process-instance/" + instance + "/suspended", Map.of("suspended", true)),
                member.put("/engine-rest/process-instance/" + instance + "/variables/phase", Map.of("value", "x")),
                member.post("/engine-rest/history/cleanup", Map.of()),
                member.put("/engine-rest/user/camunda-admin-2/profile", Map.of("id", "camunda-admin-2"))));
        if (!group.equals("transfer-team")) {
            refused.add(member.post("/engine-rest/task/" + task + "/complete", Map.of()));
            refused.add(member.post("/engine-rest/task/" + task + "/claim", Map.of("userId", group + "-1")));
        }
        assertThat(refused)
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.body()).isIn(400, 403, 404));
        assertThat(count(member, "group?member=" + group + "-1")).isEqualTo(1);
        assertThat(http.as("transfer-team-1").task(reference, "StageTransferCases"))
                .isEqualTo(task);
    }

    private static int count(Http who, String resource) {
        return who.get("/engine-rest/" + resource.replaceFirst("\\?|$", "/count$0"))
                .json()
                .get("count")
                .asInt();
    }

    /** {@link QueryExpressionsProcessTest} shows that a plain engine runs it. */
    /** Camunda leaves out an "and" between these two. */
    @Test
    void filtersThatTheEngineCannotPutTogether_areBadInput() {
        Http.Answer answer = negotiator.get("/engine-rest/history/user-operation?deploymentId=a&processDefinitionId=b");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("filters together").doesNotContain("select");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/engine-rest", "/camunda/api/engine/engine/default"})
    void expressionOfAQuery_isRefused_onBothPaths_atAnyDepth(String engine) {
        http.signInOnPage("camunda-admin-1", "demo", "/");
        Map<String, Object> probe = Map.of("assigneeExpression", "${queryProbe.run()}");
        Map<String, Object> nested = Map.of("orQueries", List.of(Map.of("candidateGroupExpression", "${1}"), probe));
        for (Map<String, Object> query : List.of(probe, nested, Map.<String, Object>of("orQueries", List.of(nested)))) {
            for (String path : List.of("/task", "/task/count", "/filter/create")) {
                Object body = path.startsWith("/filter")
                        ? Map.of("resourceType", "Task", "name", "probe " + engine, "query", query)
                        : query;
                Http.Answer answer = http.post(engine + path, body, "X-XSRF-TOKEN", http.token());
                if (query.get("orQueries") instanceof List<?> or
                        && or.contains(nested)
                        && !path.startsWith("/filter")) {
                    // The engine leaves out what stands in an or within an or.
                    assertThat(answer.status()).isIn(200, 400);
                } else if (answer.status() == 200) {
                    String filter = answer.json().get("id").asText();
                    assertThat(path).isEqualTo("/filter/create");
                    Http.Answer asked = http.get(engine + "/filter/" + filter + "/list");
                    assertThat(asked.status()).as(asked.body()).isIn(200, 400);
                } else {
                    assertThat(answer.status()).as(path + query + answer.body()).isEqualTo(400);
                }
            }
        }
        assertThat(QueryProbe.RUNS).hasValue(0);
    }

    @Test
    void objectOfAnyClass_isNeverMade() {
        pledge(negotiator, reference);
        Map<String, Object> object = Map.of(
                "type", "Object",
                "value", "{}",
                "valueInfo",
                        Map.of("objectTypeName", Made.class.getName(), "serializationDataFormat", "application/json"));
        Map<String, Object> java = Map.of(
                "type",
                "Object",
                "value",
                Made.SERIALIZED,
                "valueInfo",
                Map.of(
                        "objectTypeName",
                        Made.class.getName(),
                        "serializationDataFormat",
                        "application/x-java-serialized-object"));
        Http admin = http.as("camunda-admin-1");
        String instance = admin.get("/engine-rest/process-instance?businessKey=" + reference)
                .json()
                .get(0)
                .get("id")
                .asText();
        String task = http.as("transfer-team-1").task(reference, "StageTransferCases");
        for (Map<String, Object> variable : List.of(object, java)) {
            assertThat(negotiator
                            .post(
                                    "/engine-rest/process-definition/key/handover/start",
                                    Map.of("variables", Map.of("statement", variable)))
                            .status())
                    .isEqualTo(400);
            assertThat(http.as("transfer-team-1")
                            .post(
                                    "/engine-rest/task/" + task + "/complete",
                                    Map.of("variables", Map.of("casesStaged", variable)))
                            .status())
                    .isEqualTo(400);
            admin.put("/engine-rest/process-instance/" + instance + "/variables/probe", variable);
            admin.get("/engine-rest/process-instance/" + instance + "/variables/probe");
            admin.get("/engine-rest/variable-instance?processInstanceIdIn=" + instance);
            admin.get("/engine-rest/history/variable-instance?processInstanceId=" + instance);
        }
        assertThat(Made.MADE).hasValue(0);
    }

    @Test
    void externalEntity_isNotRead(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "the-secret");
        String model =
                """
                <?xml version="1.0"?><!DOCTYPE d [<!ENTITY e SYSTEM "%s">]>
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x">
                <process id="probe" name="&e;" isExecutable="true"/></definitions>"""
                        .formatted(secret.toUri());
        for (String file : List.of("probe.bpmn", "probe.dmn", "probe.cmmn")) {
            Http.Answer answer = http.as("camunda-admin-1").deploy(file, model);
            assertThat(answer.status()).as(answer.body()).isIn(400, 403);
            assertThat(answer.body()).doesNotContain("the-secret");
        }
        Http.Answer xml = negotiator.post(
                "/engine-rest/process-definition/key/handover/start",
                Map.of("variables", Map.of("statement", Map.of("type", "Xml", "value", model))));
        assertThat(xml.status()).isEqualTo(400);
        assertThat(xml.body()).doesNotContain("the-secret");
    }

    @Test
    void noScriptRuns(@Autowired ProcessEngineConfigurationImpl configuration) {
        assertThat(new ScriptEngineManager().getEngineFactories())
                .as("on the class path are the engine's own, for expressions and decisions")
                .allMatch(engine -> engine.getClass().getName().matches("org[.].*(Juel|Feel)\\w*"));
        for (String language : List.of("javascript", "groovy", "python", "ruby", "juel", "feel")) {
            assertThat(configuration.getScriptEngineResolver().getScriptEngine(language, false))
                    .as(language)
                    .isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/engine-rest", "/camunda/api/engine/engine/default"})
    void listThatIsTooLong_isRefused_andReadPageByPage(String engine) {
        http.signInOnPage("camunda-admin-1", "demo", "/");
        jdbc.sql(
                        """
                insert into act_ru_task (id_, rev_, name_, suspension_state_)
                select 'many-' || x, 1, 'One of many', 1 from system_range(1, 2001)""")
                .update();
        try {
            Http.Answer all = http.get(engine + "/task");
            assertThat(all.status()).isEqualTo(400);
            assertThat(all.json().get("message").asText()).contains("more than 2000 results", "maxResults");
            assertThat(http.get(engine + "/task?maxResults=1000000").status()).isEqualTo(400);
            assertThat(http.get(engine + "/task?maxResults=2000").json()).hasSize(2000);
            assertThat(http.get(engine + "/task?firstResult=2000&maxResults=2000")
                            .json())
                    .isNotEmpty();
            assertThat(http.get(engine + "/task?assignee=nobody").json()).isEmpty();
        } finally {
            jdbc.sql("delete from act_ru_task where id_ like 'many-%'").update();
        }
    }

    /** The engine asks nobody twice: receipt and witness are two people here as in Tasklist. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/engine-rest/metrics",
                "/engine-rest/metrics/job-successful/sum",
                "/engine-rest/engine/default/metrics/task-users/sum",
                "/camunda/api/engine/engine/default/metrics"
            })
    void metricsOfTheEngine_areNotThere_andItSaysWhereFiguresAre(String metrics) {
        http.signInOnPage("camunda-admin-1", "demo", "/");

        Http.Answer none = http.get(metrics);

        assertThat(none.status()).as(none.body()).isEqualTo(404);
        assertThat(none.json().get("message").asText()).contains("metrics are off", "/actuator/prometheus");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/engine-rest", "/camunda/api/engine/engine/default"})
    void formUploadedWhereThereIsNone_isBadInput(String engine) {
        http.signInOnPage("camunda-admin-1", "demo", "/");

        Http.Answer refused = http.send(
                "PUT",
                engine + "/tenant/none",
                "multipart/form-data; boundary=x",
                "{}".getBytes(StandardCharsets.UTF_8),
                "X-XSRF-TOKEN",
                http.token());

        assertThat(refused.status()).as(refused.body()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/engine-rest", "/camunda/api/engine/engine/default"})
    @ExtendWith(OutputCaptureExtension.class)
    void workerThatWouldWaitForExternalTasks_isRefused_withoutAFailureInTheLog(String engine, CapturedOutput log) {
        http.signInOnPage("operators-1", "demo", "/");

        Http.Answer waited = http.post(
                engine + "/external-task/fetchAndLock",
                Map.of(
                        "workerId",
                        "worker",
                        "maxTasks",
                        1,
                        "asyncResponseTimeout",
                        500,
                        "topics",
                        List.of(Map.of("topicName", "none", "lockDuration", 1_000))),
                "X-XSRF-TOKEN",
                http.token());

        assertThat(waited.status()).as(waited.body()).isEqualTo(403);
        assertThat(waited.body()).contains("FetchExternalTasksCmd");
        assertThat(log.getAll()).doesNotContain("WARN", "ERROR");
    }

    @Test
    void fourEyes_holdOverRest() {
        fromPledgeToTheTransfer();
        Http receiver = http.as("transfer-team-1");
        Http.Answer received = receiver.complete(
                reference,
                "ReceiveRemains",
                "receivedOn",
                "2018-07-27",
                "place",
                "WONSAN",
                "handedOverBy",
                "An officer of the KPA",
                "manifestCsv",
                "number,seal\nC-01,S-1\n");
        assertThat(received.status()).as(received.body()).isEqualTo(204);

        Http.Answer alone = receiver.complete(reference, "WitnessCustody", "witnessed", true);
        assertThat(alone.status()).isEqualTo(400);
        assertThat(alone.body()).contains("transfer-team-1");
        // Nor with a field that says it was somebody else.
        assertThat(receiver.complete(reference, "WitnessCustody", "witnessed", true, "witness", "transfer-team-2")
                        .status())
                .isEqualTo(400);

        assertThat(http.as("transfer-team-2")
                        .complete(reference, "WitnessCustody", "witnessed", true)
                        .status())
                .isEqualTo(204);
    }

    /** A writing resource of the engine: refused with a body to call it with, or open. */
    private record Write(boolean refused, String method, String path, String body) {

        static List<Write> all() throws IOException {
            try (var file = EngineRestIT.class.getResourceAsStream("rest-writes.txt")) {
                return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.split(" +", 4))
                        .map(part -> new Write(
                                part[0].equals("refused"), part[1], part[2], part.length < 4 ? null : part[3]))
                        .toList();
            }
        }

        String name() {
            return method + " " + path;
        }

        /** The web apps cannot do that at all. */
        boolean isFetchAndLock() {
            return path.equals("/external-task/fetchAndLock");
        }

        /** Nothing has a tenant, and there are no cases as the engine means them: it says so before anything else. */
        boolean isNowhere() {
            return path.contains("tenant-id") || path.matches("/(case|decision)-definition/key/.*");
        }
    }

    @Test
    void everyWritingResourceOfTheEngine_isEitherOpenOrRefused() throws IOException {
        assertThat(Write.all().stream().map(Write::name)).containsExactlyInAnyOrderElementsOf(WritingResources.found());
    }

    @Test
    void whatIsNoAct_isRefused_andChangesNothing() throws IOException {
        pledge(negotiator, "OVER-" + reference);
        negotiator.message("PledgeWithdrawn", "OVER-" + reference, "withdrawnOn", "2018-07-01", "reason", "called off");
        pledge(negotiator, reference);
        String task = http.as("transfer-team-1").task(reference, "StageTransferCases");
        String instance = one("select id_ from act_ru_execution where parent_id_ is null and business_key_ = ?");
        String ended = one("select id_ from act_hi_procinst where business_key_ = 'OVER-' || ?");
        String definition = one("select proc_def_id_ from act_hi_procinst where business_key_ = ?");
        String deployment = jdbc.sql("select deployment_id_ from act_re_procdef where id_ = ?")
                .param(definition)
                .query(String.class)
                .single();
        http.signIn("cockpit", "camunda-admin-1", "demo");
        // Brings the token of the new session.
        http.get("/camunda/api/engine/engine/default/task/count");
        String before = engineState();
        var answers = new ArrayList<String>();

        for (Write write : Write.all()) {
            if (!write.refused()) {
                continue;
            }
            String own = write.path().startsWith("/task/")
                    ? task
                    : write.path().startsWith("/process-definition/")
                            ? definition
                            : write.path().startsWith("/deployment/") ? deployment : instance;
            String path = write.path()
                    .replace("{id}", own)
                    .replace("{key}", "handover")
                    .replace("{varId}", "reference")
                    .replaceAll("\\{.*?}", "none");
            String body = body(write.body());
            body = body == null
                    ? null
                    : body.replace("{id}", instance).replace("{ended}", ended).replace("{definition}", definition);
            String type = body != null && body.startsWith("--part")
                    ? "multipart/form-data; boundary=part"
                    : "application/json";
            for (String base : List.of("/engine-rest", "/camunda/api/engine/engine/default")) {
                Http.Answer answer = base.startsWith("/camunda")
                        ? http.call(write.method(), base + path, type, body, "X-XSRF-TOKEN", http.token())
                        : http.as("camunda-admin-1").call(write.method(), base + path, type, body);
                boolean refused = answer.status() == 403 && answer.body().contains("Refused (")
                        || base.startsWith("/camunda") && write.isFetchAndLock();
                if (!refused && !(write.isNowhere() && answer.status() == 404)) {
                    answers.add("%s %s: %d %s".formatted(write.name(), base, answer.status(), answer.body()));
                }
            }
        }

        assertThat(answers).isEmpty();
        assertThat(engineState()).isEqualTo(before);
    }

    private static final String FILE =
            """
            --part\r
            Content-Disposition: form-data; name="data"; filename="handover.bpmn"\r
            Content-Type: application/octet-stream\r
            \r
            <definitions/>\r
            """;

    private static final String FILE_AND_TYPE = FILE
            + """
            --part\r
            Content-Disposition: form-data; name="valueType"\r
            Content-Type: text/plain\r
            \r
            Bytes\r
            """;

    private static String body(String given) {
        String parts =
                given == null ? null : given.equals("(model)") ? FILE : given.equals("(file)") ? FILE_AND_TYPE : null;
        return parts == null ? given : parts + "--part--\r\n";
    }

    private String one(String sql) {
        return jdbc.sql(sql).param(reference).query(String.class).single();
    }

    /** Everything of the engine that runs or is deployed, row by row. */
    private String engineState() {
        return Stream.of(
                                "execution",
                                "task",
                                "identitylink",
                                "variable",
                                "event_subscr",
                                "job",
                                "jobdef",
                                "incident",
                                "batch")
                        .map(table -> "act_ru_" + table)
                        .map(table -> table
                                + jdbc.sql("select * from " + table + " order by id_")
                                        .query()
                                        .listOfRows())
                        .collect(Collectors.joining("\n"))
                + jdbc.sql("select id_, version_, suspension_state_, history_ttl_ from act_re_procdef order by id_")
                        .query()
                        .listOfRows();
    }

    @Test
    void startElsewhereThanAtTheStart_isRefused() {
        Http.Answer answer = negotiator.post(
                "/engine-rest/process-definition/key/handover/start",
                Map.of(
                        "businessKey",
                        reference,
                        "startInstructions",
                        List.of(Map.of("type", "startBeforeActivity", "activityId", "ReleaseName"))));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().get("message").asText()).contains("nothing is started, moved");
    }

    @Test
    void task_takesADueDate_butNoOtherName() {
        pledge(negotiator, reference);
        Http team = http.as("transfer-team-1");
        String path = "/engine-rest/task/" + team.task(reference, "StageTransferCases");
        var task = new HashMap<String, Object>();
        for (String field : List.of("name", "description", "priority", "assignee", "owner", "due", "followUp")) {
            var value = team.get(path).json().get(field);
            task.put(field, value == null || value.isNull() ? null : value.isInt() ? value.asInt() : value.asText());
        }
        task.put("due", "2018-07-01T00:00:00.000+0000");

        assertThat(team.put(path, task).status()).isEqualTo(204);
        assertThat(team.get(path).json().get("due").asText()).startsWith("2018-07-01");

        task.put("name", "Something else");
        Http.Answer renamed = team.put(path, task);
        assertThat(renamed.status()).isEqualTo(403);
        assertThat(renamed.json().get("message").asText()).contains("the model says who does a step");
    }

    @Test
    void repair_isProposedByOneOperator_andDoneByAnother() {
        pledge(negotiator, reference);
        String instance = one("select id_ from act_ru_execution where parent_id_ is null and business_key_ = ?");
        var repair = new HashMap<String, Object>(Map.of(
                "instance",
                instance,
                "kind",
                "MOVE",
                "from",
                "ScheduleTalks",
                "to",
                "ScheduleTalks",
                "reason",
                "Its form did not open"));
        Http operator = http.as("operators-1");
        Http other = http.as("operators-2");
        String task = negotiator.task(reference, "ScheduleTalks");
        for (String nobody : List.of("negotiators-1", "camunda-admin-1")) {
            assertThat(http.as(nobody).post("/api/repairs", repair).status()).isEqualTo(403);
            assertThat(http.as(nobody)
                            .post("/api/repairs/" + reference + "/1/approval", Map.of())
                            .status())
                    .isEqualTo(403);
        }

        Http.Answer proposed = operator.post("/api/repairs", repair);
        assertThat(proposed.status()).as(proposed.body()).isEqualTo(201);
        assertThat(proposed.json().get("id").asText()).isEqualTo(reference + "/1");
        assertThat(negotiator.task(reference, "ScheduleTalks")).as("tried only").isEqualTo(task);
        String approval = "/api/repairs/" + reference + "/1/approval";
        assertThat(operator.post(approval, Map.of()).json().get("detail").asText())
                .contains("another operator approves it");
        Http.Answer done = other.post(approval, Map.of());
        assertThat(done.status()).as(done.body()).isEqualTo(200);
        assertThat(done.json().get("approvedBy").asText()).isEqualTo("operators-2");
        assertThat(negotiator.task(reference, "ScheduleTalks")).isNotEqualTo(task);
        assertThat(other.post(approval, Map.of()).status()).isEqualTo(400);

        repair.put("to", "RecordTalks");
        assertThat(operator.post("/api/repairs", repair).json().get("detail").asText())
                .contains("it would pass over what a person has to do");
        assertThat(operator.post("/api/repairs", Map.of("kind", "SKIP", "more", 1))
                        .json()
                        .get("problems")
                        .toString())
                .contains(
                        "kind: 'SKIP' is none of",
                        "instance: is missing",
                        "reason: is missing",
                        "more: is unknown here");
        Http.Answer list = other.get("/api/repairs?reference=" + reference);
        assertThat(list.json()).hasSize(1);
        assertThat(list.header("X-Total-Count")).isEqualTo("1");
        assertThat(http.as("observers-1").get("/api/repairs").status()).isEqualTo(403);
        assertThat(http.as("observers-1")
                        .get("/api/handovers/" + reference + "/custody/verify")
                        .json()
                        .get("intact")
                        .asBoolean())
                .isTrue();
    }
}
