package org.handover.engine;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where something waits for somebody: one query over the engine's tables. */
@Component
class WaitingHandovers {

    private final JdbcClient jdbc;

    WaitingHandovers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The references of the handovers in which a person has a task, or could claim one. */
    Set<String> of(String user, Collection<String> groups) {
        return new HashSet<>(jdbc.sql(
                        """
                        select distinct v.text_
                        from act_ru_task t
                        join act_ru_variable v on v.execution_id_ = t.proc_inst_id_ and v.name_ = :reference
                        left join act_ru_identitylink l on l.task_id_ = t.id_ and l.type_ = 'candidate'
                        where t.assignee_ = :user or l.user_id_ = :user or l.group_id_ in (:groups)""")
                .param("reference", ProcessVariables.REFERENCE)
                .param("user", user)
                .param("groups", groups.isEmpty() ? Set.of("") : groups)
                .query(String.class)
                .list());
    }
}
