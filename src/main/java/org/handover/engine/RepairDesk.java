package org.handover.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.migration.MigratingProcessInstanceValidationException;
import org.camunda.bpm.engine.migration.MigrationPlanValidationException;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.ProcessInstanceModificationBuilder;
import org.camunda.bpm.engine.runtime.TransitionInstance;
import org.handover.repair.RepairEvent;
import org.handover.repair.RepairLedger;
import org.handover.repair.RepairOrder;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Repairs of running instances. An operator proposes one and sees what it does: it is done in a transaction that is rolled back. A second operator approves; then it is
 * done for good, when the instance stands where it stood and exactly the same comes of it. None goes forward, see {@link WaysBack}: so no repair passes over a
 * review, a medical examiner or a custody act.
 */
@Service
public class RepairDesk {

    private static final String NO_REPAIR = "no repair of it was proposed";

    private final ProcessEngineConfigurationImpl engine;
    private final Upgrade upgrade;
    private final RepairLedger ledger;
    private final JdbcClient jdbc;
    private final TransactionTemplate trial;
    private final TransactionTemplate transaction;

    RepairDesk(
            ProcessEngineConfigurationImpl engine,
            Upgrade upgrade,
            RepairLedger ledger,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.engine = engine;
        this.upgrade = upgrade;
        this.ledger = ledger;
        this.jdbc = jdbc;
        this.trial = new TransactionTemplate(transactions);
        trial.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.transaction = new TransactionTemplate(transactions);
    }

    /** An instance as a repair finds it. */
    private record Patient(
            String id, String businessKey, Reference reference, String process, String definition, boolean isCalled) {}

    /** What came of doing a repair. */
    private record Outcome(Patient patient, RepairOrder order, String found, String effects) {}

    /**
     * Tries a repair and, when it can be done, proposes it.
     *
     * @param order of a migration without its versions
     * @param reason why; it goes into every export, so it names nobody
     * @throws Refusal when the repair would pass over something, or cannot be done; nothing has changed then
     */
    public RepairEvent propose(RepairOrder order, String reason, String actor) {
        Outcome tried = told(() -> trial.execute(status -> {
            Outcome outcome = carryOut(order);
            status.setRollbackOnly();
            return outcome;
        }));
        return ledger.propose(
                tried.patient().reference(),
                tried.order(),
                tried.patient().businessKey(),
                tried.patient().process(),
                reason,
                tried.found(),
                tried.effects(),
                actor);
    }

    /**
     * Does what somebody else proposed.
     *
     * @throws Refusal when the actor proposed it, it was done before, or the instance does not stand where it stood; nothing has changed then
     */
    public RepairEvent approve(Reference reference, int proposal, String actor) {
        return told(() -> transaction.execute(status -> {
            RepairEvent proposed = ledger.find(reference, proposal)
                    .filter(event -> event.act() == RepairEvent.Act.PROPOSED)
                    .orElseThrow(() -> new Refusal("%s %d: %s".formatted(reference, proposal, NO_REPAIR)));
            // First, so that of two who approve at once the second one finds it done.
            RepairEvent done = ledger.done(reference, proposed, actor);
            Outcome outcome = carryOut(proposed.order());
            if (!outcome.found().equals(proposed.found()) || !outcome.effects().equals(proposed.effects())) {
                throw new Refusal(
                        "%s %d: the instance moved since this was proposed, or it would do something else now; propose it anew"
                                .formatted(reference, proposal));
            }
            return done;
        }));
    }

