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

    /**
     * The references of the handovers in which a person has a task, or could claim one. The two are asked for apart: each is found by an index, and both together
     * by none.
     */
    Set<String> of(String user, Collection<String> groups) {
        return new HashSet<>(jdbc.sql(
                        """
                        select %1$s
                        from act_ru_task t join act_ru_execution p on p.id_ = t.proc_inst_id_
                        where t.assignee_ = :user
                        union
                        select %1$s
                        from act_ru_identitylink l join act_ru_task t on t.id_ = l.task_id_ join act_ru_execution p on p.id_ = t.proc_inst_id_
                        where l.type_ = 'candidate' and (l.user_id_ = :user or l.group_id_ in (:groups))"""
                                .formatted(HandoverSteps.REFERENCE))
                .param("user", user)
                .param("groups", groups.isEmpty() ? Set.of("") : groups)
                .query(String.class)
                .list());
    }
}
