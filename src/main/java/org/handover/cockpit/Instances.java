package org.handover.cockpit;

import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.handover.engine.Road;
import org.springframework.stereotype.Component;

/**
 * Instances that ended, and the road that any instance took. The engine's own rights decide which of them the person who is signed in
 * may see.
 */
@Component
class Instances {

    /** Rows of one page. */
    static final int PAGE = 50;

    /** More than one instance has; what goes beyond is not shown. */
    private static final int MOST_ACTS = 500;

    private final HistoryService history;
    private final RepositoryService repository;
    private final Road roads;

    Instances(HistoryService history, RepositoryService repository, Road roads) {
        this.history = history;
        this.repository = repository;
        this.roads = roads;
    }

    /**
     * An instance, ended or not.
     *
     * @param process id of the model
     * @param name of the model, for people
     * @param started UTC
     * @param ended UTC; null while it runs
     * @param state {@code COMPLETED}, {@code EXTERNALLY_TERMINATED}, {@code INTERNALLY_TERMINATED}, {@code ACTIVE} or {@code SUSPENDED}
     * @param reason why it was ended from outside; null otherwise
     */
    record Row(
            String id,
            String businessKey,
            String definition,
            String process,
            String name,
            int version,
            String started,
            String ended,
            String state,
            String reason) {}

    /** @param more whether further instances follow */
    record Page(List<Row> rows, boolean more) {}

    /**
     * What a person did.
     *
     * @param step id of the element
     * @param name of the task
     * @param who id of the user who has it or completed it; null when nobody took it
     * @param ended UTC; null while the task is open
     * @param outcome {@code completed} or why the task went away; null while it is open
     */
    record Act(String step, String name, String who, String started, String ended, String outcome) {}

    /**
     * The road of an instance.
     *
     * @param diagram the model in the version that the instance follows, as BPMN XML
     * @param passed elements that were left
     * @param open elements where something still is
     * @param flows ids of the sequence flows taken
     * @param acts what people did, in order
     */
    record Taken(
            Row instance, String diagram, Set<String> passed, Set<String> open, Set<String> flows, List<Act> acts) {}

    /**
     * One page of the instances that ended, the last first.
     *
     * @param process id of a model, or null for all
     * @param businessKey a part of the business key, or null
     * @param page from 1
     */
    Page ended(String process, String businessKey, int page) {
        var query = history.createHistoricProcessInstanceQuery().finished();
        if (process != null) {
            query.processDefinitionKey(process);
        }
        if (businessKey != null) {
            query.processInstanceBusinessKeyLike("%" + businessKey + "%");
        }
        List<Row> found = query.orderByProcessInstanceEndTime().desc().listPage((page - 1) * PAGE, PAGE + 1).stream()
                .map(Instances::row)
                .toList();
        return new Page(found.subList(0, Math.min(PAGE, found.size())), found.size() > PAGE);
    }

    /** The road of an instance that the person who is signed in may see. */
    Optional<Taken> road(String id) {
        return history.createHistoricProcessInstanceQuery().processInstanceId(id).listPage(0, 1).stream()
                .findFirst()
                .flatMap(instance -> roads.ofInstance(id).map(road -> taken(instance, road)));
    }

    /** Who completed which task; a task can be completed by somebody who never claimed it. */
    private Map<String, String> completedBy(String instance) {
        return history
                .createUserOperationLogQuery()
                .processInstanceId(instance)
                .operationType(UserOperationLogEntry.OPERATION_TYPE_COMPLETE)
                .listPage(0, MOST_ACTS)
                .stream()
                .filter(entry -> entry.getTaskId() != null && entry.getUserId() != null)
                .collect(Collectors.toMap(
                        UserOperationLogEntry::getTaskId, UserOperationLogEntry::getUserId, (first, again) -> first));
    }

    private Taken taken(HistoricProcessInstance instance, Road.Taken road) {
        Map<String, String> completedBy = completedBy(instance.getId());
        return new Taken(
                row(instance),
                Bpmn.convertToString(repository.getBpmnModelInstance(instance.getProcessDefinitionId())),
                elements(road, true),
                elements(road, false),
                road.flows(),
                history
                        .createHistoricTaskInstanceQuery()
                        .processInstanceId(instance.getId())
                        .orderByHistoricActivityInstanceStartTime()
                        .asc()
                        .listPage(0, MOST_ACTS)
                        .stream()
                        .map(task -> act(task, completedBy.getOrDefault(task.getId(), task.getAssignee())))
                        .toList());
    }

    private static Set<String> elements(Road.Taken road, boolean left) {
        return road.passed().stream()
                .filter(passed -> left == (passed.last() != null))
                .map(Road.Passed::element)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Act act(HistoricTaskInstance task, String who) {
        return new Act(
                task.getTaskDefinitionKey(),
                task.getName(),
                who,
                instant(task.getStartTime()),
                instant(task.getEndTime()),
                task.getDeleteReason());
    }

    private static Row row(HistoricProcessInstance instance) {
        return new Row(
                instance.getId(),
                instance.getBusinessKey(),
                instance.getProcessDefinitionId(),
                instance.getProcessDefinitionKey(),
                instance.getProcessDefinitionName() == null
                        ? instance.getProcessDefinitionKey()
                        : instance.getProcessDefinitionName(),
                instance.getProcessDefinitionVersion(),
                instant(instance.getStartTime()),
                instant(instance.getEndTime()),
                instance.getState(),
                instance.getDeleteReason());
    }

    /** As text: the web apps' own JSON would write an instant as something else. */
    private static String instant(Date date) {
        return date == null ? null : date.toInstant().toString();
    }
}