    private static <T> T told(Supplier<T> repair) {
        try {
            return repair.get();
        } catch (MigrationPlanValidationException | MigratingProcessInstanceValidationException e) {
            throw new Refusal("the instance cannot follow the newest version: " + e.getMessage());
        } catch (ProcessEngineException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof Refusal refusal) {
                    throw refusal;
                }
            }
            if (Collision.isIn(e)) {
                throw new Refusal("the instance moves at this moment; look and propose it anew");
            }
            throw new Refusal("the engine cannot do this: " + e.getMessage());
        }
    }

    private Outcome carryOut(RepairOrder order) {
        Patient patient = patient(order.instance());
        InstanceState before = InstanceState.of(jdbc, patient.id(), patient.reference());
        RepairOrder precise =
                switch (order.kind()) {
                    case MOVE -> within(() -> move(patient, order));
                    case MIGRATE -> migrate(patient, order);
                    case DELETE -> within(() -> delete(patient, order));
                };
        InstanceState after = InstanceState.of(jdbc, patient.id(), patient.reference());
        refuseUnfit(precise, patient, before, after);
        return new Outcome(patient, precise, before.found(), String.join("\n", before.changedTo(after)));
    }

    private static void refuseUnfit(RepairOrder order, Patient patient, InstanceState before, InstanceState after) {
        List<String> ended = before.instances().entrySet().stream()
                .filter(each -> !after.instances().containsKey(each.getKey())
                        && !each.getKey().equals(patient.id()))
                .map(each -> each.getValue())
                .sorted()
                .toList();
        if (!ended.isEmpty()) {
            throw new Refusal("this would end %s with what was done in it; repair that instance itself"
                    .formatted(String.join(", ", ended)));
        }
        if (order.kind() != RepairOrder.Kind.DELETE && !after.instances().containsKey(patient.id())) {
            throw new Refusal("this would end the instance; an end is reached, not repaired");
        }
        if (order.kind() == RepairOrder.Kind.MIGRATE && !tokens(before).equals(tokens(after))) {
            throw new Refusal("the instance would not stand at the same steps; it follows the version it began with");
        }
    }

    private static List<String> tokens(InstanceState state) {
        return state.waiting().entrySet().stream()
                .filter(each -> each.getKey().startsWith("token "))
                .map(Object::toString)
                .toList();
    }

    /** A command of the application, which the guard lets through, without the rights that nobody has. */
    private <T> T within(Supplier<T> repair) {
        return engine.getCommandExecutorTxRequired().execute(context -> context.runWithoutAuthorization(repair::get));
    }

    private Patient patient(String instance) {
        return jdbc.sql(
                        """
                select e.id_, e.business_key_, e.super_exec_, d.key_, d.id_ as definition from act_ru_execution e
                join act_re_procdef d on d.id_ = e.proc_def_id_ where e.id_ = :instance and e.parent_id_ is null""")
                .param("instance", instance)
                .query((row, number) -> {
                    String key = row.getString("business_key_");
                    if (key == null) {
                        throw new Refusal("instance: it has no business key, and belongs to no handover");
                    }
                    return new Patient(
                            row.getString("id_"),
                            key,
                            Reference.of(key),
                            row.getString("key_"),
                            row.getString("definition"),
                            row.getString("super_exec_") != null);
                })
                .optional()
                .orElseThrow(() -> new Refusal("instance: no instance %s is running".formatted(instance)));
    }

    private RepairOrder move(Patient patient, RepairOrder order) {
        RuntimeService runtime = engine.getRuntimeService();
        var way = new WaysBack(
                patient.process(), engine.getRepositoryService().getBpmnModelInstance(patient.definition()));
        way.check(order.from(), order.to());
        ActivityInstance tree = runtime.getActivityInstance(patient.id());
        List<ActivityInstance> tokens = instances(tree)
                .filter(each -> each.getActivityId().equals(order.from()))
                .toList();
        List<TransitionInstance> jobs = instances(tree)
                .flatMap(each -> Arrays.stream(each.getChildTransitionInstances()))
                .filter(each -> each.getActivityId().equals(order.from()))
                .toList();
        if (tokens.isEmpty() && jobs.isEmpty()) {
            throw new Refusal("from: nothing of the instance is at %s".formatted(way.name(order.from())));
        }
        ProcessInstanceModificationBuilder moving =
                runtime.createProcessInstanceModification(patient.id()).startBeforeActivity(order.to());
        for (ActivityInstance token : tokens) {
            moving = moving.cancelActivityInstance(token.getId());
        }
        for (TransitionInstance job : jobs) {
            moving = moving.cancelTransitionInstance(job.getId());
        }
        moving.execute();
        return order;
    }

    private static Stream<ActivityInstance> instances(ActivityInstance of) {
        var all = new ArrayList<ActivityInstance>();
        all.add(of);
        for (ActivityInstance child : of.getChildActivityInstances()) {
            instances(child).forEach(all::add);
        }
        return all.stream();
    }

    private RepairOrder migrate(Patient patient, RepairOrder order) {
        ProcessDefinition newest = engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey(patient.process())
                .latestVersion()
                .singleResult();
        ProcessDefinition present = engine.getRepositoryService().getProcessDefinition(patient.definition());
        if (newest.getId().equals(present.getId())) {
            throw new Refusal("instance: it follows the newest version of %s, %d, already"
                    .formatted(patient.process(), newest.getVersion()));
        }
        upgrade.follow(patient.id(), present.getId(), patient.process());
        return new RepairOrder(
                order.instance(),
                order.kind(),
                String.valueOf(present.getVersion()),
                String.valueOf(newest.getVersion()));
    }

    private RepairOrder delete(Patient patient, RepairOrder order) {
        if (patient.isCalled()) {
            throw new Refusal("instance: %s waits for it; it cannot go".formatted(patient.reference()));
        }
        Optional<String> known = known(patient);
        if (known.isPresent() && !isTwice(patient)) {
            throw new Refusal("instance: the record knows %s (%s), and would wait for what nobody does any more"
                    .formatted(patient.businessKey(), known.get()));
        }
        engine.getRuntimeService()
                .deleteProcessInstance(patient.id(), "Repaired: nothing of it is on the record, or it was there twice");
        return order;
    }

    /** The first table that knows the thing an instance is about. */
    private Optional<String> known(Patient patient) {
        return jdbc.sql(
                        """
                select place from (
                    select 'handover' as place from handover where reference = :key
                    union select 'container' from container where reference || '/' || number = :key
                    union select 'individual' from individual where reference || '/' || number = :key
                    union select 'field_operation' from field_operation where business_key = :key
                    union select 'traced_object' from traced_object where business_key = :key
                    union select 'custody_event' from custody_event where item = :key
                    union select 'decision' from decision where subject = :key
                    union select 'notice' from notice where subject = :key) known
                order by place fetch first row only""")
                .param("key", patient.businessKey())
                .query(String.class)
                .optional();
    }

    /** Whether another instance does the same: one of them is one too many. */
    private boolean isTwice(Patient patient) {
        return jdbc.sql(
                                """
                select count(*) from act_ru_execution e join act_re_procdef d on d.id_ = e.proc_def_id_
                where e.parent_id_ is null and e.business_key_ = :key and d.key_ = :process and e.id_ <> :instance""")
                        .param("key", patient.businessKey())
                        .param("process", patient.process())
                        .param("instance", patient.id())
                        .query(Integer.class)
                        .single()
                > 0;
    }
}
