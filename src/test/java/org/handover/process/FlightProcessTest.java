package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.init;

import org.camunda.bpm.engine.ProcessEngine;
import org.handover.engine.Workbench;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ProcessTest
class FlightProcessTest {

    private Story story;

    @BeforeEach
    void story(@Autowired ProcessEngine engine, @Autowired Workbench workbench, @Autowired JdbcClient jdbc) {
        init(engine);
        story = new Story(engine, workbench, jdbc);
    }

    @Test
    void straightToHickam_entersTheLaboratory() {
        story.atLaboratory(3);

        assertThat(story.phase()).isEqualTo("IDENTIFICATION");
        assertThat(story.instance())
                .hasPassedInOrder(
                        "Transfer",
                        "PlanLeg",
                        "LeavesKorea",
                        "HoldHonorCeremony",
                        "ConfirmDeparture",
                        "ConfirmArrival",
                        "WhereLanded",
                        "HoldHonorCeremony",
                        "RemainsAtHickam");
    }
}
