package org.handover.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.junit.jupiter.api.Test;

class CollisionTest {

    @Test
    void deadlock_isTriedAgain() {
        var deadlock = new SQLException("deadlock detected", "40P01");

        assertThat(Collision.isIn(new ProcessEngineException("ENGINE-03004", deadlock)))
                .isTrue();
        assertThat(Collision.isIn(new SQLException("a value is too long", "22001")))
                .isFalse();
    }
}
