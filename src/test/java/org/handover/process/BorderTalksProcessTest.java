package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.init;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.handover.engine.Workbench;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ProcessTest
class BorderTalksProcessTest {

    private Story story;
    private ProcessInstance handover;

    @BeforeEach
    void pledge(@Autowired ProcessEngine engine, @Autowired Workbench workbench, @Autowired JdbcClient jdbc) {
        init(engine);
        story = new Story(engine, workbench, jdbc).pledged();
        handover = story.instance();
    }

    private Story outcome(String outcome, Object... values) {
        return story.complete(
                "negotiators-1",
                "RecordTalks",
                Story.with(Story.with(java.util.Map.of("talksOutcome", outcome)), values));
    }

    private Story noShow() {
        return outcome("NO_SHOW", "absentParty", "DPRK");
    }

    /** Three no-shows in a row: somebody has to decide. */
    private Story escalated() {
        story.scheduled("2018-06-20");
        noShow().scheduled("2018-06-22");
        noShow().scheduled("2018-06-24");
        return noShow();
    }

    private Story decided(String decision) {
        return story.complete("policy-1", "DecideOnTalks", "decision", decision, "reason", "As instructed");
    }

    @Test
    void pledge_startsTalksAndStagingSideBySide() {
        assertThat(story.openElements()).containsExactly("ScheduleTalks", "StageTransferCases");
        assertThat(story.groupsOf("ScheduleTalks")).containsExactly("negotiators");
        assertThat(story.groupsOf("StageTransferCases")).containsExactly("transfer-team");
        assertThat(story.phase()).isEqualTo("TALKS");
    }

    @Test
    void agreedAndStaged_waitsForTheTransfer() {
        story.scheduled("2018-07-16").agreed();
        assertThat(story.openElements()).containsExactly("StageTransferCases");

        story.staged();

        assertThat(handover)
                .hasPassed("StageTransferCases", "BorderTalks", "AgreedAndStaged")
                .hasNotPassed("ApplyTalksPolicy", "OpenFieldOperations")
                .isWaitingAt("ReceiveRemains");
        assertThat(story.phase()).isEqualTo("TRANSFER");
    }

    @Test
    void stagedFirst_waitsForTheAgreement() {
        story.staged();
        assertThat(story.openElements()).containsExactly("ScheduleTalks");

        story.scheduled("2018-07-16").agreed();

        assertThat(handover).isWaitingAt("ReceiveRemains");
        assertThat(story.value("select cases_staged from handover where reference = ?", Integer.class))
                .isEqualTo(100);
    }

    @Test
    @DisplayName("T1, W2 a no-show never ends the talks: another session is scheduled")
    void noShow_schedulesAnotherSession() {
        story.scheduled("2018-07-12");
        noShow();

        assertThat(story.openElements()).containsExactly("ScheduleTalks", "StageTransferCases");
        assertThat(handover)
                .hasPassedInOrder("RecordTalks", "OutcomeOfTalks", "ApplyTalksPolicy", "PolicyOfTalks")
                .hasNotPassed("DecideOnTalks");
        assertThat(story.variable("consecutiveNoShows")).isEqualTo(1);
        assertThat(story.phase()).isEqualTo("TALKS");
    }

    @Test
    @DisplayName("T2 a new date is a new session, the missed one stays on record")
    void adjourned_keepsEverySession() {
        story.scheduled("2018-07-12");
        noShow().scheduled("2018-07-15");
        outcome("ADJOURNED", "notes", "To be continued tomorrow")
                .scheduled("2018-07-16")
                .agreed();

        assertThat(story.rows("talks_session")).isEqualTo(3);
        assertThat(story.value(
                        "select absent_party from talks_session where reference = ? and session = 1", String.class))
                .isEqualTo("DPRK");
        assertThat(story.value(
                        "select count(*) from talks_session where reference = ? and outcome = 'ADJOURNED'",
                        Integer.class))
                .isEqualTo(1);
        assertThat(handover).hasPassed("TransferAgreed");
    }

    @Test
    @DisplayName("W1 the third no-show in a row escalates to policy; nothing is cancelled")
    void thirdNoShowInARow_escalatesToPolicy() {
        escalated();

        assertThat(handover).isWaitingAt("DecideOnTalks", "StageTransferCases");
        assertThat(story.groupsOf("DecideOnTalks")).containsExactly("policy");
    }

