package org.handover.reading;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.handover.engine.JobBacklog;
import org.handover.engine.StepLoad;
import org.handover.vocabulary.RecordClock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** All handovers in a few figures, for a machine that watches: a fixed number of queries, however many cases there are, and nobody's name. */
@Component
public class StoryFigures {

    private final JdbcClient jdbc;
    private final StepLoad steps;
    private final JobBacklog backlog;
    private final RecordClock clock;

    StoryFigures(JdbcClient jdbc, StepLoad steps, JobBacklog backlog, RecordClock clock) {
        this.jdbc = jdbc;
        this.steps = steps;
        this.backlog = backlog;
        this.clock = clock;
    }

    /**
     * The figures of one moment.
     *
     * @param handovers by phase, of each phase that there is
     * @param steps where instances of each model wait
     * @param openDiscrepancies those nobody has explained
     * @param openIncidents of the record (a seal, a leak), by kind; kinds without an open one are there with 0 once there was one
     * @param engineIncidents steps at which the engine has given up
     */
    public record Figures(
            Map<String, Integer> handovers,
            List<StepLoad.Step> steps,
            int openDiscrepancies,
            Map<String, Integer> openIncidents,
            Map<JobBacklog.State, Integer> jobs,
            int engineIncidents,
            Instant asOf) {}

    @Transactional(readOnly = true)
    public Figures now() {
        return new Figures(
                counts("select phase, count(*) from handover group by phase order by phase"),
                steps.ofAll(),
                jdbc.sql("select count(*) from discrepancy where explained_by is null")
                        .query(Integer.class)
                        .single(),
                counts(
                        """
                        select kind, sum(case when resolved_by is null then 1 else 0 end) from incident
                        group by kind order by kind"""),
                backlog.jobs(),
                backlog.incidents(),
                clock.now());
    }

    private Map<String, Integer> counts(String query) {
        var counts = new LinkedHashMap<String, Integer>();
        jdbc.sql(query).query(row -> {
            counts.put(row.getString(1), row.getInt(2));
        });
        return counts;
    }
}
