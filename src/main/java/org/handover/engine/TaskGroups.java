package org.handover.engine;

import java.util.List;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.handover.security.StartLock;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Notes of each deployed model which groups may do which task, once. {@link EngineGuard} lets nobody else say so, and {@link TaskStatements} asks it of tasks that
 * are done: the history has no row for it.
 */
@Component
@DependsOn("modelDeployment")
class TaskGroups implements InitializingBean {

    private final JdbcClient jdbc;
    private final RepositoryService repository;
    private final StartLock lock;

    TaskGroups(JdbcClient jdbc, RepositoryService repository, StartLock lock) {
        this.jdbc = jdbc;
        this.repository = repository;
        this.lock = lock;
    }

    @Override
    public void afterPropertiesSet() {
        if (!unknown().isEmpty()) {
            lock.whileHeld(() -> unknown().forEach(this::note));
        }
    }

    private List<String> unknown() {
        return jdbc.sql("select id_ from act_re_procdef where id_ not in (select definition_id from model_task_group)")
                .query(String.class)
                .list();
    }

    private void note(String definition) {
        for (UserTask task : repository.getBpmnModelInstance(definition).getModelElementsByType(UserTask.class)) {
            for (String group : task.getCamundaCandidateGroupsList()) {
                jdbc.sql("insert into model_task_group (definition_id, step, group_id) values (?, ?, ?)")
                        .params(definition, task.getId(), group)
                        .update();
            }
        }
    }
}
