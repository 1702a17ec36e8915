package org.handover.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.apache.ibatis.session.Configuration;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.impl.HistoricTaskInstanceQueryImpl;
import org.camunda.bpm.engine.impl.Page;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.entitymanager.DbEntityManager;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.DbEntityState;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.history.HistoryLevelFull;
import org.camunda.bpm.engine.impl.history.event.HistoricActivityInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricScopeInstanceEvent;
import org.camunda.bpm.engine.impl.history.event.HistoricTaskInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricVariableUpdateEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.history.handler.DbHistoryEventHandler;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.camunda.bpm.engine.impl.history.producer.CacheAwareHistoryEventProducer;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationManager;
import org.camunda.bpm.engine.impl.persistence.entity.HistoricTaskInstanceManager;
import org.camunda.bpm.engine.impl.persistence.entity.IdentityLinkEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionManager;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskManager;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceEntity;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceManager;
import org.camunda.bpm.engine.task.Task;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Spares the database what the engine asks and writes for uses that this application does not have; each class here says what for, and why the answer is
 * known. What Cockpit, Tasklist, REST and operators read stays as it was, see docs/decisions/0015.
 */
@Component
class LeanEngine extends AbstractProcessEnginePlugin {

    private final JdbcClient jdbc;

    LeanEngine(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setCustomHistoryLevels(List.of(new History()));
        configuration.setHistoryEventProducer(new EventProducer());
        configuration.setEnableDefaultDbHistoryEventHandler(false);
        var handlers = new ArrayList<HistoryEventHandler>();
        if (configuration.getCustomHistoryEventHandlers() != null) {
            handlers.addAll(configuration.getCustomHistoryEventHandlers());
        }
        handlers.add(new HistoryWriter());
        configuration.setCustomHistoryEventHandlers(handlers);
        configuration.setResourceAuthorizationProvider(new TaskRights());
    }

    @Override
    public void postInit(ProcessEngineConfigurationImpl configuration) {
        replace(configuration, AuthorizationManager.class, () -> new LeanRights(jdbc));
        replace(configuration, ProcessDefinitionManager.class, Definitions::new);
        replace(configuration, TaskManager.class, Tasks::new);
        replace(configuration, HistoricTaskInstanceManager.class, HistoricTasks::new);
        Configuration statements = configuration.getSqlSessionFactory().getConfiguration();
        TaskStatements.addTo(statements);
        // The documents its statements were made of: all are made, and nothing includes a part of them any more.
        statements.getSqlFragments().clear();
        replace(configuration, VariableInstanceManager.class, Variables::new);
    }

    private static <T extends Session> void replace(
            ProcessEngineConfigurationImpl configuration, Class<T> type, Supplier<? extends T> ours) {
        configuration.getSessionFactories().put(type, new SessionFactory() {
            @Override
            public Class<?> getSessionType() {
                return type;
            }

            @Override
            public Session openSession() {
                return ours.get();
            }
        });
    }

    private static DbEntityManager entities() {
        return Context.getCommandContext().getDbEntityManager();
    }

    /**
     * Full, without what is written in the model anyway and read by nobody: that a task has its candidate group, and that a job was created. That it ran, where,
     * and how it failed stays.
     */
    static final class History extends HistoryLevelFull {

        @Override
        public boolean isHistoryEventProduced(HistoryEventType type, Object entity) {
            boolean candidateGroup =
                    (type == HistoryEventTypes.IDENTITY_LINK_ADD || type == HistoryEventTypes.IDENTITY_LINK_DELETE)
                            && entity instanceof IdentityLinkEntity link
                            && link.isGroup();
            return !candidateGroup && type != HistoryEventTypes.JOB_CREATE;
        }

        /** The engine asks whether a level is the full one. */
        @Override
        public boolean equals(Object other) {
            return other instanceof HistoryLevel level && level.getId() == getId();
        }

        @Override
        public int hashCode() {
            return getId();
        }
    }

    /** A task, its history and its activity begin in one moment, that of the task. */
    private static final class EventProducer extends CacheAwareHistoryEventProducer {

        @Override
        public HistoryEvent createTaskInstanceCreateEvt(DelegateTask task) {
            HistoryEvent event = super.createTaskInstanceCreateEvt(task);
            ((HistoricTaskInstanceEventEntity) event).setStartTime(task.getCreateTime());
            return event;
        }

        @Override
        public HistoryEvent createActivityInstanceUpdateEvt(DelegateExecution execution, DelegateTask task) {
            HistoryEvent event = super.createActivityInstanceUpdateEvt(execution, task);
            if (task != null) {
                ((HistoricActivityInstanceEventEntity) event).setStartTime(task.getCreateTime());
            }
            return event;
        }

        @Override
        protected ProcessDefinitionEntity getProcessDefinitionEntity(String id) {
            ProcessDefinitionEntity deployed = Definitions.deployed(id);
            return deployed == null ? super.getProcessDefinitionEntity(id) : deployed;
        }
    }

