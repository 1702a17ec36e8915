package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.init;

import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.handover.engine.Workbench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database fails in the middle of an act: neither its rows nor the token have moved, and the same act works once it is well. */
@ProcessTest
class MachineryFailureProcessTest {

    @Autowired
    private JdbcClient jdbc;

    private Story story;

    @BeforeEach
    void story(@Autowired ProcessEngine engine, @Autowired Workbench workbench) {
        init(engine);
        story = new Story(engine, workbench, jdbc);
    }

    /** The database takes no more custody events of this handover from {@code item} on. */
    private void breaksAt(String item) {
        jdbc.sql("alter table custody_event add constraint broken check (item <> '%s/%s') nocheck"
                        .formatted(story.reference(), item))
                .update();
    }

    @AfterEach
    void repaired() {
        jdbc.sql("alter table custody_event drop constraint if exists broken").update();
    }

    @Test
    void custodyOfTheThirdContainerFails_noContainerIsTaken() {
        story.transferDue();
        breaksAt("C-03");
        Map<String, Object> before = story.state();

        assertThatThrownBy(() -> story.received(5))
                .as("a failure of machinery is neither a refusal nor an error of the model")
                .isNotInstanceOf(FormFieldValidationException.class)
                .hasStackTraceContaining("BROKEN");

        assertThat(story.state()).isEqualTo(before);
        assertThat(story.instance()).isWaitingAt("ReceiveRemains").hasNotPassed("TakeCustody", "ManifestRejected");
        assertThat(story.rows("container")).isZero();
        assertThat(story.rows("custody_event")).isZero();

        repaired();
        story.received(5);

        assertThat(story.instance()).isWaitingAt("WitnessCustody");
        assertThat(story.rows("container")).isEqualTo(5);
        assertThat(story.rows("custody_event")).isEqualTo(5);
    }

    @Test
    void custodyOfTheEscortFails_theAircraftHasNotLeft() {
        story.readyToFly(3).planned("OSAN", "HICKAM", "RCH-801").honored();
        breaksAt("C-02");
        Map<String, Object> before = story.state();

        assertThatThrownBy(() -> story.departed("OSAN", "2018-08-01T14:00:00+09:00", 3))
                .isNotInstanceOf(FormFieldValidationException.class)
                .hasStackTraceContaining("BROKEN");

        assertThat(story.state()).isEqualTo(before);
        assertThat(story.instance()).isWaitingAt("ConfirmDeparture");

        repaired();
        story.departed("OSAN", "2018-08-01T14:00:00+09:00", 3);

        assertThat(story.instance()).isWaitingAt("ConfirmArrival");
    }
}
