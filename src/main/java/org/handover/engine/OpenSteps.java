package org.handover.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where one instance waits for a person. Every reader of the record may know, whoever may do the step. */
@Component
public class OpenSteps {

    private final JdbcClient jdbc;

    OpenSteps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A task somebody has to do.
     *
     * @param step id of the model's element
     * @param since when it came up, UTC
     * @param due until when it is to be done, UTC; null when nothing says so
     * @param groups ids of the groups that may do it
     */
    public record Open(String step, Instant since, Instant due, List<String> groups) {}

    /**
     * The open tasks of the instance with a business key, the oldest first.
     *
     * @param businessKey of a handover, e.g. {@code KOR-2018-01}, or of something within it, e.g. {@code KOR-2018-01/I-012}
     */
    public List<Open> at(String businessKey) {
        return at(List.of(businessKey)).getOrDefault(businessKey, List.of());
    }

    /** The same of several by their business keys; one without an open task is left out. */
    public Map<String, List<Open>> at(Collection<String> businessKeys) {
        var steps = new HashMap<String, List<Open>>();
        jdbc.sql(
                        """
                select p.business_key_, t.task_def_key_ as step, t.create_time_ as since, t.due_date_ as due,
                    (select string_agg(l.group_id_, ' ' order by l.group_id_) from act_ru_identitylink l
                     where l.task_id_ = t.id_ and l.type_ = 'candidate' and l.group_id_ is not null) as groups
                from act_ru_execution p join act_ru_task t on t.proc_inst_id_ = p.id_
                where p.business_key_ in (:keys) order by t.create_time_, t.task_def_key_""")
                .param("keys", businessKeys)
                .query(row -> {
                    steps.computeIfAbsent(row.getString("business_key_"), it -> new ArrayList<>())
                            .add(new Open(
                                    row.getString("step"),
                                    row.getTimestamp("since").toInstant(),
                                    Optional.ofNullable(row.getTimestamp("due"))
                                            .map(java.sql.Timestamp::toInstant)
                                            .orElse(null),
                                    Optional.ofNullable(row.getString("groups"))
                                            .map(groups -> Arrays.asList(groups.split(" ")))
                                            .orElse(List.of())));
                });
        return steps;
    }
}
