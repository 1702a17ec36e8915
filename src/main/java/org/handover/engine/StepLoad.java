package org.handover.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Reference;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How many instances wait at which step: one query over the engine's tables, whose answer has one row per step however many cases there
 * are. Every reader of the record may know, whoever may do the step.
 */
@Component
public class StepLoad {

    /**
     * What waits for no person is little: only there is it looked up since when it waits for a message. The offset keeps PostgreSQL from looking once more
     * wherever that is named.
     */
    private static final String QUERY =
            """
            select process, step, count(*) as waiting,
                sum(case when due < :now then 1 else 0 end) as overdue,
                sum(case when stuck = 1 or (due is null and since < :stalledSince) then 1 else 0 end) as stalled,
                min(since) as oldest
            from (
                select d.key_ as process, e.act_id_ as step, t.due_date_ as due,
                    case when t.id_ is not null then t.create_time_ else (
                        select min(s.created_) from act_ru_event_subscr s
                        where s.execution_id_ = e.id_ and s.activity_id_ = e.act_id_) end as since,
                    case when i.id_ is not null then 1 else 0 end as stuck
                from act_ru_execution p
                join act_ru_execution e on e.proc_inst_id_ = p.id_ and e.is_active_ = true and e.act_id_ is not null
                join act_re_procdef d on d.id_ = e.proc_def_id_
                left join act_ru_task t on t.execution_id_ = e.id_
                left join act_ru_incident i on i.execution_id_ = e.id_ and i.activity_id_ = e.act_id_
                where p.parent_id_ is null and (%s) offset 0 rows) waits
            group by process, step order by process, step""";

    private final JdbcClient jdbc;
    private final RecordClock clock;
    private final Duration stalledAfter;

    StepLoad(JdbcClient jdbc, RecordClock clock, @Value("${handover.stalled-after}") Duration stalledAfter) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.stalledAfter = stalledAfter;
    }

    /**
     * Who waits at a step.
     *
     * @param process id of the model
     * @param step id of the element
     * @param waiting instances that wait there, for a person, a message or a job
     * @param overdue those whose task is past its due date
     * @param stalled those with an incident of the engine, or without a due date and longer there than {@code handover.stalled-after}
     * @param oldest since when the first of them waits, UTC; null when the engine does not tell
     */
    public record Step(String process, String step, int waiting, int overdue, int stalled, Instant oldest) {}

    /** The steps of a handover and of everything within it. */
    public List<Step> of(Reference reference) {
        return query("p.business_key_ = :key or p.business_key_ like :within")
                .param("key", reference.value())
                .param("within", reference + "/%")
                .query((row, line) -> step(row))
                .list();
    }

    /** The steps of one version of a model, in all handovers. */
    public List<Step> ofDefinition(String id) {
        return query("e.proc_def_id_ = :definition")
                .param("definition", id)
                .query((row, line) -> step(row))
                .list();
    }

    /** The steps of one instance. */
    public List<Step> ofInstance(String id) {
        return query("p.id_ = :instance")
                .param("instance", id)
                .query((row, line) -> step(row))
                .list();
    }

    /** The steps of all handovers. */
    public List<Step> ofAll() {
        return query("1 = 1").query((row, line) -> step(row)).list();
    }

    private JdbcClient.StatementSpec query(String which) {
        Instant now = clock.now();
        return jdbc.sql(QUERY.formatted(which))
                .param("now", Timestamp.from(now))
                .param("stalledSince", Timestamp.from(now.minus(stalledAfter)));
    }

    // The engine writes its times without a zone, in that of the JVM: what a Timestamp stands for.
    private static Step step(ResultSet row) throws SQLException {
        return new Step(
                row.getString("process"),
                row.getString("step"),
                row.getInt("waiting"),
                row.getInt("overdue"),
                row.getInt("stalled"),
                Optional.ofNullable(row.getTimestamp("oldest"))
                        .map(Timestamp::toInstant)
                        .orElse(null));
    }
}
