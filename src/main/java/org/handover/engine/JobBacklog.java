package org.handover.engine;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.handover.vocabulary.RecordClock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the job executor has before it, and what has stopped: counted over the engine's tables, whichever node does the work. */
@Component
public class JobBacklog {

    private final JdbcClient jdbc;
    private final RecordClock clock;

    JobBacklog(JdbcClient jdbc, RecordClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The states of a job. */
    public enum State {
        /** To be done now, and nobody has taken it yet. */
        DUE,
        /** A node does it. */
        RUNNING,
        /** A timer or a retry whose moment has not come. */
        WAITING,
        /** Tried in vain as often as is allowed: an operator must look. */
        FAILED,
        SUSPENDED
    }

    /** How many jobs there are in each state, also in those that have none. */
    public Map<State, Integer> jobs() {
        Instant now = clock.now();
        var jobs = new LinkedHashMap<State, Integer>();
        for (State state : State.values()) {
            jobs.put(state, 0);
        }
        jdbc.sql(
                        """
                select state, count(*) as number from (select case
                    when retries_ <= 0 then 'FAILED'
                    when suspension_state_ <> 1 then 'SUSPENDED'
                    when lock_exp_time_ >= :now then 'RUNNING'
                    when duedate_ > :now then 'WAITING'
                    else 'DUE' end as state from act_ru_job) j group by state""")
                .param("now", Timestamp.from(now))
                .query(row -> {
                    jobs.put(State.valueOf(row.getString("state")), row.getInt("number"));
                });
        return jobs;
    }

    /** Steps at which the engine has given up, each an open incident in Cockpit. */
    public int incidents() {
        return jdbc.sql("select count(*) from act_ru_incident where id_ = root_cause_incident_id_")
                .query(Integer.class)
                .single();
    }
}
