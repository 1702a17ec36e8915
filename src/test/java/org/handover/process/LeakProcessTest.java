package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.init;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.task;
import static org.handover.process.LaboratoryStory.fields;

import org.camunda.bpm.engine.ProcessEngine;
import org.handover.account.Accounts;
import org.handover.vocabulary.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** A name that became public before its family was told. */
@ProcessTest
class LeakProcessTest {

    private LaboratoryStory story;
    private String person;

    @Autowired
    private Accounts accounts;

    @BeforeEach
    void open(@Autowired ProcessEngine engine, @Autowired ApplicationContext context) {
        init(engine);
        story = new LaboratoryStory(context).cases(1).on("2018-09-12");
        person = story.reference() + "-P1";
    }

    @Test
    @DisplayName("F2 a leak is an incident with a notice that is due at once, beside the case")
    void leak_isAnIncident_untilTheFamilyIsTold() {
        leak("public-affairs-1");

        assertThat(story.instance("I-001")).isWaitingAt("SelectLinesOfEvidence", "NotifyFamilyAtOnce");
        assertThat(task("NotifyFamilyAtOnce", story.instance("I-001"))).hasCandidateGroup("casualty-office");
        assertThat(task("NotifyFamilyAtOnce", story.instance("I-001")).getPriority())
                .isEqualTo(100);
        assertThat(task("NotifyFamilyAtOnce", story.instance("I-001")).getDueDate())
                .isNotNull();
        assertThat(accounts.take(new Reference(story.reference())).incidents())
                .extracting(incident -> incident.kind() + " " + incident.item())
                .containsExactly("LEAK " + story.key("I-001"));

        attempt("NOT_REACHED", "Nobody at the last address");
        assertThat(story.instance("I-001")).isWaitingAt("SelectLinesOfEvidence", "NotifyFamilyAtOnce");
        attempt("DELIVERED", null);

        assertThat(story.instance("I-001"))
                .isWaitingAt("SelectLinesOfEvidence")
                .hasPassed("LeakReported", "NotifyFamilyAtOnce", "FamilyToldOfLeak", "LeakAnswered");
        assertThat(accounts.take(new Reference(story.reference())).incidents()).isEmpty();
        assertThat(accounts.take(new Reference(story.reference())).notified().number())
                .as("a leak is no notice of an identification")
                .isZero();
        assertThat(story.text(
                        "select kind || ' ' || wording from notice where outcome = 'DELIVERED' and reference = ?"))
                .isEqualTo("LEAK A name was made public before its family was told. No identification has been made.");
        assertThat(story.text("select resolution || ' ' || resolved_by from incident where reference = ?"))
                .isEqualTo("The family was told casualty-office-1");
    }

    @Test
    @DisplayName(
            "F1 after the approval the notice of a leak says nothing of nobody; the notice of the identification is still due")
    void leak_afterTheApproval() {
        story.identified("I-001", person);
        leak("medical-examiners-1");
        attempt("DELIVERED", null);

        assertThat(story.text("select wording from notice where reference = ?"))
                .isEqualTo("A name was made public before its family was told.");
        assertThat(story.open("I-001")).containsExactly("NotifyFamily");
    }

    @Test
    void secondLeak_isAnsweredByItself_notWhileTheFirstIsOpen() {
        leak("lab-managers-1");
        story.refuses(() -> leak("lab-managers-1"), "a leak is being answered");
        attempt("DELIVERED", null);
        leak("lab-managers-1");
        attempt("DELIVERED", null);

        assertThat(story.rows("incident")).isEqualTo(2);
        assertThat(story.rows("notice")).isEqualTo(2);
    }

    @Test
    void caseClosedBeforeTheFamilyIsTold_theNoticeStaysDue() {
        leak("lab-managers-1");
        story.retained("I-001");

        assertThat(story.open("I-001")).containsExactly("NotifyFamilyAtOnce");
        attempt("DELIVERED", null);
        assertThat(story.instance("I-001")).isNull();
    }

    @Test
    void releasedByUs_isNoLeak_andARevocationWaitsForTheNotice() {
        story.identified("I-001", person);
        leak("lab-managers-1");
        story.refuses(
                () -> story.sendTo("I-001", "medical-examiners-1", "IdentificationRevoked", null, "reason", "Mixed up"),
                "a leak is being answered; the family is told of it first");
        attempt("DELIVERED", null);
        story.told("I-001").named("I-001");

        story.refuses(() -> leak("lab-managers-1"), "that is no leak");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "historians-1     | person=P; text=In a paper                          | is sent by a member of",
                "public-affairs-1 | text=In a paper                                    | person: is missing",
                "public-affairs-1 | person=a name; text=In a paper                     | person: is not the id of a person",
                "public-affairs-1 | person=P                                           | text: is missing",
                "public-affairs-1 | person=P; text=In a paper; reportedOn=2018-09-14   | reportedOn: 2018-09-14 lies in the future",
                "public-affairs-1 | person=P; text=In a paper; who=me                  | who: is unknown here"
            })
    void report_isRefused(String user, String fields, String words) {
        story.refuses(() -> story.sendTo("I-001", user, "LeakReported", null, fields(fields)), words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "casualty-office-1 | notifiedOn=2018-09-12                        | outcome: is missing",
                "casualty-office-1 | outcome=DELIVERED                            | notifiedOn: is missing",
                "casualty-office-1 | outcome=NOT_REACHED; notifiedOn=2018-09-12   | remarks: is missing",
                "casualty-office-1 | outcome=DELIVERED; notifiedOn=2018-09-11     | notifiedOn: 2018-09-11 is before it was decided",
                "casualty-office-1 | outcome=DELIVERED; notifiedOn=2018-09-14     | notifiedOn: 2018-09-14 lies in the future",
                "public-affairs-1  | outcome=DELIVERED; notifiedOn=2018-09-12     | does not have one of the following permissions"
            })
    void notice_isRefused(String user, String fields, String words) {
        leak("lab-managers-1");

        story.refuses(() -> story.completeAt("I-001", user, "NotifyFamilyAtOnce", fields(fields)), words);
    }

    private void leak(String user) {
        story.sendTo("I-001", user, "LeakReported", null, "person", person, "text", "In a newspaper of today");
    }

    private void attempt(String outcome, String remarks) {
        if (remarks == null) {
            story.completeAt(
                    "I-001",
                    "casualty-office-1",
                    "NotifyFamilyAtOnce",
                    "outcome",
                    outcome,
                    "notifiedOn",
                    "2018-09-12",
                    "recipient",
                    "Kin of the demo");
        } else {
            story.completeAt(
                    "I-001",
                    "casualty-office-1",
                    "NotifyFamilyAtOnce",
                    "outcome",
                    outcome,
                    "notifiedOn",
                    "2018-09-12",
                    "remarks",
                    remarks);
        }
    }
}