    @Test
    void decidedToContinue_schedulesTalks() {
        escalated();
        decided("CONTINUE");

        assertThat(handover).isWaitingAt("ScheduleTalks");
        assertThat(story.value(
                        "select reason from decision where reference = ? and stage = 'TALKS' and outcome = 'CONTINUE'",
                        String.class))
                .isEqualTo("As instructed");
    }

    @Test
    @DisplayName("W1 suspended talks wait for a message, and nothing is lost")
    void decidedToSuspend_waitsForTalksResumed_nothingLost() {
        escalated();
        decided("SUSPEND");
        assertThat(handover).isWaitingAt("TalksResumed", "StageTransferCases");
        assertThat(story.phase()).isEqualTo("SUSPENDED");

        story.send("policy-1", "TalksResumed", "resumedOn", "2018-07-01", "reason", "A letter came");

        assertThat(handover).isWaitingAt("ScheduleTalks", "StageTransferCases");
        assertThat(story.phase()).isEqualTo("TALKS");
        assertThat(story.value(
                        "select decided_on from decision where reference = ? and outcome = 'RESUME'",
                        java.time.LocalDate.class))
                .isEqualTo("2018-07-01");
        assertThat(story.rows("talks_session")).isEqualTo(3);
    }

    @Test
    @DisplayName("W1 cases that were staged are recalled before the talks end")
    void brokenOff_withStagedCases_recallsThemFirst() {
        story.staged();
        escalated();
        decided("BREAK_OFF");
        assertThat(handover).isWaitingAt("RecallTransferCases").hasPassed("TalksAbandoned", "TalksFailed");

        story.complete("transfer-team-1", "RecallTransferCases", "casesRecalled", 100, "recalledOn", "2018-08-01");

        assertThat(handover).isEnded().hasPassed("TalksBrokenOff");
        assertThat(story.phase()).isEqualTo("BROKEN_OFF");
        assertThat(story.value("select cases_recalled from handover where reference = ?", Integer.class))
                .isEqualTo(100);
    }

    @Test
    void brokenOff_withoutStagedCases_ends_andTheStagingTaskWithIt() {
        escalated();
        decided("BREAK_OFF");

        assertThat(handover).isEnded().hasPassed("TalksBrokenOff").hasNotPassed("RecallTransferCases");
        assertThat(story.openElements()).isEmpty();
        assertThat(story.phase()).isEqualTo("BROKEN_OFF");
    }

    @Test
    void outcomeOverdue_remindsSomebody_theTalksGoOn() {
        story.scheduled("2018-07-12").runJobAt("OutcomeOverdue");
        assertThat(story.openElements()).contains("RecordTalks", "ChaseTalksOutcome");
        assertThat(story.groupsOf("ChaseTalksOutcome")).containsExactly("negotiators");

        story.complete("negotiators-2", "ChaseTalksOutcome", "remarks", "The clerk was ill");

        assertThat(story.openElements()).contains("RecordTalks").doesNotContain("ChaseTalksOutcome");
        assertThat(story.value("select reason from decision where reference = ? and outcome = 'CHASED'", String.class))
                .isEqualTo("The clerk was ill");
        assertThat(story.value(
                        "select count(*) from talks_session where reference = ? and outcome is null", Integer.class))
                .isEqualTo(1);
    }

    @Test
    void outcomeRecorded_takesTheReminderAway() {
        story.scheduled("2018-07-12").runJobAt("OutcomeOverdue");
        noShow();

        assertThat(story.openElements()).containsExactly("ScheduleTalks", "StageTransferCases");
    }

    @Test
    @DisplayName("T5 timers are instants in UTC, from dates at the place of the act")
    void talksOn_isTheDueDate_andTheReminderFollowsTheGrace() {
        story.scheduled("2018-07-12");

        assertThat(((java.util.Date) story.variable("talksOn")).toInstant())
                .as("ten in the morning at the border")
                .isEqualTo("2018-07-12T01:00:00Z");
        assertThat(((java.util.Date) story.variable("talksChaseAt")).toInstant())
                .isEqualTo("2018-07-13T01:00:00Z");
    }

    @Test
    void nothingHandedOver_returnsToTheTalks() {
        story.staged().scheduled("2018-07-16").agreed().received(0);

        assertThat(handover).hasPassed("NothingHandedOver", "AnythingInCustody").isWaitingAt("ScheduleTalks");
        assertThat(story.phase()).isEqualTo("TALKS");
        assertThat(story.rows("container")).isZero();

        story.scheduled("2018-08-10").agreed("handoverOn", "2018-08-20");
        assertThat(handover).isWaitingAt("ReceiveRemains");
        assertThat(story.phase()).isEqualTo("TRANSFER");
    }
}