    /** When something ends, its history is not asked when it began, as far as the task knows. */
    private static final class HistoryWriter extends DbHistoryEventHandler {

        @Override
        protected void insertOrUpdate(HistoryEvent event) {
            TaskEntity task = isInitialEvent(event) ? null : task(event);
            if (task == null || entities().getCachedEntity(event.getClass(), event.getId()) != null) {
                super.insertOrUpdate(event);
                return;
            }
            ((HistoricScopeInstanceEvent) event).setStartTime(task.getCreateTime());
            entities().merge(event);
        }

        /** A variable's first value is in its history already; what is written again is each change. */
        @Override
        protected boolean shouldWriteHistoricDetail(HistoricVariableUpdateEventEntity event) {
            return !event.isEventOfType(HistoryEventTypes.VARIABLE_INSTANCE_CREATE)
                    && super.shouldWriteHistoricDetail(event);
        }

        /** The task in memory that an event is about; null without. */
        private static TaskEntity task(HistoryEvent event) {
            if (event instanceof HistoricTaskInstanceEventEntity task) {
                return entities().getCachedEntity(TaskEntity.class, task.getTaskId());
            }
            return event instanceof HistoricActivityInstanceEventEntity activity
                    ? Tasks.inMemory(activity.getExecutionId()).stream()
                            .filter(task -> activity.getActivityId().equals(task.getTaskDefinitionKey()))
                            .findFirst()
                            .orElse(null)
                    : null;
        }
    }

    /** Nobody can have been given a right to a task that begins in this transaction. */
    private static final class TaskRights extends DefaultAuthorizationProvider {

        @Override
        protected AuthorizationEntity getGrantAuthorizationByGroupId(String group, Resource resource, String task) {
            var cached = entities().getDbEntityCache().getCachedEntity(TaskEntity.class, task);
            return cached != null && cached.getEntityState() == DbEntityState.TRANSIENT
                    ? null
                    : super.getGrantAuthorizationByGroupId(group, resource, task);
        }
    }

    /** What a model says never changes: {@link EngineGuard} lets nobody suspend, alter or delete one. */
    private static final class Definitions extends ProcessDefinitionManager {

        @Override
        public ProcessDefinitionEntity getCachedResourceDefinitionEntity(String id) {
            ProcessDefinitionEntity read = super.getCachedResourceDefinitionEntity(id);
            return read == null ? deployed(id) : read;
        }

        /** The definition in this node's memory; null when it is not there yet. */
        static ProcessDefinitionEntity deployed(String id) {
            return id == null
                    ? null
                    : Context.getProcessEngineConfiguration()
                            .getDeploymentCache()
                            .findProcessDefinitionFromCache(id);
        }
    }

    /** An execution that waits for a person has one task. */
    private static final class Tasks extends TaskManager {

        @Override
        @SuppressWarnings("unchecked")
        public List<Task> findTasksByQueryCriteria(TaskQueryImpl query) {
            configureQuery(query);
            return getDbEntityManager().selectList(TaskStatements.list(query), query);
        }

        @Override
        public long findTaskCountByQueryCriteria(TaskQueryImpl query) {
            configureQuery(query);
            return (Long) getDbEntityManager().selectOne(TaskStatements.count(query), query);
        }

        /** A task has none below it: {@link KeepTask} keeps only those that a model has. */
        @Override
        public List<Task> findTasksByParentTaskId(String parent) {
            return List.of();
        }

        @Override
        public List<TaskEntity> findTasksByExecutionId(String execution) {
            List<TaskEntity> read = inMemory(execution);
            return read.isEmpty() ? super.findTasksByExecutionId(execution) : read;
        }

        static List<TaskEntity> inMemory(String execution) {
            var found = new ArrayList<TaskEntity>();
            for (TaskEntity task : entities().getCachedEntitiesByType(TaskEntity.class)) {
                if (execution.equals(task.getExecutionId())) {
                    found.add(task);
                }
            }
            return found;
        }
    }

    /** Which groups had a task is in no row of the history: the models say it. */
    private static final class HistoricTasks extends HistoricTaskInstanceManager {

        @Override
        @SuppressWarnings("unchecked")
        public List<HistoricTaskInstance> findHistoricTaskInstancesByQueryCriteria(
                HistoricTaskInstanceQueryImpl query, Page page) {
            configureQuery(query);
            return getDbEntityManager().selectList(TaskStatements.listOfHistory(), query, page);
        }

        @Override
        public long findHistoricTaskInstanceCountByQueryCriteria(HistoricTaskInstanceQueryImpl query) {
            configureQuery(query);
            return (Long) getDbEntityManager().selectOne(TaskStatements.countOfHistory(), query);
        }
    }

    /** No task has variables of its own: {@link EngineGuard} lets nobody set one, and no listener does. */
    private static final class Variables extends VariableInstanceManager {

        @Override
        public List<VariableInstanceEntity> findVariableInstancesByTaskIdAndVariableNames(
                String task, Collection<String> names) {
            return List.of();
        }
    }
}
