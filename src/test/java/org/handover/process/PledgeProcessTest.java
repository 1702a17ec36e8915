package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.init;

import java.util.Map;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.handover.engine.Workbench;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ProcessTest
class PledgeProcessTest {

    private static final Map<String, Object> PLEDGE = Map.of(
            "pledgedOn", "2018-06-12",
            "pledgedBy", "The counterparty's leader",
            "counterparty", "DPRK",
            "statement", "Remains will be returned");

    private Story story;
    private Workbench workbench;
    private JdbcClient jdbc;

    @BeforeEach
    void story(@Autowired ProcessEngine engine, @Autowired Workbench workbench, @Autowired JdbcClient jdbc) {
        init(engine);
        this.workbench = workbench;
        this.jdbc = jdbc;
        story = new Story(engine, workbench, jdbc);
    }

    private Story withdrawn() {
        return story.send("policy-1", "PledgeWithdrawn", "withdrawnOn", "2018-07-20", "reason", "Relations worsened");
    }

    @Test
    void pledge_opensTheHandover_andIsItsFirstStatement() {
        story.pledged("pledgedSets", 55, "source", "Joint statement", "relayedBy", "A host of the summit");

        assertThat(story.phase()).isEqualTo("TALKS");
        assertThat(story.rows("statement")).isEqualTo(1);
        assertThat(story.value("select kind from statement where reference = ?", String.class))
                .isEqualTo("PLEDGED");
        assertThat(story.value("select unit from statement where reference = ?", String.class))
                .isEqualTo("SETS");
        assertThat(story.instance()).hasPassed("RecordPledge").variables().doesNotContainKeys("statement", "pledgedBy");
    }

    @Test
    @DisplayName("X13 a pledge without a number is a statement without a number, never zero")
    void noNumberSaid_isKeptAsNoNumber() {
        story.pledged();

        assertThat(story.value(
                        "select count(*) from statement where reference = ? and amount is null and qualifier = 'NO_NUMBER'",
                        Integer.class))
                .isEqualTo(1);
    }

    @Test
    void startedWithoutBusinessKey_isAssignedTheNextReferenceOfItsYear() {
        String first =
                workbench.start("negotiators-1", "handover", null, Story.with(PLEDGE, "pledgedOn", "1996-03-01"));
        String second =
                workbench.start("negotiators-1", "handover", null, Story.with(PLEDGE, "pledgedOn", "1996-07-01"));

        assertThat(first).isEqualTo("HO-1996-01");
        assertThat(second).isEqualTo("HO-1996-02");
        assertThat(workbench.openElements(first)).containsExactly("ScheduleTalks", "StageTransferCases");
    }

    @Test
    void startedIn2018WithoutBusinessKey_isAssignedHO2018() {
        assertThat(workbench.start("negotiators-1", "handover", null, PLEDGE)).matches("HO-2018-\\d{2}");
    }

    @Test
    void referenceInUse_isRefused_theFirstHandoverUntouched() {
        story.pledged();

        assertThatThrownBy(() -> story.pledged("pledgedBy", "Somebody else"))
                .hasMessageContaining("business key: the reference %s is in use; leave it out and one is assigned"
                        .formatted(story.reference()));

        assertThat(story.rows("statement")).isEqualTo(1);
        assertThat(story.instance()).isNotNull();
    }

    @Test
    void followOn_isLinkedToTheHandoverItContinues() {
        story.pledged();
        String next =
                workbench.start("negotiators-1", "handover", null, Story.with(PLEDGE, "continues", story.reference()));

        assertThat(jdbc.sql("select continues from handover where reference = ?")
                        .param(next)
                        .query(String.class)
                        .single())
                .isEqualTo(story.reference());
    }

