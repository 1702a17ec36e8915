package org.handover.engine;

import java.util.List;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.model.bpmn.instance.UserTask;
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
    private final ProcessEngineConfigurationImpl engine;
    private final RepositoryService repository;

    TaskGroups(JdbcClient jdbc, ProcessEngineConfigurationImpl engine, RepositoryService repository) {
        this.jdbc = jdbc;
        this.engine = engine;
        this.repository = repository;
    }

    @Override
    public void afterPropertiesSet() {
        engine.getCommandExecutorTxRequired().execute(context -> {
            if (!unknown().isEmpty()) {
                // Of two nodes that start at once the second waits here for the first, and then has nothing to do.
                context.getPropertyManager().acquireExclusiveLockForStartup();
                context.runWithoutAuthorization(() -> {
                    unknown().forEach(this::note);
                    return null;
                });
            }
            return null;
        });
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
