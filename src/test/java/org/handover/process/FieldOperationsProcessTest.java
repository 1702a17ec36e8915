package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.init;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.handover.engine.Workbench;
import org.handover.fieldoperations.FieldOperation;
import org.handover.fieldoperations.FieldOperations;
import org.handover.vocabulary.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ProcessTest
class FieldOperationsProcessTest {

    @Autowired
    private FieldOperations operations;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private Workbench workbench;

    private Story story;

    @BeforeEach
    void agreedBesideTheHandover() {
        init(engine);
        story = new Story(engine, workbench, jdbc)
                .pledged()
                .scheduled("2018-07-16")
                .agreed("fieldOperations", "yes");
    }

    private FieldOperation operation() {
        return operations.of(new Reference(story.reference())).get(0);
    }

    private Story planned() {
        return story.completeAt(
                "F-01",
                "negotiators-1",
                "PlanOperation",
                "site",
                "Unsan",
                "startOn",
                "2018-09-01",
                "endOn",
                "2018-09-30");
    }

    private Story surveyed(String worthRecovering) {
        return story.completeAt(
                "F-01",
                "scientists-1",
                "SurveySite",
                "worthRecovering",
                worthRecovering,
                "surveyedOn",
                "2018-09-02",
                "remarks",
                "Two pits");
    }

    private Story recovered(Object... values) {
        return story.completeAt("F-01", "scientists-1", "RecoverRemains", values);
    }

    @Test
    @DisplayName("X12 a joint recovery goes its own way beside the handover")
    void agreed_opensAFieldOperation_besideTheHandover() {
        assertThat(story.instance()).hasPassed("FieldOperationsAgreed", "OpenFieldOperations", "TransferAgreed");
        assertThat(story.openElements()).containsExactly("StageTransferCases");
        assertThat(story.openElements("F-01")).containsExactly("PlanOperation");
        assertThat(operation().agreedOn()).isEqualTo("2018-07-16");

        story.send("policy-1", "PledgeWithdrawn", "withdrawnOn", "2018-07-20", "reason", "Relations worsened");

        assertThat(story.hasEnded()).isTrue();
        assertThat(story.openElements("F-01")).containsExactly("PlanOperation");
    }

    @Test
    void agreedAgain_opensTheNext() {
        story.staged().received(0).scheduled("2018-08-10").agreed("handoverOn", "2018-08-20", "fieldOperations", "yes");

        assertThat(operations.of(new Reference(story.reference())))
                .extracting(operation -> operation.key().number())
                .containsExactly("F-01", "F-02");
        assertThat(story.openElements("F-02")).containsExactly("PlanOperation");
    }

    @Test
    void notWorthRecovering_ends() {
        ProcessInstance recovery = story.instance("F-01");
        planned();
        assertThat(recovery).isWaitingAt("SurveySite");
        surveyed("no");

        assertThat(recovery).isEnded().hasPassed("NothingToRecover").hasNotPassed("RecoverRemains");
        assertThat(operation().worthRecovering()).isFalse();
    }

    @Test
    void nothingRecovered_ends() {
        ProcessInstance recovery = story.instance("F-01");
        planned();
        surveyed("yes");
        recovered("remainsRecovered", "no", "recoveredOn", "2018-09-20", "remarks", "Empty pits");

        assertThat(recovery).isEnded().hasPassed("NothingRecovered").hasNotPassed("OpenHandover");
        assertThat(operation().opened()).isNull();
    }

    @Test
    void remainsRecovered_openAHandoverOfTheirOwn() {
        ProcessInstance recovery = story.instance("F-01");
        planned();
        surveyed("yes");
        recovered("remainsRecovered", "yes", "recoveredOn", "2018-09-20", "sets", 12, "remarks", "From two pits.");

        assertThat(recovery).isEnded().hasPassed("OpenHandover", "HandoverOpened");
        String opened = operation().opened().value();
        assertThat(opened).matches("HO-2018-\\d{2,}");
        assertThat(workbench.openElements(opened)).containsExactly("ScheduleTalks", "StageTransferCases");
        assertThat(jdbc.sql("select continues from handover where reference = ?")
                        .param(opened)
                        .query(String.class)
                        .single())
                .isEqualTo(story.reference());
        assertThat(jdbc.sql("select speaker || ': ' || said_text from statement where reference = ? and amount = 12")
                        .param(opened)
                        .query(String.class)
                        .single())
                .isEqualTo("Joint field operation %s/F-01: Recovered at Unsan: 12 sets. From two pits."
                        .formatted(story.reference()));
    }

    @Test
    @DisplayName(
            "X12, X4 what a joint recovery found goes its own road to the laboratory, where it is known who dug it up")
    void remainsRecovered_goToTheLaboratory() {
        story.completeAt(
                        "F-01",
                        "negotiators-1",
                        "PlanOperation",
                        "site",
                        "Unsan",
                        "startOn",
                        "2018-07-17",
                        "endOn",
                        "2018-07-19")
                .completeAt("F-01", "scientists-1", "SurveySite", "worthRecovering", "yes", "surveyedOn", "2018-07-17")
                .completeAt(
                        "F-01",
                        "scientists-3",
                        "RecoverRemains",
                        "remainsRecovered",
                        "yes",
                        "recoveredOn",
                        "2018-07-18",
                        "sets",
                        2);
        Story recovery = story.of(operation().opened().value());
        recovery.staged()
                .scheduled("2018-07-20")
                .agreed()
                .received(2)
                .witnessed()
                .reviewed(2)
                .recased(2)
                .flown(2)
                .settle();

        assertThat(recovery.phase()).isEqualTo("IDENTIFICATION");
        assertThat(recovery.openElements("C-01")).containsExactly("AccessionContainer");
        assertThat(operations.crewOf(new Reference(recovery.reference()))).contains("scientists-3");
        assertThat(story.phase()).as("the handover beside which it was agreed").isEqualTo("TALKS");
    }

    @Test
    void setsNotCounted_areNotCalledZero() {
        planned();
        surveyed("yes");
        recovered("remainsRecovered", "yes", "recoveredOn", "2018-09-20");

        assertThat(jdbc.sql("select said_text from statement where reference = ? and amount is null")
                        .param(operation().opened().value())
                        .query(String.class)
                        .single())
                .isEqualTo("Recovered at Unsan: remains, sets not counted.");
    }
}
