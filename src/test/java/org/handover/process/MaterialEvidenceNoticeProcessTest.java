package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.init;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.task;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@ProcessTest
class MaterialEvidenceNoticeProcessTest {

    private static final String TAG = "C-01/E-01";

    private LaboratoryStory story;
    private String person;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void arrive(@Autowired ProcessEngine engine, @Autowired ApplicationContext context) {
        init(engine);
        story = new LaboratoryStory(context).arrived("C-01");
        person = story.reference() + "-P1";
    }

    private LaboratoryStory traced() {
        return story.traced(
                TAG, "historians-1", "object", "Identification tag", "person", person, "notes", "By its number");
    }

    @Test
    @DisplayName("F3 a family is told of an object before any identification: own approval, own log, fixed words")
    void approved_told_ended() {
        traced();
        ProcessInstance notice = story.instance(TAG);
        assertThat(notice).isWaitingAt("ApproveNotice").hasPassed("RecordObject");
        assertThat(task(notice)).hasCandidateGroup("lab-managers");
        assertThat(
                        story.text(
                                "select description || ' ' || person || ' ' || traced_by from traced_object where reference = ?"))
                .isEqualTo("Identification tag " + person + " historians-1");

        story.completeAt(TAG, "lab-managers-1", "ApproveNotice", "decision", "APPROVE");
        assertThat(notice).isWaitingAt("NotifyOfObject");
        assertThat(task(notice)).hasCandidateGroup("casualty-office");
        story.completeAt(
                TAG,
                "casualty-office-1",
                "NotifyOfObject",
                "outcome",
                "NOT_REACHED",
                "notifiedOn",
                "2018-08-02",
                "remarks",
                "No telephone; a letter was sent");
        assertThat(notice).isWaitingAt("NotifyOfObject");
        story.on("2018-08-08")
                .completeAt(
                        TAG,
                        "casualty-office-2",
                        "NotifyOfObject",
                        "outcome",
                        "DELIVERED",
                        "notifiedOn",
                        "2018-08-08",
                        "recipient",
                        "Kin of the demo",
                        "remarks",
                        "At the meeting");

        assertThat(notice)
                .isEnded()
                .hasPassed(
                        "ObjectTraced",
                        "RecordObject",
                        "ApproveNotice",
                        "NoticeApproved",
                        "NotifyOfObject",
                        "OwnersFamilyReached",
                        "FamilyToldOfObject")
                .hasNotPassed("NoticeDeclined");
        assertThat(jdbc.sql(
                                "select kind || ' ' || outcome || ' ' || wording from notice where reference = ? order by id")
                        .param(story.reference())
                        .query(String.class)
                        .list())
                .containsExactly(
                        "MATERIAL_EVIDENCE NOT_REACHED No identification has been made.",
                        "MATERIAL_EVIDENCE DELIVERED No identification has been made.");
        assertThat(story.instance("I-001")).isNull();
        assertThat(story.rows("individual")).isZero();
    }

    @Test
    void declined_endsWithTheReason_nobodyIsTold() {
        traced();
        ProcessInstance notice = story.instance(TAG);

        story.completeAt(TAG, "lab-managers-1", "ApproveNotice", "decision", "DECLINE", "reason", "Number not legible");

        assertThat(notice).isEnded().hasPassed("NoticeDeclined").hasNotPassed("NotifyOfObject");
        assertThat(
                        story.text(
                                "select outcome || ' ' || reason from decision where reference = ? and stage = 'NOTICE_APPROVAL'"))
                .isEqualTo("DECLINE Number not legible");
        assertThat(story.rows("notice")).isZero();
    }

    @Test
    @DisplayName("T7, I8 whom an object is traced to stays in our tables: no engine table holds it")
    void person_isInNoEngineTable() {
        traced();

        for (String table : new String[] {"act_ru_variable", "act_hi_varinst", "act_hi_detail"}) {
            assertThat(jdbc.sql("select count(*) from " + table + " where text_ like ? or text_ = 'Identification tag'")
                            .param("%" + person + "%")
                            .query(Integer.class)
                            .single())
                    .as(table)
                    .isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "C-01/E-01 | -     | P-1      | object: is missing",
                "C-01/E-01 | A tag | -        | person: is missing",
                "C-01/E-01 | A tag | J. Doe   | person: is not the id of a person",
                "C-01/E-01 | A tag | p-1      | person: is not the id of a person",
                "C-99/E-01 | A tag | P-1      | there is no container",
                "C-01      | A tag | P-1      | names no object",
                "C-01/12   | A tag | P-1      | names no object",
                "C-01/E-1  | A tag | P-1      | names no object"
            })
    void objectTraced_refused(String key, String object, String person, String words) {
        story.refuses(() -> story.traced(key, "historians-1", "object", object, "person", person), words);

        assertThat(story.rows("traced_object")).isZero();
    }

    @Test
    void objectTraced_unknownField_isRefused() {
        story.refuses(
                () -> story.traced(TAG, "historians-1", "object", "A tag", "person", person, "name", "Somebody"),
                "name: is unknown here");
    }

    @Test
    void objectTracedTwice_isRefused() {
        traced();

        story.refuses(this::traced, "is traced already");
    }

    @Test
    void noticeApprovedByTheOneWhoTracedIt_isRefused() {
        story.traced(TAG, "lab-managers-1", "object", "A tag", "person", person)
                .refuses(
                        () -> story.completeAt(TAG, "lab-managers-1", "ApproveNotice", "decision", "APPROVE"),
                        "another person approves");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-       | -   | decision: is missing",
                "MAYBE   | -   | decision: 'MAYBE' is none of APPROVE, DECLINE",
                "DECLINE | -   | reason: is missing"
            })
    void approveNotice_refused(String decision, String reason, String words) {
        traced().refuses(
                        () -> story.completeAt(
                                TAG, "lab-managers-1", "ApproveNotice", "decision", decision, "reason", reason),
                        words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-         | 2018-08-02 | outcome: is missing",
                "MAYBE     | 2018-08-02 | outcome: 'MAYBE' is none of DELIVERED, NOT_REACHED",
                "DELIVERED | -          | notifiedOn: is missing",
                "DELIVERED | 2 August   | notifiedOn: '2 August' is not a date",
                "DELIVERED | 2018-08-01 | notifiedOn: 2018-08-01 is before it was decided",
                "DELIVERED | 2018-08-03 | notifiedOn: 2018-08-03 lies in the future"
            })
    void notifyOfObject_refused(String outcome, String notifiedOn, String words) {
        traced().completeAt(TAG, "lab-managers-1", "ApproveNotice", "decision", "APPROVE")
                .refuses(
                        () -> story.completeAt(
                                TAG,
                                "casualty-office-1",
                                "NotifyOfObject",
                                "outcome",
                                outcome,
                                "notifiedOn",
                                notifiedOn),
                        words);
    }

    @Test
    void secondAttempt_beforeTheFirst_isRefused() {
        traced().completeAt(TAG, "lab-managers-1", "ApproveNotice", "decision", "APPROVE")
                .on("2018-08-05")
                .completeAt(
                        TAG,
                        "casualty-office-1",
                        "NotifyOfObject",
                        "outcome",
                        "NOT_REACHED",
                        "notifiedOn",
                        "2018-08-05",
                        "remarks",
                        "Nobody at home");

        story.refuses(
                () -> story.completeAt(
                        TAG, "casualty-office-1", "NotifyOfObject", "outcome", "DELIVERED", "notifiedOn", "2018-08-04"),
                "before the attempt before it");
    }
}
