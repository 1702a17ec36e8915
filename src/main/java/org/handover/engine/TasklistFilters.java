package org.handover.engine;

import static java.util.stream.Collectors.toSet;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.TaskQuery;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.handover.security.Groups;
import org.handover.vocabulary.Reference;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tasklist's standing filters, created once: what an administrator changes or removes later stays so. A group sees the kinds of work
 * that the models give it, and in every filter only the tasks it may do.
 */
@Component
@DependsOn("modelDeployment")
class TasklistFilters implements InitializingBean {

    /** In the engine's table of properties: these filters have been created. */
    private static final String CREATED = "handover.tasklist-filters";

    /** The names and descriptions of those there were before. */
    private static final Map<String, String> FORMER = Map.of(
            "All tasks",
            "Every open task of your groups",
            "Handovers",
            "Talks, transfer, flight and grouping",
            "Containers",
            "Accession and inventory of each container",
            "Individuals",
            "The case of each provisional individual");

    /** Dark enough to be read on white and on the grey of the chosen one. */
    private static final String RED = "#a3161f";

    private final ProcessEngineConfigurationImpl engine;
    private final RepositoryService repository;
    private final RuntimeService runtime;
    private final HandoverFilters handovers;
    private final MessageSource texts;
    private final JdbcClient jdbc;

    TasklistFilters(
            ProcessEngineConfigurationImpl engine,
            RepositoryService repository,
            RuntimeService runtime,
            HandoverFilters handovers,
            MessageSource texts,
            JdbcClient jdbc) {
        this.engine = engine;
        this.repository = repository;
        this.runtime = runtime;
        this.handovers = handovers;
        this.texts = texts;
        this.jdbc = jdbc;
    }

    @Override
    public void afterPropertiesSet() {
        if (areCreated()) {
            return;
        }
        Map<String, Set<String>> groups = groupsByProcess();
        try {
            engine.getCommandExecutorTxRequired()
                    .execute(context -> context.runWithoutAuthorization(() -> {
                        // Of two nodes that start at once the second waits here for the first, and then has nothing to
                        // do.
                        jdbc.sql("insert into act_ge_property (name_, value_, rev_) values (?, '1', 1)")
                                .param(CREATED)
                                .update();
                        create(context, groups);
                        return null;
                    }));
        } catch (RuntimeException e) {
            if (!areCreated()) {
                throw e;
            }
        }
    }

    private boolean areCreated() {
        return engine.getManagementService().getProperties().containsKey(CREATED);
    }

    private void create(CommandContext context, Map<String, Set<String>> groups) {
        removeFormer();
        standing(0, TaskFilter.OF_MY_GROUPS, null, query()).insert(context, Groups.ACTING);
        standing(10, TaskFilter.MINE, null, query()).insert(context, Groups.ACTING);
        standing(20, TaskFilter.OVERDUE, RED, query()).insert(context, Groups.ACTING);
        int position = 30;
        for (var kind : TaskFilter.BY_KIND.entrySet()) {
            standing(position++, kind.getKey(), null, query().processDefinitionKey(kind.getValue()))
                    .insert(context, groups.getOrDefault(kind.getValue(), Set.of()));
        }
        standing(50, TaskFilter.ALL, null, query()).insert(context, List.of(Groups.OPERATORS, Groups.ADMINISTRATORS));
        // Those that were open before the application had filters for them.
        runtime.createProcessInstanceQuery().processDefinitionKey("handover").list().stream()
                .map(ProcessInstance::getBusinessKey)
                .map(Reference::of)
                .forEach(handovers::add);
    }

    /** Removes those there were before, and everybody's right to read any; what somebody changed stays. */
    private void removeFormer() {
        FilterService filters = engine.getFilterService();
        filters.createTaskFilterQuery().list().stream()
                .filter(filter -> filter.getOwner() == null
                        && !TaskFilter.isOurs(filter.getId())
                        && FORMER.containsKey(filter.getName())
                        && FORMER.get(filter.getName())
                                .equals(filter.getProperties().get("description")))
                .forEach(filter -> filters.deleteFilter(filter.getId()));
        AuthorizationService authorizations = engine.getAuthorizationService();
        authorizations
                .createAuthorizationQuery()
                .groupIdIn(Groups.ALL.toArray(String[]::new))
                .resourceType(Resources.FILTER)
                .resourceId(Authorization.ANY)
                .list()
                .stream()
                .filter(grant -> ((AuthorizationEntity) grant).getPermissions() == Permissions.READ.getValue())
                .forEach(grant -> authorizations.deleteAuthorization(grant.getId()));
    }

    private TaskFilter standing(int position, String id, String color, TaskQuery query) {
        return new TaskFilter(id, position, text(id, "name"), text(id, "description"), color, query);
    }

    private String text(String id, String what) {
        return texts.getMessage("filter.%s.%s".formatted(id, what), null, Locale.ENGLISH);
    }

    private static TaskQuery query() {
        return new TaskQueryImpl();
    }

    /** The groups that have a task in a process, by its id. */
    private Map<String, Set<String>> groupsByProcess() {
        var groups = new HashMap<String, Set<String>>();
        for (ProcessDefinition process :
                repository.createProcessDefinitionQuery().latestVersion().list()) {
            groups.put(
                    process.getKey(),
                    repository.getBpmnModelInstance(process.getId()).getModelElementsByType(UserTask.class).stream()
                            .map(UserTask::getCamundaCandidateGroupsList)
                            .flatMap(Collection::stream)
                            .collect(toSet()));
        }
        return groups;
    }
}
