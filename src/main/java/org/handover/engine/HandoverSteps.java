package org.handover.engine;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.handover.vocabulary.RecordClock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Where handovers themselves wait, apart from the containers and cases within them, for many handovers at once. Every reader of the
 * record may know.
 */
@Component
public class HandoverSteps {

    /** The part of an instance's business key before the slash. */
    static final String REFERENCE = "substring(p.business_key_ from 1 for position('/' in p.business_key_ || '/') - 1)";

    private final JdbcClient jdbc;
    private final RecordClock clock;

    HandoverSteps(JdbcClient jdbc, RecordClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A step at which a handover waits.
     *
     * @param group who may do it; null where it waits for no person but for a message, a job or instances of another model
     * @param number how many times, e.g. for each container
     * @param due the earliest due date of a person's task, UTC; null without
     * @param overdue how many of them are past it
     */
    public record Waiting(String reference, String step, String group, int number, Instant due, int overdue) {}

    /** Where each of some handovers waits: what people have to do first, by due date. */
    public List<Waiting> of(Collection<String> references) {
        if (references.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(
                        """
                select p.business_key_ as reference, e.act_id_ as step, l.group_id_ as candidate,
                    count(distinct e.id_) as number, min(t.due_date_) as due,
                    sum(case when t.due_date_ < :now then 1 else 0 end) as overdue
                from act_ru_execution p
                join act_ru_execution e on e.proc_inst_id_ = p.id_ and e.is_active_ = true and e.act_id_ is not null
                left join act_ru_task t on t.execution_id_ = e.id_
                left join act_ru_identitylink l on l.task_id_ = t.id_ and l.type_ = 'candidate' and l.group_id_ is not null
                where p.parent_id_ is null and p.business_key_ in (:references)
                group by p.business_key_, e.act_id_, l.group_id_
                order by case when l.group_id_ is null then 1 else 0 end, coalesce(min(t.due_date_), :never), e.act_id_""")
                .param("now", Timestamp.from(clock.now()))
                .param("never", Timestamp.valueOf("9999-12-31 00:00:00"))
                .param("references", references)
                .query((row, line) -> new Waiting(
                        row.getString("reference"),
                        row.getString("step"),
                        row.getString("candidate"),
                        row.getInt("number"),
                        Optional.ofNullable(row.getTimestamp("due"))
                                .map(Timestamp::toInstant)
                                .orElse(null),
                        row.getInt("overdue")))
                .list();
    }

    /** How many tasks are past their due date, by handover, within it too; handovers without any are not named. */
    public Map<String, Integer> overdue() {
        var counts = new HashMap<String, Integer>();
        jdbc.sql(
                        "select reference, count(*) as number from (select " + REFERENCE
                                + """
                 as reference from act_ru_task t
                join act_ru_execution p on p.id_ = t.proc_inst_id_
                where t.due_date_ < :now and p.business_key_ is not null) overdue
                group by reference""")
                .param("now", Timestamp.from(clock.now()))
                .query(row -> {
                    counts.put(row.getString("reference"), row.getInt("number"));
                });
        return counts;
    }

    /** When the instances of some handovers ended, UTC; those that run are not named. */
    public Map<String, Instant> ended(Collection<String> references) {
        var ends = new HashMap<String, Instant>();
        if (references.isEmpty()) {
            return ends;
        }
        jdbc.sql(
                        """
                select business_key_, max(end_time_) as ended from act_hi_procinst
                where business_key_ in (:references) and proc_def_key_ = 'handover' and end_time_ is not null
                group by business_key_""")
                .param("references", references)
                .query(row -> {
                    ends.put(
                            row.getString("business_key_"),
                            row.getTimestamp("ended").toInstant());
                });
        return ends;
    }
}
