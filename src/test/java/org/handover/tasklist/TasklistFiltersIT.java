package org.handover.tasklist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.handover.http.Http;
import org.handover.http.RunningApplication;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** Tasklist's filters as its own calls find them, for each group, in both languages. */
@RunningApplication
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TasklistFiltersIT {

    private static final String REFERENCE = "FLT-2018-01";
    private static final String FILTERS = "/camunda/api/engine/engine/default/filter";
    private static final String OF_HANDOVER = "handover:" + REFERENCE;

    private Environment environment;

    @BeforeAll
    void handover(@Autowired Environment environment) {
        this.environment = environment;
        Http negotiator = Http.anonymous(environment).as("negotiators-1");
        assertThat(negotiator
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
                                "thousands")
                        .status())
                .isEqualTo(200);
        assertThat(negotiator
                        .complete(
                                REFERENCE,
                                "ScheduleTalks",
                                "talksOn",
                                "2018-07-16T10:00:00+09:00",
                                "talksLevel",
                                "WORKING",
                                "venue",
                                "Panmunjom")
                        .status())
                .isEqualTo(204);
    }

    /** Signed in as Tasklist's own page signs in. */
    private Http tasklist(String user) {
        Http person = Http.anonymous(environment);
        assertThat(person.signIn("tasklist", user, "demo").status()).isEqualTo(200);
        // Brings the token of the new session.
        assertThat(person.get(FILTERS + "/count").status()).isEqualTo(200);
        return person;
    }

    private static List<JsonNode> filters(Http person, String language) {
        JsonNode all = person.get(FILTERS + "?itemCount=false&resourceType=Task", "Accept-Language", language)
                .json();
        return StreamSupport.stream(all.spliterator(), false)
                .sorted(java.util.Comparator.comparing(
                        filter -> filter.at("/properties/priority").asInt()))
                .toList();
    }

    private static List<String> texts(List<JsonNode> filters, String pointer) {
        return filters.stream().map(filter -> filter.at(pointer).asText()).toList();
    }

    /** A page of a filter as Tasklist asks for it. */
    private static Http.Answer page(Http person, String filter, Map<String, Object> more) {
        return person.post(
                FILTERS + "/" + filter + "/list?firstResult=0&maxResults=15",
                more,
                "Accept",
                "application/hal+json",
                "Accept-Language",
                "ko-KR,ko;q=0.9",
                "X-XSRF-TOKEN",
                person.token());
    }

    private static JsonNode tasks(Http person, String filter) {
        Http.Answer answer = page(person, filter, Map.of("active", true));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    @ParameterizedTest
    @CsvSource({
        "negotiators, 'group-tasks my-tasks overdue handovers field-operations handover:FLT-2018-01', 1, 1",
        "policy, 'group-tasks my-tasks overdue handovers', 0, 0",
        "transfer-team, 'group-tasks my-tasks overdue handovers containers handover:FLT-2018-01', 1, 0",
        "airlift, 'group-tasks my-tasks overdue handovers', 0, 0",
        "evidence-coordinators, 'group-tasks my-tasks overdue handovers containers individuals', 0, 0",
        "scientists, 'group-tasks my-tasks overdue handovers containers individuals field-operations', 0, 0",
        "historians, 'group-tasks my-tasks overdue individuals', 0, 0",
        "lab-managers, 'group-tasks my-tasks overdue handovers containers individuals objects', 0, 0",
        "medical-examiners, 'group-tasks my-tasks overdue individuals', 0, 0",
        "casualty-office, 'group-tasks my-tasks overdue individuals objects', 0, 0",
        "public-affairs, 'group-tasks my-tasks overdue individuals', 0, 0",
        "observers, '', 0, 0",
        "operators, all-tasks, 0, 0"
    })
    void group_findsItsFilters_andWhatWaitsInThem(String group, String expected, int waiting, int overdue) {
        Http person = tasklist(group + "-2");

        assertThat(String.join(" ", texts(filters(person, "en"), "/id"))).isEqualTo(expected);
        if (expected.equals("all-tasks")) {
            assertThat(tasks(person, "all-tasks").path("count").asInt())
                    .isEqualTo(tasks(tasklist("camunda-admin-1"), "all-tasks")
                            .path("count")
                            .asInt())
                    .isPositive();
        }
        if (!expected.isEmpty() && !expected.equals("all-tasks")) {
            assertThat(tasks(person, "group-tasks").path("count").asInt()).isEqualTo(waiting);
            assertThat(tasks(person, "overdue").path("count").asInt()).isEqualTo(overdue);
            assertThat(tasks(person, "my-tasks").path("count").asInt()).isZero();
        } else {
            assertThat(page(person, "group-tasks", Map.of()).body()).contains("AuthorizationException");
        }
    }

    @Test
    void filter_isForItsGroupsOnly_alsoByItsId() {
        assertThat(page(tasklist("policy-2"), "containers", Map.of()).body()).contains("AuthorizationException");
        assertThat(page(tasklist("observers-2"), OF_HANDOVER, Map.of()).body()).contains("AuthorizationException");
        // Whoever may open the filter of a handover sees in it no more than the tasks of the own groups.
        assertThat(tasks(tasklist("airlift-2"), OF_HANDOVER).path("count").asInt())
                .isZero();
        // One that has ended is empty: whoever did its last task still looks at it, and Tasklist asks again.
        assertThat(tasks(tasklist("airlift-2"), "handover:FLT-1999-01")
                        .path("count")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void administrator_seesEverything_eachCardWithItsGroup() {
        Http administrator = tasklist("camunda-admin-1");

        JsonNode page = tasks(administrator, OF_HANDOVER);

        assertThat(page.path("count").asInt()).isEqualTo(2);
        assertThat(texts(filters(administrator, "en"), "/id")).contains("all-tasks", OF_HANDOVER);
        assertThat(page.toString()).contains("\"name\":\"group\"", "회담 대표단");
        // In a list of one group it would say nothing.
        assertThat(tasks(tasklist("negotiators-2"), OF_HANDOVER).toString()).doesNotContain("\"name\":\"group\"");
    }

    @Test
    void names_areInThePersonsLanguage_idsStay() {
        Http person = tasklist("negotiators-2");

        List<JsonNode> english = filters(person, "en-US,en;q=0.9");
        List<JsonNode> korean = filters(person, "ko-KR,ko;q=0.9");

        assertThat(texts(english, "/name")).startsWith("My group's tasks", "My tasks", "Overdue", "Handovers");
        assertThat(texts(korean, "/name")).startsWith("우리 그룹의 작업", "내 작업", "기한 초과", "유해 인도");
        assertThat(texts(korean, "/id")).isEqualTo(texts(english, "/id"));
        JsonNode ofHandover = korean.get(korean.size() - 1);
        assertThat(ofHandover.path("name").asText()).isEqualTo(REFERENCE);
        assertThat(ofHandover.at("/properties/description").asText()).contains(REFERENCE, "작업");
        assertThat(ofHandover.at("/properties/variables/0/label").asText()).isEqualTo("인도 건");
        JsonNode task = tasks(person, "group-tasks").at("/_embedded/task/0");
        assertThat(task.path("name").asText()).isEqualTo("회담 결과 기록");
        assertThat(person.get(
                                "/camunda/api/engine/engine/default/task/"
                                        + task.path("id").asText(),
                                "Accept-Language",
                                "ko")
                        .json()
                        .path("name")
                        .asText())
                .isEqualTo("회담 결과 기록");
        // The engine itself knows one name.
        assertThat(Http.anonymous(environment)
                        .as("negotiators-2")
                        .get("/engine-rest/task/" + task.path("id").asText(), "Accept-Language", "ko")
                        .json()
                        .path("name")
                        .asText())
                .isEqualTo("Record talks");
    }

    @Test
    void expression_isRefused_wherePeopleCanWriteOne() {
        Http administrator = tasklist("camunda-admin-1");
        Map<String, Object> expression = Map.of("assigneeExpression", "${currentUser()}");

        assertThat(administrator
                        .post(
                                FILTERS + "/create",
                                Map.of("resourceType", "Task", "name", "Mine by expression", "query", expression),
                                "X-XSRF-TOKEN",
                                administrator.token())
                        .status())
                .isEqualTo(400);
        Map<String, Object> nested = Map.of("orQueries", List.of(Map.of(), expression));
        for (Map<String, Object> query : List.of(expression, nested)) {
            for (String filter : List.of("my-tasks", "group-tasks", "all-tasks", OF_HANDOVER)) {
                assertThat(page(administrator, filter, query).status())
                        .as("%s with %s", filter, query)
                        .isEqualTo(400);
            }
            for (String path : List.of("/task", "/task/count")) {
                Http.Answer answer =
                        Http.anonymous(environment).as("negotiators-1").post("/engine-rest" + path, query);
                assertThat(answer.status()).as("%s with %s", path, query).isEqualTo(400);
            }
        }
    }

    @Test
    void renamedFilter_keepsItsNameInEveryLanguage() {
        Http administrator = Http.anonymous(environment).as("camunda-admin-1");
        JsonNode objects = administrator.get("/engine-rest/filter/objects").json();
        Map<String, Object> renamed = Map.of(
                "name",
                "Tags and rings",
                "resourceType",
                "Task",
                "query",
                Map.of("processDefinitionKey", "material-evidence-notice"),
                "properties",
                Map.of("priority", 34));
        assertThat(objects.path("name").asText()).isEqualTo("Objects");
        assertThat(administrator.put("/engine-rest/filter/objects", renamed).status())
                .isEqualTo(204);

        Http person = tasklist("lab-managers-2");

        assertThat(texts(filters(person, "ko"), "/name")).contains("Tags and rings");
        assertThat(texts(filters(person, "en"), "/name")).contains("Tags and rings");
    }
}
