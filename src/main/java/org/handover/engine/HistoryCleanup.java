package org.handover.engine;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Takes what ended long ago out of the engine's history, which otherwise grows for ever; nothing of the record is in it. The engine's own
 * cleanup is off: it would write a date of removal into every row of an instance as that ends, or take away the history of instances that still run, and it
 * leaves the operation log. The instance of a handover itself stays: the board shows its road, and there is one for each handover.
 */
@Component
public class HistoryCleanup {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryCleanup.class);

    private static final String OLD_INSTANCES =
            """
            select id_ from act_hi_procinst where end_time_ < :before and proc_def_key_ <> 'handover'
            order by end_time_ fetch first %d rows only""";

    /** Evaluated by somebody who wanted to know, within no instance. */
    private static final String OLD_DECISIONS =
            """
            select id_ from act_hi_decinst where proc_inst_id_ is null and eval_time_ < :before
            order by eval_time_ fetch first %d rows only""";

    private final ProcessEngineConfigurationImpl engine;
    private final JdbcClient jdbc;
    private final Duration keep;
    private final Duration atMost;
    private final int batch;

    HistoryCleanup(
            ProcessEngineConfigurationImpl engine,
            JdbcClient jdbc,
            @Value("${handover.history.keep}") Duration keep,
            @Value("${handover.history.cleanup-for}") Duration atMost,
            @Value("${handover.history.batch}") int batch) {
        this.engine = engine;
        this.jdbc = jdbc;
        this.keep = keep;
        this.atMost = atMost;
        this.batch = batch;
    }

    /** Batch after batch, each a transaction, until nothing is left or the time is over; the rest has its turn the next night. */
    @Scheduled(cron = "${handover.history.cleanup-at}", zone = "UTC")
    void nightly() {
        Instant until = Instant.now().plus(atMost);
        Instant before = Instant.now().minus(keep);
        int all = 0;
        int removed;
        do {
            removed = removeBatch(before);
            all += removed;
        } while (removed > 0 && Instant.now().isBefore(until));
        if (all > 0) {
            LOG.info("{} entries that ended before {} were taken out of the engine's history", all, before);
        }
    }

    /**
     * Removes one batch of what ended before a moment. Nodes do it one after the other.
     *
     * @return how many instances, decisions and entries of logs; 0 when nothing is left
     */
    int removeBatch(Instant before) {
        return engine.getCommandExecutorTxRequired()
                .execute(context -> context.runWithoutAuthorization(() -> remove(context, Timestamp.from(before))));
    }

    private int remove(CommandContext context, Timestamp before) {
        // A row that the engine's schema has for this.
        jdbc.sql("select value_ from act_ge_property where name_ = 'history.cleanup.job.lock' for update")
                .query(String.class)
                .list();
        List<String> instances = ids(OLD_INSTANCES, before);
        if (!instances.isEmpty()) {
            context.getHistoricProcessInstanceManager().deleteHistoricProcessInstanceByIds(instances);
            jdbc.sql("delete from act_hi_op_log where proc_inst_id_ in (:ids)")
                    .param("ids", instances)
                    .update();
            return instances.size();
        }
        List<String> decisions = ids(OLD_DECISIONS, before);
        if (!decisions.isEmpty()) {
            context.getHistoricDecisionInstanceManager().deleteHistoricDecisionInstanceByIds(decisions);
            return decisions.size();
        }
        return ofNoInstance("act_hi_op_log", "proc_inst_id_", before)
                + ofNoInstance("act_hi_job_log", "process_instance_id_", before);
    }

    private List<String> ids(String sql, Timestamp before) {
        return jdbc.sql(sql.formatted(batch))
                .param("before", before)
                .query(String.class)
                .list();
    }

    private int ofNoInstance(String log, String instance, Timestamp before) {
        return jdbc.sql("delete from %s where %s is null and timestamp_ < :before".formatted(log, instance))
                .param("before", before)
                .update();
    }
}
