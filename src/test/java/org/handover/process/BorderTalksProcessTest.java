package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.init;

import org.camunda.bpm.engine.ProcessEngine;
import org.handover.engine.Workbench;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ProcessTest
class BorderTalksProcessTest {

    private Story story;

    @BeforeEach
    void pledge(@Autowired ProcessEngine engine, @Autowired Workbench workbench, @Autowired JdbcClient jdbc) {
        init(engine);
        story = new Story(engine, workbench, jdbc).pledged();
    }

    @Test
    void agreedAndStaged_waitsForTheTransfer() {
        story.scheduled("2018-07-16").agreed();
        assertThat(story.openElements()).containsExactly("StageTransferCases");

        story.staged();

        assertThat(story.instance())
                .hasPassed("StageTransferCases", "BorderTalks", "AgreedAndStaged")
                .isWaitingAt("ReceiveRemains");
        assertThat(story.phase()).isEqualTo("TRANSFER");
    }

    @Test
    void noShow_schedulesAnotherSession() {
        story.scheduled("2018-07-12")
                .complete("negotiators-1", "RecordTalks", "talksOutcome", "NO_SHOW", "absentParty", "DPRK")
                .settle();

        assertThat(story.openElements()).containsExactly("ScheduleTalks", "StageTransferCases");
    }

    @Test
    void unknownField_isRefused_taskStaysOpen() {
        story.scheduled("2018-07-12");

        assertThatThrownBy(() ->
                        story.complete("negotiators-1", "RecordTalks", "talksOutcome", "NO_SHOW", "phase", "FLIGHT"))
                .hasMessageContaining("absentParty: is missing")
                .hasMessageContaining("phase: is unknown here");

        assertThat(story.openElements()).contains("RecordTalks");
    }
}
