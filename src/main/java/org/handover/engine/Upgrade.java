package org.handover.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.SaveTaskCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.migration.MigratingActivityInstanceValidationReport;
import org.camunda.bpm.engine.migration.MigratingProcessInstanceValidationException;
import org.camunda.bpm.engine.migration.MigratingProcessInstanceValidationReport;
import org.camunda.bpm.engine.migration.MigratingTransitionInstanceValidationReport;
import org.camunda.bpm.engine.migration.MigrationInstruction;
import org.camunda.bpm.engine.migration.MigrationInstructionValidationReport;
import org.camunda.bpm.engine.migration.MigrationPlan;
import org.camunda.bpm.engine.migration.MigrationPlanBuilder;
import org.camunda.bpm.engine.migration.MigrationPlanValidationException;
import org.camunda.bpm.engine.runtime.EventSubscription;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes running instances to the newest version of their model, each where it stands. An element keeps its token when it is called the same
 * in both versions. Where something new has to be done first, or the same is called something else now, the new model says so: the property
 * {@value #FORMERLY} of a new element lists the ids of those whose tokens it takes over, with commas between them.
 *
 * <p>Messages are waited for, and people asked, as the new model says. A timer, and the day by which a task is due, stay as they were set.
 */
@Component
public class Upgrade {

    /** A property (camunda:property) of an element of a model. */
    public static final String FORMERLY = "formerly";

    private final RuntimeService runtime;
    private final TaskService tasks;
    private final RepositoryService repository;
    private final ProcessEngineConfigurationImpl engine;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    Upgrade(
            RuntimeService runtime,
            TaskService tasks,
            RepositoryService repository,
            ProcessEngineConfigurationImpl engine,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.repository = repository;
        this.engine = engine;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /**
     * Running instances of an older version of a model.
     *
     * @param version counted by the engine, as is {@code newest}
     */
    public record Behind(String model, int version, int newest, int instances) {}

    /**
     * What became of one instance, or would become of it.
     *
     * @param at the elements it waits at
     * @param problems why it stays at its version; empty when it does not
     */
    public record Moved(
            String instance,
            String businessKey,
            String model,
            int from,
            int to,
            List<String> at,
            List<String> problems) {}

    private record Outdated(String id, String businessKey, String model, String definition, int version, int newest) {}

    /** How many instances follow older versions; none that is up to date is named. */
    public List<Behind> behind() {
        return jdbc.sql(
                        """
                select d.key_ as model, d.version_ as version, n.newest, count(*) as instances
                from act_ru_execution e join act_re_procdef d on d.id_ = e.proc_def_id_
                join (select key_, max(version_) as newest from act_re_procdef group by key_) n on n.key_ = d.key_
                where e.parent_id_ is null and d.version_ < n.newest
                group by d.key_, d.version_, n.newest order by d.key_, d.version_""")
                .query(Behind.class)
                .list();
    }

    /**
     * Moves the next instances, each in a transaction of its own: what cannot be moved stays as it is and holds nobody else.
     *
     * @param dryRun really does it, and then takes it back
     * @param handover only what belongs to this one; null for all
     * @param after the last instance that was looked at before; null to begin
     * @param most how many instances to look at
     * @return fewer than {@code most} when there are no more
     */
    public List<Moved> next(boolean dryRun, String handover, String after, int most) {
        List<Outdated> outdated = jdbc.sql(
                        """
                select e.id_ as id, e.business_key_ as business_key, d.key_ as model, e.proc_def_id_ as definition,
                    d.version_ as version, n.newest
                from act_ru_execution e join act_re_procdef d on d.id_ = e.proc_def_id_
                join (select key_, max(version_) as newest from act_re_procdef group by key_) n on n.key_ = d.key_
                where e.parent_id_ is null and d.version_ < n.newest and e.id_ > :after
                    and (:everything or e.business_key_ = :handover or e.business_key_ like :within)
                order by e.id_ limit :most""")
                .param("everything", handover == null)
                .param("handover", String.valueOf(handover))
                .param("within", handover + "/%")
                .param("after", after == null ? "" : after)
                .param("most", most)
                .query(Outdated.class)
                .list();
        var plans = new HashMap<String, MigrationPlan>();
        return outdated.stream().map(instance -> moved(instance, plans, dryRun)).toList();
    }

    private Moved moved(Outdated instance, Map<String, MigrationPlan> plans, boolean dryRun) {
        List<String> at = inEngine(() -> runtime.getActiveActivityIds(instance.id()));
        List<String> problems;
        try {
            MigrationPlan plan = plans.computeIfAbsent(
                    instance.definition(), any -> inEngine(() -> plan(instance.definition(), instance.model())));
            problems = move(instance.id(), plan, dryRun);
        } catch (MigrationPlanValidationException e) {
            problems = e.getValidationReport().getInstructionReports().stream()
                    .flatMap(report -> problems(report).stream())
                    .toList();
        } catch (MigratingProcessInstanceValidationException e) {
            problems = problems(e.getValidationReport());
        }
        return new Moved(
                instance.id(),
                instance.businessKey(),
                instance.model(),
                instance.version(),
                instance.newest(),
                new LinkedHashSet<>(at).stream().sorted().toList(),
                problems);
    }

    private List<String> move(String instance, MigrationPlan plan, boolean dryRun) {
        for (int tried = 1; ; tried++) {
            try {
                transaction.executeWithoutResult(status -> {
                    follow(instance, plan);
                    if (dryRun) {
                        status.setRollbackOnly();
                    }
                });
                return List.of();
            } catch (RuntimeException e) {
                if (!Collision.isIn(e)) {
                    throw e;
                }
                if (tried == Collision.TRIES) {
                    return List.of("somebody is acting on it; try again");
                }
            }
        }
    }

    /** Takes one instance along, within the transaction of whoever calls. */
    void follow(String instance, String definition, String model) {
        follow(instance, inEngine(() -> plan(definition, model)));
    }

    /** In three commands: each sees what the one before has written. */
    private void follow(String instance, MigrationPlan plan) {
        Set<String> before = inEngine(() -> ids(subscriptions(instance)));
        inEngine(() -> {
            runtime.newMigration(plan).processInstanceIds(instance).execute();
            return null;
        });
        inEngine(() -> {
            removeRevived(instance, before, plan);
            askAnew(instance, plan);
            return null;
        });
    }

    /**
     * The engine lets an instance wait for every message of the new model. Where an interrupting message has come already, as when a pledge was
     * withdrawn, none of that scope is waited for any more.
     */
    private void removeRevived(String instance, Set<String> before, MigrationPlan plan) {
        Set<String> followed = plan.getInstructions().stream()
                .map(MigrationInstruction::getTargetActivityId)
                .collect(Collectors.toSet());
        List<EventSubscription> added = subscriptions(instance).stream()
                .filter(each -> !before.contains(each.getId()))
                .toList();
        Set<String> interrupted = added.stream()
                .filter(each -> followed.contains(each.getActivityId()))
                .map(EventSubscription::getExecutionId)
                .collect(Collectors.toSet());
        var manager = Context.getCommandContext().getEventSubscriptionManager();
        added.stream()
                .filter(each -> interrupted.contains(each.getExecutionId()))
                .forEach(each -> manager.findEventSubscriptionById(each.getId()).delete());
    }

    /** The engine keeps the name of a task and whom it asks. */
    private void askAnew(String instance, MigrationPlan plan) {
        BpmnModelInstance model = repository.getBpmnModelInstance(plan.getTargetProcessDefinitionId());
        for (Task task : tasks.createTaskQuery().processInstanceId(instance).list()) {
            UserTask element = model.getModelElementById(task.getTaskDefinitionKey());
            if (!element.getName().equals(task.getName())) {
                task.setName(element.getName());
                new SaveTaskCmd(task).execute(Context.getCommandContext());
            }
            Set<String> asked = tasks.getIdentityLinksForTask(task.getId()).stream()
                    .filter(link -> link.getType().equals(IdentityLinkType.CANDIDATE) && link.getGroupId() != null)
                    .map(IdentityLink::getGroupId)
                    .collect(Collectors.toSet());
            List<String> groups = element.getCamundaCandidateGroupsList();
            asked.stream()
                    .filter(group -> !groups.contains(group))
                    .forEach(group -> tasks.deleteCandidateGroup(task.getId(), group));
            groups.stream()
                    .filter(group -> !asked.contains(group))
                    .forEach(group -> tasks.addCandidateGroup(task.getId(), group));
        }
    }

    private List<EventSubscription> subscriptions(String instance) {
        return runtime.createEventSubscriptionQuery()
                .processInstanceId(instance)
                .list();
    }

    private static Set<String> ids(List<EventSubscription> subscriptions) {
        return subscriptions.stream().map(EventSubscription::getId).collect(Collectors.toSet());
    }

    /** Whoever calls has decided that it may be done; the engine still notes who did it. */
    private <T> T inEngine(Callable<T> work) {
        return engine.getCommandExecutorTxRequired().execute(context -> context.runWithoutAuthorization(work));
    }

    private MigrationPlan plan(String definition, String process) {
        String target = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(process)
                .latestVersion()
                .singleResult()
                .getId();
        BpmnModelInstance model = repository.getBpmnModelInstance(target);
        BpmnModelInstance old = repository.getBpmnModelInstance(definition);
        var generated = runtime.createMigrationPlan(definition, target)
                .mapEqualActivities()
                .build();
        var plan = runtime.createMigrationPlan(definition, target);
        Map<String, String> takenOver = takenOver(old, model);
        takenOver.forEach((from, to) -> map(plan, from, to, model));
        for (MigrationInstruction same : generated.getInstructions()) {
            if (!takenOver.containsKey(same.getSourceActivityId())) {
                map(plan, same.getSourceActivityId(), same.getTargetActivityId(), model);
            }
        }
        return plan.build();
    }

    /** New elements by the old ones whose tokens they take over. */
    private static Map<String, String> takenOver(BpmnModelInstance old, BpmnModelInstance model) {
        var takenOver = new LinkedHashMap<String, String>();
        for (FlowNode element : model.getModelElementsByType(FlowNode.class)) {
            if (old.getModelElementById(element.getId()) == null) {
                formerly(element).stream()
                        .filter(former -> old.getModelElementById(former) != null)
                        .forEach(former -> takenOver.put(former, element.getId()));
            }
        }
        return takenOver;
    }

    private static void map(MigrationPlanBuilder plan, String from, String to, BpmnModelInstance model) {
        var mapped = plan.mapActivities(from, to);
        // A timer of the new version would begin anew.
        if (waitsForMessage(model, to)) {
            mapped.updateEventTrigger();
        }
    }

    /** The ids of elements of older versions whose tokens an element takes over. */
    public static Set<String> formerly(FlowNode element) {
        var formerly = new LinkedHashSet<String>();
        if (element.getExtensionElements() != null) {
            for (var property :
                    element.getExtensionElements().getElementsQuery().list()) {
                property.getChildElementsByType(CamundaProperty.class).stream()
                        .filter(each -> each.getCamundaName().equals(FORMERLY))
                        .flatMap(each -> Arrays.stream(each.getCamundaValue().split(",")))
                        .map(String::strip)
                        .forEach(formerly::add);
            }
        }
        return formerly;
    }

    private static boolean waitsForMessage(BpmnModelInstance model, String element) {
        return model.getModelElementById(element) instanceof CatchEvent event
                && event.getEventDefinitions().stream().anyMatch(MessageEventDefinition.class::isInstance);
    }

    private static List<String> problems(MigrationInstructionValidationReport report) {
        return named(report.getMigrationInstruction().getSourceActivityId(), report.getFailures());
    }

    private static List<String> problems(MigratingProcessInstanceValidationReport report) {
        var problems = new ArrayList<>(report.getFailures());
        for (MigratingActivityInstanceValidationReport each : report.getActivityInstanceReports()) {
            problems.addAll(named(each.getSourceScopeId(), each.getFailures()));
        }
        for (MigratingTransitionInstanceValidationReport each : report.getTransitionInstanceReports()) {
            problems.addAll(named(each.getSourceScopeId(), each.getFailures()));
        }
        return problems;
    }

    private static List<String> named(String element, Collection<String> failures) {
        return failures.stream().map(failure -> element + ": " + failure).toList();
    }
}
