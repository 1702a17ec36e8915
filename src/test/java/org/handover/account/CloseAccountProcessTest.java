package org.handover.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.Job;
import org.handover.custody.Ledger;
import org.handover.engine.Unguarded;
import org.handover.process.ProcessTest;
import org.handover.vocabulary.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ProcessTest
class CloseAccountProcessTest {

    private static int number;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private javax.sql.DataSource database;

    private Reference reference;
    private String instance;

    @BeforeEach
    void handoverWhoseCasesAreClosed() {
        reference = Ledger.open(database, "CLO-2018-%02d".formatted(++number));
        jdbc.sql("update handover set phase = 'IDENTIFICATION' where reference = ?")
                .param(reference.value())
                .update();
        instance = Unguarded.get(engine, () -> engine.getRuntimeService()
                        .createProcessInstanceByKey("handover")
                        .businessKey(reference.value())
                        .startBeforeActivity("CloseAccount")
                        .execute())
                .getId();
    }

    @Test
    void unexplainedDiscrepancy_isAnIncident_untilExplainedAndRetried() {
        jdbc.sql(
                        """
                insert into discrepancy (reference, agreed_sets, received_containers, found_on)
                values (?, 55, 48, date '2018-07-27')""")
                .param(reference.value())
                .update();

        for (int retries = job().getRetries(); retries > 0; retries--) {
            assertThatThrownBy(this::run).hasMessageContaining("cannot be closed");
        }

        Incident incident = engine.getRuntimeService()
                .createIncidentQuery()
                .processInstanceId(instance)
                .singleResult();
        assertThat(incident.getActivityId()).isEqualTo("CloseAccount");
        assertThat(incident.getIncidentMessage())
                .isEqualTo("The account of %s cannot be closed. discrepancies: 1 between sets agreed and containers"
                                .formatted(reference)
                        + " received are not explained; complete ExplainDiscrepancy");
        assertThat(phase()).isEqualTo("IDENTIFICATION");

        jdbc.sql(
                        """
                update discrepancy set explanation = 'seven follow', next_step = 'ACCEPT', explained_by = 'negotiators-1',
                    explained_on = date '2018-08-01' where reference = ?""")
                .param(reference.value())
                .update();
        engine.getManagementService().setJobRetries(job().getId(), 1);
        run();

        assertThat(engine.getRuntimeService()
                        .createProcessInstanceQuery()
                        .processInstanceId(instance)
                        .count())
                .isZero();
        assertThat(phase()).isEqualTo("ACCOUNTED_FOR");
    }

    @Test
    void reconciledAccount_isClosed() {
        run();

        assertThat(phase()).isEqualTo("ACCOUNTED_FOR");
    }

    private Job job() {
        return engine.getManagementService()
                .createJobQuery()
                .processInstanceId(instance)
                .activityId("CloseAccount")
                .singleResult();
    }

    private void run() {
        engine.getManagementService().executeJob(job().getId());
    }

    private String phase() {
        return jdbc.sql("select phase from handover where reference = ?")
                .param(reference.value())
                .query(String.class)
                .single();
    }
}
