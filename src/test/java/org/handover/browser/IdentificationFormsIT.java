package org.handover.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.handover.process.LaboratoryStory.bone;
import static org.handover.process.LaboratoryStory.link;
import static org.handover.process.LaboratoryStory.object;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.task.Task;
import org.handover.process.LaboratoryStory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.test.context.ActiveProfiles;

/**
 * Every form of the case of an individual and of an object's notice, in English and in Korean, each as somebody who has the task: it says
 * what there is to decide on, and a blind analyst's says nothing of whom the remains may be.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.datasource.url=jdbc:h2:mem:forms;DB_CLOSE_DELAY=-1")
@ActiveProfiles({"demo", "test"})
class IdentificationFormsIT {

    private static final String CANDIDATE = "P-0042";

    private static final String ALL_LINES =
            "ANTHROPOLOGY,ODONTOLOGY,CHEST_RADIOGRAPH,MTDNA,ISOTOPES,MATERIAL_EVIDENCE,HISTORY";

    @Autowired
    private Environment environment;

    @Autowired
    private ProcessEngine engine;

    private Chromium chromium;
    private LaboratoryStory story;
    private final Map<String, Person> people = new HashMap<>();

    @BeforeEach
    void cases(@Autowired ApplicationContext context) {
        chromium = new Chromium();
        story = new LaboratoryStory(context).arrived("C-01");
        var inventory = new ArrayList<Map<String, Object>>();
        var grouping = new ArrayList<Map<String, Object>>();
        for (int i = 1; i <= 12; i++) {
            inventory.add(bone(String.valueOf(i), i == 2 ? "clavicle" : "femur", "LEFT", 100 + i));
            grouping.add(link("I-%03d".formatted(i), "C-01", String.valueOf(i)));
        }
        inventory.add(object("E-01", "an engraved ring"));
        inventory.add(object("E-02", "a brass button"));
        story.examined("C-01", inventory)
                .on("2018-09-10")
                .grouped(grouping)
                .accepted()
                .settle();
    }

    @AfterEach
    void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void everyForm_saysWhatThereIsToDecideOn_inBothLanguages() {
        form("I-001", "lab-managers-1", "SelectLinesOfEvidence")
                .says("What is possible", "femur", "Odontology: teeth")
                .korean("가능한 감식", "치의학: 치아");

        story.selected("I-002", ALL_LINES).examinedLine("I-002", "ExamineHistory", "SUPPORTS", "candidate", CANDIDATE);
        for (String blind : List.of("ExamineAnthropology", "ExamineOdontology")) {
            form("I-002", "scientists-1", blind)
                    .says("You examine blind", "clavicle")
                    .korean("맹검으로 감식합니다", "이 개체의 표본")
                    .neverSays(CANDIDATE, "Report on ExamineHistory", "engraved");
        }
        form("I-002", "scientists-1", "ExamineChestRadiograph")
                .says("chest radiographs on file", "clavicle")
                .korean("쇄골과 척추뼈")
                .neverSays(CANDIDATE, "engraved");
        form("I-002", "scientists-1", "ExamineIsotopes")
                .says("never identify on their own")
                .korean("동위원소는 출신 지역")
                .neverSays(CANDIDATE, "engraved");
        form("I-002", "historians-1", "ExamineMaterialEvidence")
                .says("A tag is never an identification", CANDIDATE)
                .korean("인식표는 신원 확인이 아닙니다", "서명된 보고서");
        form("I-002", "scientists-1", "CutSample")
                .says("Mitochondrial DNA", "Mass before (grams)", "No sample has been cut")
                .korean("미토콘드리아 DNA", "채취 전 질량(g)")
                .neverSays(CANDIDATE, "null");

        story.selected("I-003", "MTDNA,HISTORY").cut("I-003");
        form("I-003", "scientists-1", "RecordDnaResult")
                .says("No profile is a valid result", "C-01/3", "9.5")
                .korean("시료", "프로파일이 없는 것도 유효한 결과입니다");
        form("I-003", "historians-1", "ExamineHistory")
                .says("other side's claim")
                .korean("상대측의 주장입니다");
        story.fireTimer("DnaResultOverdue");
        form("I-003", "scientists-1", "ChaseDnaResult")
                .says("The DNA result is overdue", "C-01/3")
                .korean("DNA 결과가 지연되고 있습니다");

        story.selected("I-004", "ANTHROPOLOGY,HISTORY")
                .examinedLine("I-004", "ExamineAnthropology", "SUPPORTS")
                .examinedLine("I-004", "ExamineHistory", "EXCLUDES", "candidate", CANDIDATE)
                .joined("I-004");
        form("I-004", "lab-managers-1", "ProposeDisposition")
                .says("Excludes, open", "Report on ExamineHistory", CANDIDATE, "While one is open")
                .korean("배제(미해소)", "해소되지 않은 배제");

        story.borneOut("I-005", "P-0005")
                .proposed("I-005", "IDENTIFIED", "person", "P-0005")
                .completeAt(
                        "I-005",
                        "lab-managers-2",
                        "ReviewDisposition",
                        "decision",
                        "RETURN",
                        "reason",
                        "Name the teeth")
                .completeAt("I-005", "lab-managers-1", "SelectLinesOfEvidence")
                .joined("I-005")
                .proposed("I-005", "IDENTIFIED", "person", "P-0005");
        form("I-005", "lab-managers-2", "ReviewDisposition")
                .says("What is proposed", "P-0005", "Sent back before", "Name the teeth")
                .korean("제안된 내용", "이전 반려");
        story.reviewed("I-005");
        form("I-005", "medical-examiners-1", "ApproveIdentification")
                .says("P-0005", "lab-managers-1", "Concurred", "Name the teeth")
                .korean("과학적 신원 확인의 최종 권한", "동의");
        story.approved("I-005")
                .completeAt(
                        "I-005",
                        "casualty-office-1",
                        "NotifyFamily",
                        "outcome",
                        "NOT_REACHED",
                        "notifiedOn",
                        "2018-09-10",
                        "remarks",
                        "Nobody at home");
        form("I-005", "casualty-office-2", "NotifyFamily")
                .says("Approved by the medical examiner", "medical-examiners-1", "Not reached", "Nobody at home")
                .korean("법의관 승인", "연락되지 않음");
        story.told("I-005");
        form("I-005", "public-affairs-1", "ReleaseName")
                .says("The family has been told", "P-0005", "Delivered")
                .korean("이제 성명을 공개할 수 있으며", "전달됨")
                .neverSays("Kin of the demo", "Nobody at home");
        story.named("I-005");
        form("I-005", "evidence-coordinators-1", "SignOutForReturn")
                .says("The laboratory lets go", "C-01/5", "Is every specimen in its place?")
                .korean("감식소가 인계합니다", "모든 표본이 제자리에 있습니까?");
        story.signedOut("I-005");
        form("I-005", "casualty-office-1", "ReturnToFamily")
                .says("Custody leaves the laboratory", "C-01/5", "Kin of the demo")
                .korean("유해가 가족의 품으로 돌아갑니다");

        story.identified("I-006", "P-0006")
                .told("I-006")
                .sendTo(
                        "I-006",
                        "medical-examiners-1",
                        "IdentificationRevoked",
                        null,
                        "reason",
                        "The samples were mixed up");
        form("I-006", "casualty-office-1", "NotifyOfRevocation")
                .says("What was revoked", "The samples were mixed up", "P-0006")
                .korean("취소된 내용");

        story.borneOut("I-007", "P-0007")
                .proposed("I-007", "PARTNER_UNNAMED", "partner", "ROK")
                .reviewed("I-007")
                .approved("I-007");
        form("I-007", "lab-managers-1", "ReviewJointly")
                .says("with the agency of the partner nation", "For a partner nation, not named", "Both sides sign")
                .korean("협력국 기관과 함께", "양측이 서명합니다");
        story.reviewedJointly("I-007");
        form("I-007", "evidence-coordinators-1", "SignOutForTransfer")
                .says("The laboratory lets go", "Not in its place")
                .korean("감식소가 인계합니다", "제자리에 없음");
        story.signedOut("I-007");
        form("I-007", "lab-managers-1", "TransferToPartner")
                .says("For a partner nation, not named", "ROK", "Do you take over everything on this list?")
                .korean("협력국 인도", "이 목록의 것을 모두 넘겨받습니까?");

        for (var outcome : Map.of("I-008", "RETAINED", "I-009", "NON_HUMAN").entrySet()) {
            story.selected(outcome.getKey(), "ANTHROPOLOGY")
                    .examinedLine(outcome.getKey(), "ExamineAnthropology", "INCONCLUSIVE")
                    .joined(outcome.getKey())
                    .proposed(outcome.getKey(), outcome.getValue())
                    .reviewed(outcome.getKey());
        }
        form("I-008", "lab-managers-1", "RetainRemains")
                .says("Nothing is discarded", "Retained", "Where they are kept")
                .korean("아무것도 폐기하지 않습니다");
        form("I-009", "lab-managers-1", "ResolveNonHuman")
                .says("The material is not human", "Not human")
                .korean("사람의 뼈가 아닙니다");

        story.traced(
                "C-01/E-01",
                "historians-1",
                "object",
                "an engraved ring",
                "person",
                "P-0099",
                "notes",
                "By the initials");
        form("C-01/E-01", "lab-managers-1", "ApproveNotice")
                .says("an engraved ring", "P-0099", "By the initials", "nobody has been identified")
                .korean("추정 소유자");
        story.completeAt(
                "C-01/E-01", "lab-managers-1", "ApproveNotice", "decision", "APPROVE", "reason", "The crest fits");
        form("C-01/E-01", "casualty-office-1", "NotifyOfObject")
                .says("an engraved ring", "The crest fits", "No notice has been given")
                .korean("통지 승인");

        var complaints = new ArrayList<String>();
        people.forEach((who, person) -> person.complaints().forEach(each -> complaints.add(who + ": " + each)));
        assertThat(complaints).as("errors in the browser's console").isEmpty();
    }

    /** A browser keeps a date that is only begun to itself: without a word Complete would stay shut. */
    @Test
    void dateThatIsOnlyBegun_isSaid() {
        story.selected("I-002", "MTDNA");
        form("I-002", "scientists-1", "CutSample").says("Mass before (grams)");
        Page page = people.get("scientists-1en-US").page();
        page.locator("#hf-requestedOn").focus();
        page.keyboard().type("0912");
        page.locator("#hf-massBefore").focus();

        page.locator(".hf:not(.before)")
                .getByText("A date with its full year.")
                .first()
                .waitFor();
    }

    @Test
    void individualOfAnotherHandover_canBeNamed() {
        story.selected("I-001", "ANTHROPOLOGY")
                .examinedLine("I-001", "ExamineAnthropology", "INCONCLUSIVE")
                .joined("I-001");
        form("I-001", "lab-managers-1", "ProposeDisposition").says("Rationale");
        Page page = people.get("lab-managers-1en-US").page();
        page.locator("#hf-disposition")
                .selectOption(new SelectOption().setLabel("Consolidate: same person as another individual"));
        page.locator("#hf-consolidateInto").fill("KOR-2018-01/I-12");
        page.locator("#hf-rationale").focus();
        Locator wrong =
                page.locator(".hf:not(.before)").getByText("Write it like").first();
        wrong.waitFor();

        page.locator("#hf-consolidateInto").fill("KOR-2018-01/I-012");
        page.locator("#hf-rationale").fill("One person");
        wrong.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
    }

    private Form form(String item, String user, String element) {
        Task task = engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(story.reference() + "/" + item)
                .taskDefinitionKey(element)
                .singleResult();
        assertThat(task).as(element + " of " + item).isNotNull();
        engine.getTaskService().setAssignee(task.getId(), user);
        return new Form(task.getId(), element, user);
    }

    /** A task's form, opened by somebody who has the task. */
    private final class Form {

        private final String task;
        private final String element;
        private final String user;
        private String english;
        private String korean;

        Form(String task, String element, String user) {
            this.task = task;
            this.element = element;
            this.user = user;
        }

        Form says(String... texts) {
            english = open("en-US");
            assertThat(english).as(element).contains(texts);
            return this;
        }

        Form korean(String... texts) {
            korean = open("ko-KR");
            assertThat(korean).as(element).contains(texts);
            return this;
        }

        Form neverSays(String... texts) {
            assertThat(english + korean).as(element).doesNotContain(texts);
            return this;
        }

        private String open(String language) {
            Page page = people.computeIfAbsent(user + language, who -> signedIn(language))
                    .page();
            // Tasklist stays open; the form that was open before is told apart from the one that comes.
            page.locator(".task-filter").first().waitFor();
            page.evaluate("document.querySelectorAll('.hf').forEach(form => form.classList.add('before'))");
            page.navigate(home() + "/camunda/app/tasklist/default/#/?filter=my-tasks&task=" + task);
            page.locator(".hf:not(.before)").waitFor();
            page.waitForFunction(
                    "!document.querySelector('.hf-reading') && document.querySelectorAll('.hf-section').length > 0");
            String text = page.locator(".hf:not(.before)").innerText()
                    + page.locator(".hf-sections").textContent();
            people.get(user + language).picture("%s-%s".formatted(element, language.substring(0, 2)));
            assertThat(page.locator(".hf .alert-warning").count())
                    .as("failures in " + element)
                    .isZero();
            return text;
        }

        private Person signedIn(String language) {
            return Person.asksFor(chromium.browser(), home() + "/camunda/app/tasklist/default/", language)
                    .signsIn(user);
        }
    }

    private String home() {
        return "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port");
    }
}
