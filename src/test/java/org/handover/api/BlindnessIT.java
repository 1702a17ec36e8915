package org.handover.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.handover.process.LaboratoryStory.bone;
import static org.handover.process.LaboratoryStory.link;
import static org.handover.process.LaboratoryStory.object;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.handover.http.Http;
import org.handover.http.RunningApplication;
import org.handover.process.LaboratoryStory;
import org.handover.reading.CaseFile;
import org.handover.reading.CaseFiles;
import org.handover.security.Groups;
import org.handover.security.Reader;
import org.handover.verify.Unpacked;
import org.handover.vocabulary.Reference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What whoever examines blind may read (rule I1). I-001 waits for its odontology report, its anthropology report is signed by
 * scientists-3 and a historian has named a candidate; I-002, in the same container, is not begun; I-003, alone in C-02, is examined.
 */
@RunningApplication
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BlindnessIT {

    private static final String CANDIDATE = "P-SUSPECT";
    private static final List<String> PREJUDICE = List.of(CANDIDATE, "Sinhung", "Chosin", "an engraved tag", "E-01");

    private Http http;
    private LaboratoryStory story;
    private String path;

    @BeforeAll
    void halfExamined(
            @Autowired Environment environment, @Autowired ApplicationContext context, @Autowired JdbcClient jdbc) {
        http = Http.anonymous(environment);
        story = new LaboratoryStory(context).arrived("C-01", "C-02");
        path = "/handovers/" + story.reference();
        jdbc.sql(
                        """
                update container set their_label = 'village Sinhung', recovery_site = 'east of Chosin', effects = 'an engraved tag',
                    condition = 'found at Chosin', reviewed_on = date '2018-07-28' where reference = ?""")
                .param(story.reference())
                .update();
        story.examined(
                        "C-01",
                        List.of(
                                bone("1", "femur", "LEFT", 300.5),
                                bone("2", "femur", "LEFT", 301.5),
                                object("E-01", "an engraved tag")))
                .examined("C-02", List.of(bone("1", "skull", "MIDLINE", 400)))
                .on("2018-09-05")
                .grouped(List.of(link("I-001", "C-01", "1"), link("I-002", "C-01", "2"), link("I-003", "C-02", "1")))
                .accepted()
                .settle()
                .traced("C-01/E-01", "historians-1", "object", "an engraved tag", "person", CANDIDATE)
                .completeAt("C-01/E-01", "lab-managers-1", "ApproveNotice", "decision", "APPROVE")
                .completeAt(
                        "C-01/E-01",
                        "casualty-office-1",
                        "NotifyOfObject",
                        "outcome",
                        "DELIVERED",
                        "notifiedOn",
                        "2018-09-05")
                .selected("I-001", "ANTHROPOLOGY,ODONTOLOGY,HISTORY,MATERIAL_EVIDENCE")
                .examinedLine("I-001", "ExamineAnthropology", "SUPPORTS")
                .examinedLine("I-001", "ExamineHistory", "EXCLUDES", "candidate", CANDIDATE)
                .retained("I-003");
    }

    private JsonNode theCase(String user, String individual) {
        Http.Answer answer = http.as(user).get("/api" + path + "/cases/" + individual);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static JsonNode of(JsonNode rows, String field, String value) {
        return StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> row.get(field).asText().equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no %s in %s".formatted(value, rows)));
    }

    @Test
    @DisplayName("I1 before the report is signed no surface tells a scientist whom the remains may be of")
    void scientist_findsNothing_onAnySurface(@Autowired Environment environment) {
        Http scientist = Http.anonymous(environment);
        scientist.signInOnPage("scientists-2", "demo", "/");
        for (String surface : List.of(
                "/api/handovers",
                "/api" + path,
                "/api" + path + "/account",
                "/api" + path + "/statements",
                "/api" + path + "/timeline",
                "/api" + path + "/custody",
                "/api" + path + "/custody/holders",
                "/api" + path + "/cases",
                "/api" + path + "/cases/I-001",
                "/api" + path + "/cases/I-001/evidence",
                "/api" + path + "/cases/I-001/decisions",
                "/api" + path + "/cases/I-001/samples",
                "/api" + path + "/cases/I-001/specimens",
                "/api" + path + "/cases/I-002",
                "/api" + path + "/lineage?individual=I-001",
                "/api" + path + "/cases?state=OPEN",
                "/",
                path,
                path + "?whole=true",
                path + "/account",
                path + "/diagram",
                path + "/diagram/state",
                path + "/timeline",
                path + "/route",
                path + "/containers",
                path + "/cases",
                path + "/cases/I-001",
                path + "/cases/I-002",
                "/laboratory")) {
            for (String format : formats(surface)) {
                Http.Answer answer = scientist.get(surface + format);
                if (format.isEmpty()) {
                    assertThat(answer.status()).as(surface + answer.body()).isEqualTo(200);
                }
                PREJUDICE.stream()
                        // That the object is there, and who holds it, everybody may know; not what it is.
                        .filter(word -> !surface.contains("custody") || !word.equals("E-01"))
                        .forEach(word ->
                                assertThat(answer.body()).as(surface + format).doesNotContain(word));
            }
        }
    }

    @Test
    @DisplayName("I1 what a scientist takes away in a dossier says no more than the pages")
    void scientist_findsNothing_inTheDossier() {
        Unpacked dossier = Unpacked.of(http.as("scientists-2").download("/api" + path + "/dossier"));

        assertThat(dossier.verdict()).contains("COMPLETE AND UNALTERED");
        var files = new TreeMap<>(dossier.files());
        // In C-02 everybody is examined: what was said of that one stands there as on the pages.
        assertThat(files.remove("containers.json").replaceAll("\\s", ""))
                .isEqualTo(http.as("scientists-2")
                        .get("/api" + path + "/containers")
                        .body()
                        .replaceAll("\\s", ""));
        files.compute("cases.jsonl", (name, cases) -> cases.lines()
                .filter(line -> !line.contains("/I-003\""))
                .collect(Collectors.joining()));
        assertThat(files.get("cases.jsonl")).contains("/I-001\"", "/I-002\"");
        files.forEach((name, text) -> PREJUDICE.stream()
                .filter(word -> !word.equals("E-01"))
                .forEach(word -> assertThat(text).as(name).doesNotContain(word)));
        assertThat(Unpacked.of(http.as("historians-1").download("/api" + path + "/dossier"))
                        .files()
                        .get("containers.json"))
                .contains("east of Chosin");
    }

    private static List<String> formats(String surface) {
        return surface.startsWith("/api")
                ? List.of("", surface.contains("?") ? "&format=csv" : "?format=csv")
                : List.of("");
    }

    @Test
    @DisplayName("I1 what came with a container is withheld while anybody in it is to be examined blind")
    void container_isWithheld_untilEverybodyInItIsExamined() {
        JsonNode blind =
                http.as("scientists-2").get("/api" + path + "/containers").json();
        JsonNode open =
                http.as("observers-1").get("/api" + path + "/containers").json();

        assertThat(of(blind, "number", "C-01").get("theirLabel").isNull()).isTrue();
        assertThat(of(blind, "number", "C-01").get("effects").isNull()).isTrue();
        assertThat(of(blind, "number", "C-01").get("withheld").asBoolean()).isTrue();
        assertThat(of(blind, "number", "C-02").get("theirLabel").asText()).isEqualTo("village Sinhung");
        assertThat(of(open, "number", "C-01").get("recoverySite").asText()).isEqualTo("east of Chosin");
        assertThat(of(open, "number", "C-01").get("withheld").asBoolean()).isFalse();
        String specimens = http.as("scientists-2")
                .get("/api" + path + "/specimens?container=C-01&format=csv")
                .body();
        assertThat(specimens).contains(",C-01,CASE-C-01,E-01,,").doesNotContain("engraved");
        assertThat(http.as("historians-1").get("/api" + path + "/specimens").body())
                .contains("an engraved tag");
    }

    @Test
    @DisplayName(
            "I1 what an object is and whose it may be is withheld from whoever examines blind, and kin from all but one office")
    void object_isWithheld_fromWhoeverMustNotKnow() {
        String object = "/api" + path + "/objects/C-01/E-01";
        for (String user : List.of("scientists-1", "observers-1", "operators-1")) {
            JsonNode blind = http.as(user).get(object).json();
            assertThat(blind.get("key").asText()).as(user).endsWith("C-01/E-01");
            assertThat(blind.toString()).as(user).doesNotContain(CANDIDATE, "Sinhung", "Chosin", "an engraved tag");
        }
        JsonNode open = http.as("lab-managers-1").get(object).json();
        assertThat(open.get("object").asText()).isEqualTo("an engraved tag");
        assertThat(open.get("person").asText()).isEqualTo(CANDIDATE);
        assertThat(open.at("/decisions/0/outcome").asText()).isEqualTo("APPROVE");
        assertThat(open.at("/notices/0/outcome").asText()).isEqualTo("DELIVERED");
        assertThat(http.as("lab-managers-1")
                        .get("/api" + path + "/objects/C-01/E-02")
                        .status())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("I1 an analyst sees the own signed finding, nobody else's")
    void ownFinding_staysVisible() {
        JsonNode own = theCase("scientists-3", "I-001").get("evidence");
        JsonNode others = theCase("scientists-2", "I-001").get("evidence");
        JsonNode historian = theCase("historians-1", "I-001");

        assertThat(of(own, "line", "ANTHROPOLOGY").get("finding").asText()).isEqualTo("SUPPORTS");
        assertThat(of(own, "line", "ANTHROPOLOGY").get("report").asText()).contains("ExamineAnthropology");
        assertThat(of(own, "line", "HISTORY").get("finding").isNull()).isTrue();
        assertThat(of(others, "line", "ANTHROPOLOGY").get("finding").isNull()).isTrue();
        assertThat(theCase("scientists-2", "I-001").get("withheld").toString()).isEqualTo("[\"BLIND\"]");
        assertThat(of(historian.get("evidence"), "line", "HISTORY")
                        .get("candidate")
                        .asText())
                .isEqualTo(CANDIDATE);
        assertThat(of(historian.get("evidence"), "line", "HISTORY")
                        .get("resolved")
                        .asBoolean(true))
                .isFalse();
        assertThat(of(historian.get("containers"), "container", "C-01")
                        .get("theirLabel")
                        .asText())
                .isEqualTo("village Sinhung");
    }

    @Test
    @DisplayName("I1 a signed report lifts the wall of that case only")
    void signed_liftsTheWall() {
        JsonNode signed = theCase("scientists-2", "I-003");

        assertThat(of(signed.get("evidence"), "line", "ANTHROPOLOGY")
                        .get("finding")
                        .asText())
                .isEqualTo("INCONCLUSIVE");
        assertThat(signed.get("disposition").asText()).isEqualTo("RETAINED");
        assertThat(of(signed.get("containers"), "container", "C-02")
                        .get("effects")
                        .asText())
                .isEqualTo("an engraved tag");
        assertThat(signed.get("withheld").toString()).isEqualTo("[\"NAMES\"]");
    }

    @Test
    @DisplayName(
            "I1 what was found of bones is withheld while the individual they were consolidated into is to be examined blind")
    void consolidated_isWithheld_withTheOneItProvedToBe(
            @Autowired ApplicationContext context, @Autowired JdbcClient jdbc) {
        LaboratoryStory into = new LaboratoryStory(context)
                .arrived("C-01")
                .examined(
                        "C-01",
                        List.of(
                                bone("1", "skull", "MIDLINE", 400),
                                bone("2", "femur", "LEFT", 300),
                                bone("3", "tibia", "LEFT", 200)))
                .on("2018-09-05")
                .grouped(List.of(link("I-001", "C-01", "1"), link("I-002", "C-01", "2"), link("I-003", "C-01", "3")))
                .accepted()
                .settle()
                .selected("I-001", "ANTHROPOLOGY");
        LaboratoryStory other = new LaboratoryStory(context)
                .arrived("C-01")
                .examined("C-01", List.of(bone("1", "humerus", "LEFT", 300)))
                .on("2018-09-05")
                .grouped(List.of(link("I-001", "C-01", "1")))
                .accepted()
                .settle();
        jdbc.sql(
                        "update container set their_label = 'village Sinhung', reviewed_on = date '2018-07-28' where reference = ?")
                .param(other.reference())
                .update();
        consolidated(into, "I-003", "I-002");
        consolidated(into, "I-002", "I-001");
        consolidated(other, "I-001", into.reference() + "/I-001");

        List<String> pages = List.of(
                "/api/handovers/" + into.reference() + "/cases/I-003",
                "/api/handovers/" + into.reference() + "/cases/I-002",
                "/api/handovers/" + other.reference() + "/cases/I-001",
                "/api/handovers/" + other.reference() + "/timeline");
        for (String page : pages) {
            assertThat(http.as("scientists-2").get(page).body())
                    .as(page)
                    .doesNotContain(CANDIDATE, "EXCLUDES", "Report on", "Sinhung");
        }
        String containers = "/api/handovers/" + other.reference() + "/containers";
        assertThat(http.as("scientists-2").get(containers).body()).doesNotContain("Sinhung");
        assertThat(http.as("historians-1").get(pages.get(0)).body()).contains(CANDIDATE);

        into.examinedLine("I-001", "ExamineAnthropology", "SUPPORTS");

        for (String page : pages.subList(0, 3)) {
            assertThat(http.as("scientists-2").get(page).body()).as(page).contains("EXCLUDES");
        }
        assertThat(http.as("scientists-2").get(containers).body()).contains("Sinhung");
    }

    private static void consolidated(LaboratoryStory story, String individual, String into) {
        story.selected(individual, "HISTORY")
                .examinedLine(individual, "ExamineHistory", "EXCLUDES", "candidate", CANDIDATE)
                .joined(individual)
                .proposed(individual, "CONSOLIDATE", "consolidateInto", into)
                .reviewed(individual)
                .runJobAt("CloseCase");
    }

    @Test
    @DisplayName("I1 who is a historian too examines blind all the same")
    void twoGroups_seeAsLittle(@Autowired CaseFiles files) {
        var both = new Reader("somebody", Set.of(Groups.SCIENTISTS, Groups.HISTORIANS));

        CaseFile seen = files.of(new Reference(story.reference()), "I-001", both);

        assertThat(seen.withheld()).containsExactly(CaseFile.Withheld.BLIND);
        assertThat(seen.toString()).doesNotContain(CANDIDATE).doesNotContain("Sinhung");
    }

    @Test
    void observers_seeThatReportsExist_notWhatTheyFound() {
        JsonNode seen = theCase("observers-1", "I-001");

        assertThat(of(seen.get("evidence"), "line", "HISTORY").get("finding").isNull())
                .isTrue();
        assertThat(of(seen.get("evidence"), "line", "HISTORY").get("by").asText())
                .isEqualTo("historians-1");
        assertThat(seen.get("withheld").toString()).isEqualTo("[\"FINDINGS\",\"NAMES\"]");
        assertThat(seen.at("/waiting").findValuesAsText("step"))
                .containsExactlyInAnyOrder("ExamineOdontology", "ExamineMaterialEvidence");
        assertThat(seen.at("/waiting/0/groups/0").asText()).isIn("scientists", "historians");
        assertThat(http.as("observers-1").get("/api" + path + "/timeline").body())
                .contains("C-01/E-01");
    }

    @Test
    @DisplayName("I1 the page of a case says that something is withheld, and why")
    void page_saysWhatIsWithheld(@Autowired Environment environment) {
        Http scientist = Http.anonymous(environment);
        scientist.signInOnPage("scientists-2", "demo", "/");
        Http historian = Http.anonymous(environment);
        historian.signInOnPage("historians-1", "demo", "/");

        Http.Answer blind = scientist.get(path + "/cases/I-001");
        Http.Answer fragment = historian.get(path + "/cases/I-001", "HX-Request", "true");

        assertThat(blind.body()).contains("This case is examined blind.", "Examine odontology");
        assertThat(fragment.body())
                .startsWith("<section")
                .endsWith("</section>")
                .contains(CANDIDATE, "village Sinhung")
                .doesNotContain("<script", "<html", "is examined blind");
        assertThat(historian
                        .get(path + "/cases?step=ExamineOdontology", "HX-Request", "true")
                        .body())
                .startsWith("<section")
                .contains("/cases/I-001\"")
                .doesNotContain("/cases/I-002\"");
        assertThat(historian.get(path + "/cases/I-999").status()).isEqualTo(404);
        assertThat(historian.get(path + "/cases?page=9").body())
                .as("the last there is")
                .contains("/cases/I-001\"");
    }

    @Test
    void cases_areFilteredAndPaged() {
        Http observer = http.as("observers-1");

        Http.Answer page = observer.get("/api" + path + "/cases?page=2&size=2");
        assertThat(page.json()).hasSize(1);
        assertThat(page.json().at("/0/individual").asText()).isEqualTo("I-003");
        assertThat(page.header("X-Total-Count")).isEqualTo("3");
        Http.Answer waiting = observer.get("/api" + path + "/cases?step=ExamineOdontology");
        assertThat(waiting.json()).hasSize(1);
        assertThat(waiting.json().at("/0/openSteps").toString())
                .contains("ExamineOdontology", "ExamineMaterialEvidence");
        assertThat(waiting.json().at("/0/waitingSince").asText()).isNotBlank();
        assertThat(observer.get("/api" + path + "/cases?disposition=RETAINED&format=csv")
                        .body())
                .contains("I-003,CLOSED")
                .doesNotContain("I-001");
        assertThat(observer.get("/api" + path + "/cases?state=OPEN").json()).hasSize(2);
        assertThat(observer.get("/api" + path + "/specimens?page=1&size=1").header("X-Total-Count"))
                .isEqualTo("4");
        for (String wrong : List.of("state=SHUT", "disposition=LOST", "page=0", "size=201")) {
            Http.Answer refused = observer.get("/api" + path + "/cases?" + wrong);
            assertThat(refused.status()).as(wrong).isEqualTo(400);
            assertThat(refused.json().at("/problems/0").asText()).startsWith(wrong.substring(0, wrong.indexOf('=')));
        }
        assertThat(observer.get("/api" + path + "/cases/I-999").status()).isEqualTo(404);
    }
}
