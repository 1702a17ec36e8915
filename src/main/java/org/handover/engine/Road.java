package org.handover.engine;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.InclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/**
 * The road of a handover through its model, from the engine's history: while it runs and after it ended. It names steps and numbers, no
 * people and no variables, so every reader of the record may see it, whatever the engine's authorizations say.
 */
@Component
public class Road {

    private static final String PROCESS = "handover";

    private static final String BODY = "multiInstanceBody";

    private final ProcessEngineConfigurationImpl engine;

    Road(ProcessEngineConfigurationImpl engine) {
        this.engine = engine;
    }

    /**
     * An element of the model that was entered.
     *
     * @param times how often; more than once in a loop, or for each container
     * @param first when it was entered first, UTC
     * @param last when it was left last, UTC; null while something is there
     */
    public record Passed(String element, String type, int times, Instant first, Instant last) {}

    /**
     * The road so far.
     *
     * @param version of the model that this handover follows
     * @param ended UTC; null while it runs
     * @param end id of the event it ended with; null while it runs
     * @param passed elements entered, in the order in which that happened first
     * @param flows ids of the sequence flows taken
     */
    public record Taken(int version, Instant ended, String end, List<Passed> passed, Set<String> flows) {}

    /** The road of a handover; empty when the engine knows none. */
    public Optional<Taken> of(Reference reference) {
        return read(services -> instance(services, reference).map(instance -> taken(services, instance)));
    }

    /** The road of one instance of any process; empty when the engine knows none. */
    public Optional<Taken> ofInstance(String id) {
        return read(services ->
                services
                        .getHistoryService()
                        .createHistoricProcessInstanceQuery()
                        .processInstanceId(id)
                        .listPage(0, 1)
                        .stream()
                        .findFirst()
                        .map(instance -> taken(services, instance)));
    }

    /**
     * The model that a handover follows, in its own version, as BPMN XML.
     *
     * @param name gives an element's name for its id, or null where the model's own name stays
     */
    public Optional<String> model(Reference reference, UnaryOperator<String> name) {
        return read(services -> instance(services, reference).map(instance -> {
            BpmnModelInstance model = services.getRepositoryService()
                    .getBpmnModelInstance(instance.getProcessDefinitionId())
                    .clone();
            for (FlowElement element : model.getModelElementsByType(FlowElement.class)) {
                String named = element.getName() == null ? null : name.apply(element.getId());
                if (named != null) {
                    element.setName(named);
                }
            }
            return Bpmn.convertToString(model);
        }));
    }

    private <T> T read(Function<ProcessEngineConfigurationImpl, T> reading) {
        return engine.getCommandExecutorTxRequired()
                .execute(context ->
                        context.runWithoutAuthorization(() -> reading.apply(context.getProcessEngineConfiguration())));
    }

    private static Optional<HistoricProcessInstance> instance(
            ProcessEngineConfigurationImpl services, Reference reference) {
        return services
                .getHistoryService()
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(reference.value())
                .processDefinitionKey(PROCESS)
                .orderByProcessInstanceStartTime()
                .desc()
                .listPage(0, 1)
                .stream()
                .findFirst();
    }

    private static Taken taken(ProcessEngineConfigurationImpl services, HistoricProcessInstance instance) {
        List<HistoricActivityInstance> acts = services.getHistoryService()
                .createHistoricActivityInstanceQuery()
                .processInstanceId(instance.getId())
                .orderPartiallyByOccurrence()
                .asc()
                .list();
        BpmnModelInstance model =
                services.getRepositoryService().getBpmnModelInstance(instance.getProcessDefinitionId());
        return new Taken(
                instance.getProcessDefinitionVersion(),
                instant(instance.getEndTime()),
                instance.getEndTime() == null ? null : end(acts),
                passed(acts),
                flows(model, acts));
    }

