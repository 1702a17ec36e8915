package org.handover.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.handover.http.Http;
import org.handover.http.RunningApplication;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
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
        var fields = new java.util.ArrayList<Object>(List.of(
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
                java.util.Map.of("variables", java.util.Map.of("casesStaged", java.util.Map.of("value", 1))));
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
                        java.util.Map.of(
                                "variables",
                                java.util.Map.of(
                                        "casesStaged", java.util.Map.of("value", 1),
                                        "stagedOn", java.util.Map.of("value", "2018-06"),
                                        "stagedAt", java.util.Map.of("value", "DMZ"))));

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
}
