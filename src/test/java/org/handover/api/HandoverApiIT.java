package org.handover.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.handover.http.Http;
import org.handover.http.RunningApplication;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** The state of 18 July 2018, driven through {@code /engine-rest} alone and read from {@code /api}. */
@RunningApplication
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandoverApiIT {

    private static final String REFERENCE = "API-2018-01";
    private static final String PATH = "/api/handovers/" + REFERENCE;

    private Http http;
    private Http observer;

    @BeforeAll
    void until18July(@Autowired Environment environment) {
        http = Http.anonymous(environment);
        observer = http.as("observers-1");
        Http negotiator = http.as("negotiators-1");
        ok(negotiator.start(
                "handover",
                REFERENCE,
                "pledgedOn",
                "2018-06-12",
                "pledgedBy",
                "The counterparty's leader",
                "relayedBy",
                "A head of state",
                "counterparty",
                "DPRK",
                "statement",
                "thousands and thousands"));
        said(
                "A head of state",
                "CLAIMED_RETURNED",
                "2018-06",
                "200 are already back",
                "number",
                200,
                "unit",
                "PERSONS");
        ok(http.as("transfer-team-1")
                .complete(
                        REFERENCE,
                        "StageTransferCases",
                        "casesStaged",
                        100,
                        "qualifier",
                        "ABOUT",
                        "stagedOn",
                        "2018-06",
                        "stagedAt",
                        "DMZ"));
        session("2018-07-12", "NO_SHOW", "absentParty", "DPRK");
        session("2018-07-15", "ADJOURNED");
        session(
                "2018-07-16",
                "AGREED",
                "handoverOn",
                "2018-07-27",
                "destination",
                "UNDECIDED",
                "fieldOperations",
                "no");
        said(
                "A US official",
                "EXPECTED",
                "2018-07-17",
                "about 50 within two weeks",
                "number",
                50,
                "qualifier",
                "ABOUT",
                "unit",
                "PERSONS");
        said("DPRK", "OFFERED", "2018-07-18", "=55 sets", "number", 55, "unit", "SETS", "relayedBy", "A US official");
        said(
                "DPRK",
                "INDICATED",
                "2018-07-18",
                "as many as 200",
                "number",
                200,
                "qualifier",
                "UP_TO",
                "unit",
                "PERSONS");
    }

    private void session(String day, String outcome, Object... more) {
        Http negotiator = http.as("negotiators-1");
        ok(negotiator.complete(
                REFERENCE, "ScheduleTalks", "talksOn", day, "talksLevel", "GENERAL_OFFICER", "venue", "Panmunjom"));
        var fields = new java.util.ArrayList<Object>(List.of("talksOutcome", outcome));
        fields.addAll(List.of(more));
        ok(negotiator.complete(REFERENCE, "RecordTalks", fields.toArray()));
    }

    private void said(String speaker, String kind, String on, String text, Object... more) {
        var fields =
                new java.util.ArrayList<Object>(List.of("speaker", speaker, "kind", kind, "saidOn", on, "text", text));
        fields.addAll(List.of(more));
        ok(http.as("public-affairs-1").message("StatementMade", REFERENCE, fields.toArray()));
    }

    private static void ok(Http.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isIn(200, 204);
    }

    @Test
    void list_hasPhaseAndCount() {
        JsonNode handover = find(observer.get("/api/handovers").json(), "reference", REFERENCE);

        assertThat(handover.get("phase").asText()).isEqualTo("TRANSFER");
        assertThat(handover.get("counterparty").asText()).isEqualTo("DPRK");
        assertThat(handover.get("pledgedOn").asText()).isEqualTo("2018-06-12");
        assertThat(handover.at("/containersReceived/number").asInt(-1)).isZero();
        assertThat(handover.at("/containersReceived/unit").asText()).isEqualTo("CONTAINERS");
    }

    @Test
    void detail_saysWhoHasToActAndWhatTheTalksBrought() {
        JsonNode handover = observer.get(PATH).json();

        assertThat(handover.get("openSteps")).hasSize(1);
        assertThat(handover.at("/openSteps/0").asText()).isEqualTo("ReceiveRemains");
        assertThat(handover.get("sessions")).hasSize(3);
        assertThat(handover.at("/sessions/0/outcome").asText()).isEqualTo("NO_SHOW");
        assertThat(handover.at("/sessions/0/absentParty").asText()).isEqualTo("DPRK");
        assertThat(handover.at("/sessions/2/agreedSets").isNull()).isTrue();
        assertThat(handover.at("/sessions/2/destination").asText()).isEqualTo("UNDECIDED");
        assertThat(handover.at("/sessions/2/talksOn").asText()).isEqualTo("2018-07-16T01:00:00Z");
    }

    @Test
    void n1_account_keepsWhatWasSaidApartFromWhatWasCounted() {
        JsonNode account = observer.get(PATH + "/account").json();

        assertThat(account.at("/containersReceived/number").asInt(-1)).isZero();
        assertThat(account.at("/notified/number").asInt(-1)).isZero();
        assertThat(account.at("/statements")).hasSize(5);
        JsonNode claim = find(account.get("statements"), "kind", "CLAIMED_RETURNED");
        assertThat(claim.get("number").asInt()).isEqualTo(200);
        assertThat(claim.get("contradicted").asBoolean()).isTrue();
        assertThat(claim.get("contradictedBy").asText()).startsWith("0 containers received as of ");
        JsonNode pledge = find(account.get("statements"), "kind", "PLEDGED");
        assertThat(pledge.get("number").isNull()).isTrue();
        assertThat(pledge.get("numberText").asText()).isEqualTo("no number");
        assertThat(pledge.get("relayedBy").asText()).isEqualTo("A head of state");
        assertThat(find(account.get("statements"), "kind", "EXPECTED")
                        .get("numberText")
                        .asText())
                .isEqualTo("about 50 persons");
        assertThat(account.at("/planningFactor/number").asInt()).isEqualTo(55);
        assertThat(account.at("/planningFactor/from").asText()).isEqualTo("offered on 2018-07-18 by DPRK");
        assertThat(account.at("/agreed/sets").isNull()).isTrue();
        assertThat(account.at("/agreed/setsText").asText()).isEqualTo("unknown");
        assertThat(account.at("/casesStaged/numberText").asText()).isEqualTo("about 100 cases");
        assertThat(account.at("/talks/sessions").asInt()).isEqualTo(3);
        assertThat(account.at("/talks/noShows").asInt()).isEqualTo(1);
        assertThat(account.at("/individualsEstimated")).isEmpty();
        assertThat(account.at("/reconciliation/reconciles").asBoolean()).isTrue();
    }

    @Test
    void account_asCsv_byHeaderOrParameter_isSafeForSpreadsheets() {
        Http.Answer byHeader = observer.get(PATH + "/account", "Accept", "text/csv");
        Http.Answer byParameter = observer.get(PATH + "/account?format=csv");

        for (Http.Answer csv : List.of(byHeader, byParameter)) {
            assertThat(csv.status()).isEqualTo(200);
            assertThat(csv.type()).startsWith("text/csv");
            assertThat(csv.body())
                    .startsWith("section,item,number,unit,qualifier,on,by,relayedBy,text,source,asOf\r\n")
                    .contains("said,OFFERED,55,SETS,EXACTLY,2018-07-18,DPRK,A US official,'=55 sets")
                    .contains("said,PLEDGED,no number,,NO_NUMBER")
                    .contains("planned,agreed,unknown,SETS")
                    .contains("estimated,individualsEstimated,unknown,INDIVIDUALS")
                    .contains("counted,containersReceived,0,CONTAINERS");
        }
    }

    @Test
    void statements_areInTheOrderInWhichTheyWereSaid() {
        JsonNode statements = observer.get(PATH + "/statements").json();

        assertThat(values(statements, "saidOn"))
                .containsExactly("2018-06", "2018-06-12", "2018-07-17", "2018-07-18", "2018-07-18");
    }

    @Test
    void timeline_isInOrder_withZoneAndWho() {
        JsonNode timeline = observer.get(PATH + "/timeline").json();

        assertThat(values(timeline, "when"))
                .containsExactly(
                        "2018-06",
                        "2018-06",
                        "2018-06-12",
                        "2018-07-12T01:00:00Z",
                        "2018-07-15T01:00:00Z",
                        "2018-07-16T01:00:00Z",
                        "2018-07-17",
                        "2018-07-18",
                        "2018-07-18");
        JsonNode pledge = find(timeline, "when", "2018-06-12");
        assertThat(pledge.get("zone").asText()).isEqualTo("Asia/Seoul");
        assertThat(pledge.get("by").asText()).isEqualTo("The counterparty's leader, relayed by A head of state");
        assertThat(find(timeline, "what", "TALKS").get("text").asText())
                .isEqualTo("Session 1 at Panmunjom: no-show of DPRK");
    }

    @Test
    void beforeAnythingWasReceived_lists_areEmpty() {
        for (String list : List.of(
                "custody", "custody/holders", "cases", "containers", "specimens", "drafts/inventory?item=C-07")) {
            Http.Answer answer = observer.get(PATH + "/" + list);
            assertThat(answer.status()).as(list).isEqualTo(200);
            JsonNode rows = list.startsWith("drafts") ? answer.json().get("rows") : answer.json();
            assertThat(rows).as(list).isEmpty();
        }
        JsonNode digests = observer.get(PATH + "/digests").json();
        assertThat(digests).hasSize(1);
        assertThat(observer.get("/api/keys").json().at("/0/fingerprint")).isEqualTo(digests.at("/0/key"));
        assertThat(observer.get(PATH + "/export").header("Content-Disposition"))
                .contains("filename=\"%s-export-1.zip\"".formatted(PATH.substring(PATH.lastIndexOf('/') + 1)));
        JsonNode verification = observer.get(PATH + "/custody/verify").json();
        assertThat(verification.get("intact").asBoolean()).isTrue();
        assertThat(verification.get("items").asInt(-1)).isZero();
    }

    @Test
    void custodyAndCases_asCsv_haveTheirColumns() {
        assertThat(observer.get(PATH + "/custody?format=csv").body())
                .isEqualTo("item,sequence,act,from,to,at,place,releasedBy,receivedBy,reason,previousHash,hash\r\n");
        assertThat(observer.get(PATH + "/cases", "Accept", "text/csv").body())
                .isEqualTo(
                        "key,individual,state,cycle,openSteps,disposition,person,consolidatedInto,specimens,groupedOn,"
                                + "closedOn,waitingSince,due\r\n");
    }

    @Test
    void everyTable_isThereAsCsv_withTheFieldsOfItsJson() {
        for (String table : List.of(
                "/api/handovers",
                PATH + "/statements",
                PATH + "/talks",
                PATH + "/steps",
                PATH + "/timeline",
                "/api/steps")) {
            JsonNode first = observer.get(table).json().get(0);
            Http.Answer csv = observer.get(table, "Accept", "text/csv");
            assertThat(csv.status()).as(table).isEqualTo(200);
            assertThat(csv.type()).as(table).startsWith("text/csv");
            assertThat(csv.header("Content-Disposition"))
                    .as(table)
                    .startsWith("attachment")
                    .contains(".csv");
            List<String> columns =
                    List.of(csv.body().lines().findFirst().orElseThrow().split(","));
            first.fieldNames()
                    .forEachRemaining(field -> assertThat(columns).as(table).contains(field));
            assertThat(csv.body().lines().count()).as(table).isGreaterThan(1);
        }
        assertThat(observer.get(PATH + "/statements?format=csv").body()).contains("'=55 sets");
        assertThat(observer.get(PATH + "/talks?format=csv").body()).contains("2018-07-12T01:00:00Z,GENERAL_OFFICER");
        assertThat(observer.get("/api/handovers?format=csv").body()).contains("," + "0,CONTAINERS");
    }

    @Test
    void tablesWithoutRows_haveTheirHeader() {
        for (String table : List.of(
                "legs",
                "containers",
                "specimens",
                "discrepancies",
                "incidents",
                "estimates",
                "samples?pending=true",
                "field-operations",
                "custody/holders",
                "custody/stays",
                "cases?page=1&size=10")) {
            String path = PATH + "/" + table;
            Http.Answer csv = observer.get(path + (table.contains("?") ? "&" : "?") + "format=csv");
            assertThat(csv.status()).as(table).isEqualTo(200);
            assertThat(csv.body().lines()).as(table).hasSize(1);
            assertThat(observer.get(path).json()).as(table).isEmpty();
        }
    }

    @Test
    void tablesOfTheLaboratory_areThereAsJsonAndCsv_ofAllAndOfOne() {
        for (String table : List.of("steps", "dna", "containers", "groups", "handovers")) {
            String path = "/api/laboratory/" + table;
            Http.Answer csv = observer.get(path + "?format=csv");
            assertThat(csv.status()).as(table).isEqualTo(200);
            assertThat(csv.body().lines().count())
                    .as(table)
                    .isEqualTo(1L + observer.get(path).json().size());
            assertThat(observer.get(path + "?reference=" + REFERENCE).status())
                    .as(table)
                    .isEqualTo(200);
        }
        assertThat(values(observer.get("/api/laboratory/dna").json(), "test"))
                .containsExactly("MTDNA", "YSTR", "AUSTR");
        assertThat(observer.get("/api/laboratory/containers?format=csv").body()).startsWith("state,containers\r\n");
        assertThat(observer.get("/api/laboratory/steps?reference=KOR-1999-09").status())
                .isEqualTo(404);
        assertThat(observer.get("/api/laboratory/handovers?page=0").status()).isEqualTo(400);
    }

    @Test
    void unknownThings_areNotFound() {
        for (String path : List.of(
                "/api/handovers/KOR-1953-99",
                "/api/handovers/KOR-1953-99/account",
                "/api/handovers/KOR-1953-99/custody/verify",
                PATH + "/custody?item=C-99",
                PATH + "/drafts/letters",
                PATH + "/nothing",
                "/api/nothing")) {
            problem(observer.get(path), 404);
        }
        problem(observer.get("/api/handovers/KOR-1953-99/account", "Accept", "text/csv"), 404);
    }

    @Test
    void malformedThings_areRefused_withWhatWouldBeRight() {
        JsonNode problem = problem(observer.get("/api/handovers/kor_2018/account"), 400);
        assertThat(problem.at("/problems/0").asText())
                .contains("'kor_2018' is not a reference")
                .contains("e.g. KOR-2018-01");
        problem(observer.get(PATH + "/custody?item=%2F"), 400);
        problem(observer.get(PATH + "/account?format=xml"), 406);
        problem(observer.get(PATH + "/account", "Accept", "application/pdf"), 406);
        problem(observer.post(PATH + "/account", "{}"), 405);
    }

    @Test
    void openApiDocument_describesEveryPath() {
        Http.Answer answer = observer.get("/api/openapi.json");
        JsonNode document = answer.json();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(document.get("openapi").asText()).startsWith("3.");
        assertThat(document.at("/components/securitySchemes/basic/scheme").asText())
                .isEqualTo("basic");
        assertThat(document.at("/info/title").asText()).isEqualTo("The record of handovers");
        for (String path : List.of(
                "",
                "/{reference}",
                "/{reference}/account",
                "/{reference}/custody",
                "/{reference}/custody/holders",
                "/{reference}/custody/verify",
                "/{reference}/export",
                "/{reference}/dossier",
                "/{reference}/protocol",
                "/{reference}/digests",
                "/{reference}/cases",
                "/{reference}/statements",
                "/{reference}/timeline",
                "/{reference}/containers",
                "/{reference}/specimens",
                "/{reference}/talks",
                "/{reference}/legs",
                "/{reference}/discrepancies",
                "/{reference}/incidents",
                "/{reference}/estimates",
                "/{reference}/steps",
                "/{reference}/samples",
                "/{reference}/cases/{individual}",
                "/{reference}/cases/{individual}/evidence",
                "/{reference}/cases/{individual}/decisions",
                "/{reference}/drafts/{kind}")) {
            JsonNode get = document.get("paths").get("/api/handovers" + path).get("get");
            assertThat(get.get("summary").asText()).as(path).isNotBlank();
            assertThat(get.get("tags")).as(path).isNotEmpty();
        }
        for (String table : List.of("account", "custody", "cases", "timeline", "talks", "samples")) {
            assertThat(document.at("/paths/~1api~1handovers~1{reference}~1" + table + "/get/responses/200/content"))
                    .as(table)
                    .hasSize(2);
        }
        assertThat(document.at("/servers/0/url").asText()).isEqualTo("/");
        assertThat(document.at(
                                "/paths/~1api~1handovers~1{reference}~1account/get/responses/404/content/application~1problem+json")
                        .isMissingNode())
                .isFalse();
    }

    @Test
    void manyTasks_areCompletedAtOnce_orNone() {
        for (String reference : List.of("MNY-2018-01", "MNY-2018-02")) {
            ok(http.as("negotiators-1")
                    .start(
                            "handover",
                            reference,
                            "pledgedOn",
                            "2018-06-12",
                            "pledgedBy",
                            "A leader",
                            "counterparty",
                            "DPRK",
                            "statement",
                            "Remains"));
        }
        Map<String, Object> talks =
                Map.of("talksOn", "2018-07-12T10:00:00+09:00", "talksLevel", "WORKING", "venue", "Panmunjom");
        var first = Map.of("case", "MNY-2018-01", "step", "ScheduleTalks", "fields", talks);
        var second = Map.of("case", "MNY-2018-02", "step", "ScheduleTalks", "fields", talks);
        var wrong = Map.of("case", "MNY-2018-02", "step", "ScheduleTalks", "fields", Map.of("venue", "Panmunjom"));
        Http negotiator = http.as("negotiators-2");

        JsonNode problem = problem(negotiator.post("/api/completions", List.of(first, wrong)), 400);
        assertThat(problem.at("/problems/0").asText())
                .startsWith("item 2 (ScheduleTalks of MNY-2018-02): talks")
                .endsWith("is missing");
        assertThat(problem.at("/items")).hasSize(1);
        assertThat(problem.at("/items/0/item").asInt()).isEqualTo(2);
        assertThat(problem.at("/items/0/about").asText()).isEqualTo("MNY-2018-02");
        assertThat(problem.at("/items/0/problems").size()).isGreaterThan(1);
        problem(observer.post("/api/completions", List.of(first)), 403);
        problem(negotiator.post("/api/completions", List.of()), 400);
        problem(negotiator.post("/api/completions", Map.of()), 400);

        for (int time = 1; time <= 2; time++) {
            Http.Answer done =
                    negotiator.post("/api/completions", List.of(first, second), "Idempotency-Key", "talks-of-both");
            assertThat(done.status()).as(done.body()).isEqualTo(200);
            assertThat(done.json().get("completed").asInt()).isEqualTo(2);
        }
        assertThat(values(observer.get("/api/handovers/MNY-2018-01/steps").json(), "step"))
                .contains("RecordTalks")
                .doesNotContain("ScheduleTalks");

        Http.Answer rows = http.as("transfer-team-1")
                .post(
                        "/api/completions",
                        "text/csv",
                        """
                        case,step,casesStaged,qualifier,stagedOn,stagedAt
                        MNY-2018-01,StageTransferCases,100,ABOUT,2018-06,DMZ
                        MNY-2018-02,StageTransferCases,50,EXACTLY,2018-06,DMZ
                        """
                                .getBytes(StandardCharsets.UTF_8));
        assertThat(rows.status()).as(rows.body()).isEqualTo(200);
        assertThat(rows.json().get("completed").asInt()).isEqualTo(2);
    }

    @Test
    void scenarios_areListed_andReplayedFromLines() {
        assertThat(values(observer.get("/api/scenarios").json(), "name"))
                .contains("korea-2018-to-july-18", "korea-2018-after-july-18", "invented-accession");

        Http.Answer played = http.as("operators-1")
                .postLines(
                        "/api/scenarios?reference=LIN-2018-01",
                        "{\"id\":\"A01\",\"at\":\"2018-06-12\",\"type\":\"PLEDGE_MADE\",\"by\":\"DPRK\"}\n");

        assertThat(played.status()).as(played.body()).isEqualTo(200);
        assertThat(played.json().at("/played/0/what").asText()).isEqualTo("started LIN-2018-01");
        assertThat(observer.get("/api/handovers/LIN-2018-01")
                        .json()
                        .get("phase")
                        .asText())
                .isEqualTo("TALKS");
    }

    @Test
    void upgrade_isForOperators_andADryRunUnlessTheySayOtherwise() {
        Http operator = http.as("operators-1");
        assertThat(operator.get("/api/upgrade").json())
                .as("nobody follows an older model")
                .isEmpty();
        JsonNode done = operator.post("/api/upgrade", Map.of()).json();
        assertThat(done.get("dryRun").asBoolean()).isTrue();
        assertThat(done.get("instances")).isEmpty();
        assertThat(done.get("next").isNull()).isTrue();
        assertThat(problem(operator.post("/api/upgrade?size=501", Map.of()), 400)
                        .get("detail")
                        .asText())
                .contains("give 1 to 500");
        problem(operator.post("/api/upgrade?handover=KOR-2018-99", Map.of()), 404);
        problem(operator.post("/api/upgrade?handover=%25", Map.of()), 400);
        problem(http.as("lab-managers-1").get("/api/upgrade"), 403);
        problem(http.as("lab-managers-1").post("/api/upgrade", Map.of()), 403);
    }

    @Test
    void replay_refusesBadLines_unknownNames_andWhoMayNot() {
        Http operator = http.as("operators-1");

        JsonNode badLine = problem(operator.postLines("/api/scenarios?reference=BAD-2018-01", "{}\nnonsense\n"), 400);
        assertThat(badLine.get("problems").toString())
                .contains("line 1: 'id' is missing")
                .contains("line 2: not a JSON object");
        assertThat(problem(operator.post("/api/scenarios?name=korea-1953", Map.of()), 400)
                        .get("detail")
                        .asText())
                .contains(
                        "there is no scenario 'korea-1953'; there are invented-accession, korea-2018-after-july-18, korea-2018-to-july-18");
        assertThat(problem(operator.postLines("/api/scenarios", ""), 400)
                        .get("detail")
                        .asText())
                .contains("the scenario is empty");
        problem(http.as("negotiators-1").postLines("/api/scenarios", "{}"), 403);
        problem(observer.get("/api/handovers/BAD-2018-01"), 404);
    }

    @Test
    void errorsOutsideTheApi_areProblemsToo() {
        problem(observer.get("/camunda/nowhere"), 404);
    }

    private static JsonNode problem(Http.Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.type()).as(answer.body()).startsWith("application/problem+json");
        assertThat(answer.body()).doesNotContain("\tat ", "Exception");
        assertThat(answer.json().get("status").asInt()).isEqualTo(status);
        assertThat(answer.json().get("detail").asText()).isNotBlank();
        return answer.json();
    }

    private static JsonNode find(JsonNode rows, String field, String value) {
        return StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> row.get(field).asText().equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no %s %s in %s".formatted(field, value, rows)));
    }

    private static List<String> values(JsonNode rows, String field) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.get(field).asText())
                .toList();
    }
}