    @Test
    @DisplayName("N1 statements are filed at any time and change no count")
    void statementMade_isFiledWhereverTheHandoverIs() {
        story.pledged()
                .send(
                        "public-affairs-1",
                        "StatementMade",
                        "speaker",
                        "The President",
                        "kind",
                        "CLAIMED_RETURNED",
                        "number",
                        200,
                        "unit",
                        "PERSONS",
                        "saidOn",
                        "2018-06",
                        "text",
                        "200 have been sent back");
        assertThat(story.openElements()).containsExactly("ScheduleTalks", "StageTransferCases");

        story.staged().scheduled("2018-07-16").agreed().received(3);
        story.send(
                "negotiators-1",
                "StatementMade",
                "speaker",
                "A military official",
                "relayedBy",
                "A newspaper",
                "kind",
                "OFFERED",
                "number",
                55,
                "qualifier",
                "ABOUT",
                "unit",
                "SETS",
                "saidOn",
                "2018-07-18",
                "text",
                "55 sets are prepared",
                "source",
                "The newspaper of 18 July 2018");

        assertThat(story.rows("statement")).isEqualTo(3);
        assertThat(story.rows("container")).as("received").isEqualTo(3);
        assertThat(story.instance())
                .hasPassed("FileStatement", "StatementRecorded")
                .isWaitingAt("WitnessCustody");
        assertThat(story.value("select qualifier from statement where reference = ? and amount = 200", String.class))
                .isEqualTo("EXACTLY");
    }

    @Test
    void withdrawnWithoutStagedCases_ends() {
        ProcessInstance handover = story.pledged().instance();
        withdrawn();

        assertThat(handover).isEnded().hasPassed("AcceptWithdrawal").hasNotPassed("RecallStagedCases");
        assertThat(story.phase()).isEqualTo("WITHDRAWN");
        assertThat(story.value(
                        "select reason from decision where reference = ? and stage = 'WITHDRAWAL'", String.class))
                .isEqualTo("Relations worsened");
    }

    @Test
    void withdrawnWithStagedCases_recallsThemFirst() {
        ProcessInstance handover = story.pledged().staged().instance();
        withdrawn();
        assertThat(handover).isWaitingAt("RecallStagedCases");
        assertThat(story.openElements()).containsExactly("RecallStagedCases");
        assertThat(story.groupsOf("RecallStagedCases")).containsExactly("transfer-team");

        story.complete("transfer-team-1", "RecallStagedCases", "casesRecalled", 98, "recalledOn", "2018-08-01");

        assertThat(handover).isEnded();
        assertThat(story.phase()).isEqualTo("WITHDRAWN");
    }

    @Test
    void withdrawnWhileSuspended_ends() {
        ProcessInstance handover = story.pledged().instance();
        for (String day : new String[] {"2018-06-20", "2018-06-22", "2018-06-24"}) {
            story.scheduled(day)
                    .complete("negotiators-1", "RecordTalks", "talksOutcome", "NO_SHOW", "absentParty", "DPRK");
        }
        story.complete("policy-1", "DecideOnTalks", "decision", "SUSPEND", "reason", "To wait");
        withdrawn();

        assertThat(handover).isEnded();
        assertThat(story.phase()).isEqualTo("WITHDRAWN");
    }

    @Test
    void withdrawnOnceInCustody_isRefused_andTheHandoverGoesOn() {
        story.transferDue().received(2);

        assertThatThrownBy(this::withdrawn)
                .hasMessageContaining("cannot be withdrawn any more, 2 items are in custody; the handover goes on");

        assertThat(story.instance()).isWaitingAt("WitnessCustody").hasNotPassed("AcceptWithdrawal");
        assertThat(story.value(
                        "select count(*) from decision where reference = ? and stage = 'WITHDRAWAL'", Integer.class))
                .isZero();
        story.witnessed();
        assertThat(story.instance()).isWaitingAt("ReviewRemains");
    }

    @Test
    @DisplayName("X1 after a refused receipt nothing is in custody, so the pledge can be withdrawn")
    void withdrawnAfterARefusedReceipt_ends() {
        ProcessInstance handover = story.transferDue().received(2).instance();
        story.complete("transfer-team-2", "WitnessCustody", "witnessed", "no", "remarks", "The seals differ");
        withdrawn();

        assertThat(handover).isWaitingAt("RecallStagedCases");
    }

    @Test
    void messageToAFinishedHandover_isRefused() {
        story.pledged();
        withdrawn();

        assertThatThrownBy(this::withdrawn).isInstanceOf(MismatchingMessageCorrelationException.class);
        assertThatThrownBy(() -> story.send(
                        "negotiators-1",
                        "StatementMade",
                        "speaker",
                        "Somebody",
                        "kind",
                        "EXPECTED",
                        "saidOn",
                        "2018-07-18",
                        "text",
                        "Soon"))
                .isInstanceOf(MismatchingMessageCorrelationException.class);
        assertThat(story.rows("statement")).isEqualTo(1);
    }
}
