package org.handover.engine;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Reference;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * For how long containers and individuals have waited at which step, and for whom: two queries over the engine's tables, whose answers have
 * one row per step however many wait there. Every reader of the record may know.
 */
@Component
public class LaboratoryLoad {

    /** The age classes, by the days after which the next one begins. */
    public static final List<Integer> AGES = List.of(7, 30, 90, 365);

    /** The instances of a handover and of everything within it. Asked only where it matters: for all it would read every one of them. */
    private static final String WITHIN =
            "(select p.id_ from act_ru_execution p where p.business_key_ = :key or p.business_key_ like :within)";

    private final JdbcClient jdbc;
    private final RecordClock clock;
    private final Duration stalledAfter;

    LaboratoryLoad(JdbcClient jdbc, RecordClock clock, @Value("${handover.stalled-after}") Duration stalledAfter) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.stalledAfter = stalledAfter;
    }

    /**
     * What waits at a step.
     *
     * @param process id of the model
     * @param waiting how many containers or individuals wait there, each once, also with several samples; one that waits at several
     *     steps is counted at each
     * @param ages how many of them for at most 7, 30, 90, 365 days, and for longer
     * @param overdue those with a task past its due date
     * @param stalled those with an incident of the engine, or without a due date and longer there than {@code handover.stalled-after}
     */
    public record Step(String process, String step, int waiting, List<Integer> ages, int overdue, int stalled) {}

    /**
     * What waits for a group at a step.
     *
     * @param oldest since when the first of them waits, UTC
     */
    public record Work(String group, String process, String step, int waiting, int overdue, Instant oldest) {}

    /**
     * Containers and individuals by step and age. Nearly all of them wait for people: tasks are read by themselves, and beside them only what waits for
     * something else, which spares joins as long as all that is open.
     *
     * @param handover null for all
     */
    public List<Step> byStep(Reference handover) {
        Instant now = clock.now();
        var statement = jdbc.sql(
                        """
                select d.key_ as process, steps.step, sum(waiting) as waiting, sum(age0) as age0, sum(age1) as age1, sum(age2) as age2,
                    sum(age3) as age3, sum(age4) as age4, sum(overdue) as overdue, sum(stalled) as stalled
                from (
                    select definition, step, count(*) as waiting,
                        sum(case when since is null or since >= :days7 then 1 else 0 end) as age0,
                        sum(case when since < :days7 and since >= :days30 then 1 else 0 end) as age1,
                        sum(case when since < :days30 and since >= :days90 then 1 else 0 end) as age2,
                        sum(case when since < :days90 and since >= :days365 then 1 else 0 end) as age3,
                        sum(case when since < :days365 then 1 else 0 end) as age4,
                        sum(case when due < :now then 1 else 0 end) as overdue,
                        sum(case when stuck = 1 or (due is null and since < :stalledSince) then 1 else 0 end) as stalled
                    from (
                        select definition, step, instance, min(due) as due, max(stuck) as stuck, min(since) as since
                        from (
                            select t.proc_def_id_ as definition, t.task_def_key_ as step, t.proc_inst_id_ as instance, t.due_date_ as due,
                                0 as stuck, t.create_time_ as since
                            from act_ru_task t where t.proc_inst_id_ is not null %1$s
                            union all
                            select t.proc_def_id_, t.act_id_, t.proc_inst_id_, cast(null as timestamp), 0,
                                coalesce(
                                    (select min(s.created_) from act_ru_event_subscr s
                                     where s.execution_id_ = t.id_ and s.activity_id_ = t.act_id_),
                                    (select min(j.create_time_) from act_ru_job j
                                     where j.execution_id_ = t.id_ and j.handler_type_ = 'async-continuation'))
                            from act_ru_execution t
                            where t.is_active_ = true and t.act_id_ is not null
                                and not exists (select 1 from act_ru_task own where own.execution_id_ = t.id_) %1$s
                            union all
                            select t.proc_def_id_, t.act_id_, t.proc_inst_id_, null, 1, null
                            from act_ru_incident i
                            join act_ru_execution t on t.id_ = i.execution_id_ and t.act_id_ = i.activity_id_ and t.is_active_ = true %1$s
                        ) every
                        group by definition, step, instance) waits
                    group by definition, step) steps
                join act_re_procdef d on d.id_ = steps.definition and d.key_ in ('container-examination', 'identification')
                group by d.key_, steps.step"""
                                .formatted(handover == null ? "" : "and t.proc_inst_id_ in " + WITHIN))
                .param("now", Timestamp.from(now))
                .param("stalledSince", Timestamp.from(now.minus(stalledAfter)));
        for (int days : AGES) {
            statement.param("days" + days, Timestamp.from(now.minus(days, ChronoUnit.DAYS)));
        }
        return about(handover, statement)
                .query((row, line) -> {
                    List<Integer> ages = new ArrayList<>();
                    for (int age : IntStream.rangeClosed(0, AGES.size()).toArray()) {
                        ages.add(row.getInt("age" + age));
                    }
                    return new Step(
                            row.getString("process"),
                            row.getString("step"),
                            row.getInt("waiting"),
                            List.copyOf(ages),
                            row.getInt("overdue"),
                            row.getInt("stalled"));
                })
                .list();
    }

    /**
     * What waits for people of which group, in the laboratory: containers, individuals, notices, and the grouping of a handover.
     *
     * @param handover null for all
     */
    public List<Work> byGroup(Reference handover) {
        return about(
                        handover,
                        jdbc.sql(
                                        """
                select works.candidate, d.key_ as process, works.step, sum(waiting) as waiting, sum(overdue) as overdue, min(oldest) as oldest
                from (
                    select l.group_id_ as candidate, t.proc_def_id_ as definition, t.task_def_key_ as step, count(*) as waiting,
                        sum(case when t.due_date_ < :now then 1 else 0 end) as overdue, min(t.create_time_) as oldest
                    from act_ru_task t
                    join act_ru_identitylink l on l.task_id_ = t.id_ and l.type_ = 'candidate' and l.group_id_ is not null %s
                    group by l.group_id_, t.proc_def_id_, t.task_def_key_) works
                join act_re_procdef d on d.id_ = works.definition
                where d.key_ in ('container-examination', 'identification', 'material-evidence-notice')
                    or (d.key_ = 'handover' and works.step in
                        ('ResegregateRemains', 'ReviewGrouping', 'GroupFurtherRemains', 'ReviewFurtherGrouping',
                         'RegroupSpecimens', 'ReviewRegrouping', 'SettleNonHuman', 'WitnessSettlement'))
                group by works.candidate, d.key_, works.step"""
                                                .formatted(handover == null ? "" : "and t.proc_inst_id_ in " + WITHIN))
                                .param("now", Timestamp.from(clock.now())))
                .query((row, line) -> new Work(
                        row.getString("candidate"),
                        row.getString("process"),
                        row.getString("step"),
                        row.getInt("waiting"),
                        row.getInt("overdue"),
                        Optional.ofNullable(row.getTimestamp("oldest"))
                                .map(Timestamp::toInstant)
                                .orElse(null)))
                .list();
    }

    private static JdbcClient.StatementSpec about(Reference handover, JdbcClient.StatementSpec statement) {
        return handover == null
                ? statement
                : statement.param("key", handover.value()).param("within", handover + "/%");
    }
}
