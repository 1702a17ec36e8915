package org.handover.tasklist;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which groups may do which task: one query for a page of tasks that somebody sees already. */
@Component
class CandidateGroups {

    private final JdbcClient jdbc;

    CandidateGroups(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Candidate(String task, String group) {}

    /** Ids of groups by the id of the task. */
    Map<String, List<String>> of(Collection<String> tasks) {
        return jdbc
                .sql(
                        """
                        select task_id_, group_id_ from act_ru_identitylink
                        where task_id_ in (:tasks) and type_ = 'candidate' and group_id_ is not null order by group_id_""")
                .param("tasks", tasks)
                .query((row, line) -> new Candidate(row.getString("task_id_"), row.getString("group_id_")))
                .list()
                .stream()
                .collect(groupingBy(Candidate::task, mapping(Candidate::group, toList())));
    }
}
