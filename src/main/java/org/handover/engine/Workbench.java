package org.handover.engine;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.exception.NotFoundException;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.handover.once.IdempotencyKey;
import org.handover.vocabulary.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Does what people do, through the engine's public services, signed in as one of them: for replays of dated events. */
@Component
public class Workbench {

    private final RuntimeService runtime;
    private final TaskService tasks;
    private final IdentityService identity;
    private final ManagementService management;
    private final JdbcClient jdbc;

    public Workbench(
            RuntimeService runtime,
            TaskService tasks,
            IdentityService identity,
            ManagementService management,
            JdbcClient jdbc) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.identity = identity;
        this.management = management;
        this.jdbc = jdbc;
    }

    /** Starts a process and returns the business key of the instance. */
    public String start(String user, String process, String businessKey, Map<String, Object> values) {
        ProcessInstance instance = as(user, () -> runtime.startProcessInstanceByKey(process, businessKey, values));
        return runtime.createProcessInstanceQuery().processInstanceId(instance.getId()).list().stream()
                .map(ProcessInstance::getBusinessKey)
                .findFirst()
                .orElse(businessKey);
    }

    /**
     * Completes the one open task of an element.
     *
     * @throws Refusal when there is no such task, or when what is submitted is refused
     */
    public void complete(String user, String businessKey, String element, Map<String, Object> values) {
        List<Task> open = open(businessKey, element);
        if (open.isEmpty()) {
            throw new Refusal(
                    "%s has no open task %s; open are %s".formatted(businessKey, element, openElements(businessKey)));
        }
        as(user, () -> {
            tasks.complete(open.get(0).getId(), values);
            return null;
        });
    }

    /** Sends a message to the instance with a business key. */
    public void send(String user, String message, String businessKey, Map<String, Object> values) {
        as(user, () -> {
            runtime.createMessageCorrelation(message)
                    .processInstanceBusinessKey(businessKey)
                    .setVariables(values)
                    .correlate();
            return null;
        });
    }

    /**
     * A member of a group, the first, second, … by user id.
     *
     * @throws Refusal when the group has fewer members
     */
    public String member(String group, int number) {
        List<User> members = as(null, () -> identity.createUserQuery()
                .memberOfGroup(group)
                .orderByUserId()
                .asc()
                .list());
        if (members.size() < number) {
            throw new Refusal("the group %s has %d members; member %d would have to act"
                    .formatted(group, members.size(), number));
        }
        return members.get(number - 1).getId();
    }

    /** The elements a person could complete now, e.g. {@code ReceiveRemains}. */
    public List<String> openElements(String businessKey) {
        return as(null, () -> tasks.createTaskQuery().processInstanceBusinessKey(businessKey).list().stream()
                .map(Task::getTaskDefinitionKey)
                .sorted()
                .toList());
    }

    /** Runs the steps that are due in the background of a handover and everything below it, until none is left. */
    public void settle(String reference) {
        as(null, () -> {
            for (List<String> due = dueOf(reference); !due.isEmpty(); due = dueOf(reference)) {
                due.forEach(this::run);
            }
            return null;
        });
    }

    /** Ids of jobs, in one query: the engine's own finds none by business key, and others may have thousands. */
    private List<String> dueOf(String reference) {
        return jdbc.sql(
                        """
                select j.id_ from act_ru_job j join act_ru_execution p on p.id_ = j.process_instance_id_
                where j.type_ = 'message' and j.retries_ > 0 and j.suspension_state_ = 1
                and (p.business_key_ = :reference or p.business_key_ like :within) order by j.id_""")
                .param("reference", reference)
                .param("within", reference + "/%")
                .query(String.class)
                .list();
    }

    private void run(String job) {
        try {
            management.executeJob(job);
        } catch (OptimisticLockingException | NotFoundException e) {
            // The job executor was faster: the work is done or under way, and the next look tells.
            Thread.onSpinWait();
        } catch (ProcessEngineException e) {
            // Of a job that the job executor has done meanwhile the engine says only this.
            if (management.createJobQuery().jobId(job).count() > 0) {
                throw e;
            }
        }
    }

    private List<Task> open(String businessKey, String element) {
        return as(null, () -> tasks.createTaskQuery()
                .processInstanceBusinessKey(businessKey)
                .taskDefinitionKey(element)
                .list());
    }

    /** @param user null for the application itself */
    private <T> T as(String user, Supplier<T> act) {
        var outer = identity.getCurrentAuthentication();
        identity.clearAuthentication();
        if (user != null) {
            List<String> groups = identity.createGroupQuery().groupMember(user).list().stream()
                    .map(Group::getId)
                    .toList();
            identity.setAuthentication(user, groups);
        }
        try {
            // Every event of a replay is an act of its own, also when two are word for word the same.
            return IdempotencyKey.another(act);
        } finally {
            identity.clearAuthentication();
            if (outer != null) {
                identity.setAuthentication(outer.getUserId(), outer.getGroupIds(), outer.getTenantIds());
            }
        }
    }
}