    /** The end event reached last; of several at once that of the process itself, not of a part of it. */
    private static String end(List<HistoricActivityInstance> acts) {
        return acts.stream()
                .filter(act -> act.getActivityType().endsWith("EndEvent") && act.getEndTime() != null)
                .max(Comparator.comparing(HistoricActivityInstance::getEndTime)
                        .thenComparing(act -> act.getProcessInstanceId().equals(act.getParentActivityInstanceId())))
                .map(HistoricActivityInstance::getActivityId)
                .orElse(null);
    }

    private static List<Passed> passed(List<HistoricActivityInstance> acts) {
        var passed = new LinkedHashMap<String, Passed>();
        List<HistoricActivityInstance> inOrder = acts.stream()
                .filter(act -> !act.getActivityType().equals(BODY))
                .sorted(Comparator.comparing(HistoricActivityInstance::getStartTime))
                .toList();
        for (HistoricActivityInstance act : inOrder) {
            Instant left = instant(act.getEndTime());
            passed.merge(
                    act.getActivityId(),
                    new Passed(act.getActivityId(), act.getActivityType(), 1, instant(act.getStartTime()), left),
                    (before, now) -> new Passed(
                            now.element(),
                            now.type(),
                            before.times() + 1,
                            before.first(),
                            before.last() == null || left == null ? null : later(before.last(), left)));
        }
        return List.copyOf(passed.values());
    }

    /**
     * History keeps no flows. Where a step has one way in from a step that was left, that was taken. Where it has several, each time it
     * was entered the way came from the step in the same scope that was left last before; a parallel join is entered from all.
     */
    private static Set<String> flows(BpmnModelInstance model, List<HistoricActivityInstance> acts) {
        Map<String, List<HistoricActivityInstance>> left = acts.stream()
                .filter(act -> act.getEndTime() != null && !act.isCanceled())
                .collect(Collectors.groupingBy(HistoricActivityInstance::getActivityId));
        // The instances of a multiple step stand within a body of their own.
        Map<String, String> scopeOfBody = acts.stream()
                .filter(act -> act.getActivityType().equals(BODY))
                .collect(Collectors.toMap(
                        HistoricActivityInstance::getId, HistoricActivityInstance::getParentActivityInstanceId));
        Function<HistoricActivityInstance, String> scope =
                act -> scopeOfBody.getOrDefault(act.getParentActivityInstanceId(), act.getParentActivityInstanceId());
        Set<String> entered = acts.stream()
                .map(HistoricActivityInstance::getActivityId)
                .collect(Collectors.toCollection(HashSet::new));
        var flows = new TreeSet<String>();
        for (FlowNode node : model.getModelElementsByType(FlowNode.class)) {
            if (!entered.contains(node.getId())) {
                continue;
            }
            List<SequenceFlow> ways = node.getIncoming().stream()
                    .filter(way -> left.containsKey(way.getSource().getId()))
                    .toList();
            if (ways.size() == 1 || node instanceof ParallelGateway || node instanceof InclusiveGateway) {
                ways.forEach(way -> flows.add(way.getId()));
            } else if (ways.size() > 1) {
                acts.stream()
                        .filter(act -> act.getActivityId().equals(node.getId()))
                        .forEach(act -> last(act, ways, left, scope).ifPresent(way -> flows.add(way.getId())));
            }
        }
        return flows;
    }

    private static Optional<SequenceFlow> last(
            HistoricActivityInstance entered,
            Collection<SequenceFlow> ways,
            Map<String, List<HistoricActivityInstance>> left,
            Function<HistoricActivityInstance, String> scope) {
        SequenceFlow taken = null;
        Date latest = null;
        for (SequenceFlow way : ways) {
            for (HistoricActivityInstance from : left.get(way.getSource().getId())) {
                boolean before = !from.getEndTime().after(entered.getStartTime());
                if (before
                        && scope.apply(from).equals(scope.apply(entered))
                        && (latest == null || from.getEndTime().after(latest))) {
                    latest = from.getEndTime();
                    taken = way;
                }
            }
        }
        return Optional.ofNullable(taken);
    }

    private static Instant instant(Date date) {
        return date == null ? null : date.toInstant();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
