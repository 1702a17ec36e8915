package org.handover.proof;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A delegate that puts containers on record, and into nobody's custody. */
@Component("skipsCustody")
@Profile("test")
class SkipsCustody implements JavaDelegate {

    private final JdbcClient jdbc;

    SkipsCustody(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void execute(DelegateExecution execution) {
        jdbc.sql(
                        """
                insert into container (reference, number, seal, received_on, received_at_place, handed_over_by, received_by)
                values (?, 'C-01', 'S-01', '2018-07-27', 'WONSAN', 'An officer', 'transfer-team-1')""")
                .param(execution.getProcessBusinessKey())
                .update();
        List.of("handedOver", "inCustody", "receivedAsAgreed").forEach(name -> execution.setVariable(name, true));
    }
}
