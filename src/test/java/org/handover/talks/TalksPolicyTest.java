package org.handover.talks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TalksPolicyTest {

    private final DmnEngine engine =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

    @ParameterizedTest(name = "{3}: {0} no-shows in a row, {1} sessions held, day {2}: {4}")
    @DisplayName("T1 talks go on after a missed session, until a person has to decide")
    @CsvSource({
        "1, 0,  30, the no-show of 12 July 2018,            CONTINUE",
        "0, 1,  33, the session of 15 July 2018,            CONTINUE",
        "0, 2,  34, the session of 16 July 2018,            CONTINUE",
        "2, 1,  40, two no-shows in a row,                  CONTINUE",
        "3, 1,  40, three no-shows in a row,                ESCALATE",
        "4, 0,   5, four no-shows in a row,                 ESCALATE",
        "1, 0,  31, no session held in more than a month,   ESCALATE",
        "1, 1,  31, one session held in more than a month,  CONTINUE",
        "0, 5,  90, five sessions held,                     CONTINUE",
        "0, 6,  90, six sessions held,                      ESCALATE",
        "0, 9, 180, more than six sessions held,            ESCALATE",
        "0, 1, 180, half a year,                            CONTINUE",
        "0, 1, 181, more than half a year,                  ESCALATE",
        "0, 1,   0, the day of the pledge,                  CONTINUE"
    })
    void policy(int noShows, int held, int days, String when, String policy) throws Exception {
        assertThat(decide(noShows, held, days)).isEqualTo(policy);
    }

    private Object decide(int noShows, int held, int days) throws Exception {
        try (InputStream model = getClass().getResourceAsStream("/bpmn/talks-policy.dmn")) {
            DmnDecision decision = engine.parseDecision("talks-policy", model);
            return engine.evaluateDecisionTable(
                            decision,
                            Variables.putValue("consecutiveNoShows", noShows)
                                    .putValue("sessionsHeld", held)
                                    .putValue("daysSincePledge", days))
                    .getSingleResult()
                    .getSingleEntry();
        }
    }
}
