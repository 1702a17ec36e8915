package org.handover.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.authorization.TaskPermissions;
import org.camunda.bpm.engine.impl.ProcessInstanceQueryImpl;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.VariableInstanceQueryImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.CompositePermissionCheck;
import org.camunda.bpm.engine.impl.db.PermissionCheckBuilder;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationManager;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.camunda.bpm.engine.variable.type.ValueType;
import org.handover.database.SentStatements;
import org.handover.process.ProcessTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Whether somebody may do something is decided as the engine decides it, whatever is given, revoked, or holds for everybody. */
@ProcessTest
class AuthorizationsProcessTest {

    private static final String USER = "somebody-of-this-test";
    private static final List<String> GROUPS = List.of("one-group-of-this-test", "another-group-of-this-test");
    private static final List<String> TASKS = List.of("task-1", "task-2", "*");
    private static final List<String> MODELS = List.of("model-1", "model-2", "*");
    private static final TaskPermissions[] OF_TASKS = {
        TaskPermissions.TASK_WORK, TaskPermissions.UPDATE, TaskPermissions.READ
    };
    private static final ProcessDefinitionPermissions[] OF_MODELS = {
        ProcessDefinitionPermissions.TASK_WORK,
        ProcessDefinitionPermissions.UPDATE_TASK,
        ProcessDefinitionPermissions.READ_TASK
    };
    private static final int ROUNDS = 150;

    private static final List<UnaryOperator<TaskQuery>> QUERIES = List.of(
            all -> all,
            some -> some.taskDefinitionKey("ScheduleTalks").processDefinitionKey("handover"),
            either -> either.or()
                    .taskDefinitionKey("ScheduleTalks")
                    .taskDefinitionKeyIn("StageTransferCases")
                    .endOr(),
            others -> others.taskCandidateGroup("negotiators"));

    /** The first few are Tasklist's. */
    private static final List<UnaryOperator<TaskQuery>> OF_GROUPS = List.of(
            unclaimed -> unclaimed.taskCandidateGroupIn(GROUPS),
            all -> all.taskCandidateGroupIn(GROUPS).includeAssignedTasks(),
            overdue -> overdue.taskCandidateGroupIn(GROUPS)
                    .includeAssignedTasks()
                    .dueBefore(Date.from(Instant.parse("2100-01-01T00:00:00Z"))),
            ofHandover -> ofHandover
                    .taskCandidateGroupIn(GROUPS)
                    .includeAssignedTasks()
                    .or()
                    .processInstanceBusinessKey("ATZ-2018-03")
                    .processInstanceBusinessKeyLike("ATZ-2018-03/%")
                    .endOr(),
            ofKind -> ofKind.taskCandidateGroupIn(GROUPS).processDefinitionKey("handover"),
            mine -> mine.taskAssignee(USER),
            ofOne -> ofOne.taskCandidateGroup(GROUPS.get(0)),
            ofOther -> ofOther.taskCandidateGroup(GROUPS.get(1)),
            ofOtherToo -> ofOtherToo.taskCandidateGroup(GROUPS.get(1)).includeAssignedTasks(),
            ofStarters -> ofStarters.taskCandidateGroup("negotiators"),
            ofStartersToo -> ofStartersToo
                    .taskCandidateGroupIn(List.of("negotiators", "historians", "lab-managers"))
                    .includeAssignedTasks(),
            byUser -> byUser.taskCandidateUser(USER),
            byUserToo -> byUserToo.taskCandidateGroupIn(GROUPS).withCandidateUsers(),
            withGroups -> withGroups.taskCandidateGroupIn(GROUPS).withCandidateGroups(),
            involved ->
                    involved.taskCandidateGroupIn(GROUPS).includeAssignedTasks().taskInvolvedUser(USER),
            withoutUsers -> withoutUsers
                    .taskCandidateGroupIn(GROUPS)
                    .includeAssignedTasks()
                    .withoutCandidateUsers(),
            either -> either.taskCandidateGroup(GROUPS.get(1))
                    .includeAssignedTasks()
                    .or()
                    .taskCandidateGroupIn(List.of(GROUPS.get(0), "negotiators"))
                    .taskDefinitionKey("ScheduleTalks")
                    .endOr());

    /** How many of them. */
    private static final int QUICK = 9;

    /** Which of them ask for nothing but groups. */
    private static final List<UnaryOperator<TaskQuery>> OF_GROUPS_ALONE =
            List.of(0, 1, 6, 7, 8).stream().map(OF_GROUPS::get).toList();

    private static final List<UnaryOperator<TaskQuery>> ORDERS = List.of(
            byNothing -> byNothing,
            byNewest -> byNewest.orderByTaskCreateTime().desc(),
            byDue -> byDue.orderByDueDate().asc().orderByTaskCreateTime().asc(),
            byName -> byName.orderByTaskNameCaseInsensitive().asc(),
            byPriority -> byPriority.orderByTaskPriority().asc(),
            byVariable -> byVariable
                    .orderByProcessVariable("reference", ValueType.STRING)
                    .desc());

    private final long seed = Long.getLong("authorizations.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private Workbench workbench;

    @Test
    void decisions_areTheEngines() {
        int granted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<Authorization> given = give(1 + random.nextInt(5), round % 3 > 0);
            try {
                for (String task : List.of("task-1", "task-2")) {
                    boolean ours = decide(task, "model-1", true);
                    assertThat(ours)
                            .as("seed %d, round %d: %s about %s", seed, round, given, task)
                            .isEqualTo(decide(task, "model-1", false));
                    granted += ours ? 1 : 0;
                }
            } finally {
                Unguarded.run(
                        engine,
                        () -> given.forEach(
                                right -> engine.getAuthorizationService().deleteAuthorization(right.getId())));
            }
        }
        assertThat(granted).isBetween(ROUNDS / 10, 2 * ROUNDS - ROUNDS / 10);
    }

    /** Which tasks somebody finds, and how many, is what the engine alone would say. */
    @Test
    void tasksThatAreFound_areTheEngines() {
        List<String> tasks = open("ATZ-2018-01");
        List<String> ids = List.of(tasks.get(0), tasks.get(1), "handover", "identification", "*");
        var numbers = new HashSet<Integer>();
        for (int round = 0; round < ROUNDS; round++) {
            List<Authorization> given = give(random.nextInt(5), round % 3 > 0, ids, ids);
            try {
                for (UnaryOperator<TaskQuery> which : QUERIES) {
                    List<String> ours = signedIn(() -> ids(query(which).list()));
                    assertThat(ours)
                            .as("seed %d, round %d: %s", seed, round, given)
                            .isEqualTo(signedIn(() -> found(query(which))))
                            .hasSize(signedIn(() -> (int) query(which).count()));
                    numbers.add(ours.size());
                }
            } finally {
                Unguarded.run(
                        engine,
                        () -> given.forEach(
                                right -> engine.getAuthorizationService().deleteAuthorization(right.getId())));
            }
        }
        assertThat(numbers).as("none, some and all").hasSizeGreaterThan(3);
    }

    /** In whatever way somebody asks for the tasks of their groups: all that the engine finds, each once, however the pages are cut. */
    @Test
    void tasksOfOnesGroups_areTheEnginesEachOnce() {
        List<String> tasks = open("ATZ-2018-03");
        Unguarded.run(engine, () -> {
            TaskService service = engine.getTaskService();
            service.addCandidateGroup(tasks.get(0), GROUPS.get(0));
            tasks.forEach(task -> service.addCandidateGroup(task, GROUPS.get(1)));
            service.addCandidateUser(tasks.get(1), USER);
            service.setAssignee(tasks.get(tasks.size() - 1), USER);
        });
        try {
            for (UnaryOperator<TaskQuery> which : OF_GROUPS) {
                List<String> engines = signedIn(() -> found(query(which)));
                assertThat(signedIn(() -> ids(query(which).list()))).isEqualTo(engines);
                assertThat(signedIn(() -> query(which).count())).isEqualTo(engines.size());
                for (UnaryOperator<TaskQuery> order : ORDERS) {
                    var pages = new ArrayList<String>();
                    for (int first = 0; first <= engines.size(); first++) {
                        int from = first;
                        pages.addAll(signedIn(() -> ids(
                                order.apply(which.apply(engine.getTaskService().createTaskQuery()))
                                        .listPage(from, 1))));
                    }
                    assertThat(pages).containsExactlyInAnyOrderElementsOf(engines);
                }
            }
        } finally {
            Unguarded.run(engine, () -> {
                TaskService service = engine.getTaskService();
                service.setAssignee(tasks.get(tasks.size() - 1), null);
                service.deleteCandidateUser(tasks.get(1), USER);
                tasks.forEach(task -> GROUPS.forEach(group -> service.deleteCandidateGroup(task, group)));
            });
        }
    }

    @Test
    void tasksOfOnesGroups_areNotSortedToFindEachOnce() {
        var sent = new ArrayList<String>();
        try (var listening = SentStatements.listenHere(sent::add)) {
            for (UnaryOperator<TaskQuery> which : OF_GROUPS.subList(0, QUICK)) {
                signedIn(() -> query(which).list());
                signedIn(() -> query(which).count());
            }
        }
        assertThat(sent)
                .filteredOn(sql -> sql.contains("ACT_RU_TASK RES"))
                .hasSize(2 * QUICK)
                .allSatisfy(sql -> assertThat(sql)
                        .doesNotContainIgnoringCase("distinct")
                        .doesNotContain("left join ACT_RU_IDENTITYLINK"));
    }

    /** Which is quick however many there are. */
    @Test
    void tasksOfOnesGroups_areCountedByTheirLinks() {
        var sent = new ArrayList<String>();
        try (var listening = SentStatements.listenHere(sent::add)) {
            OF_GROUPS_ALONE.forEach(which -> signedIn(() -> query(which).count()));
        }
        assertThat(sent)
                .filteredOn(sql -> sql.contains("ACT_RU_TASK RES"))
                .hasSameSizeAs(OF_GROUPS_ALONE)
                .allMatch(sql ->
                        sql.startsWith("select count(*) from (select L.TASK_ID_ from ACT_RU_IDENTITYLINK L where"));
    }

    /** Which instances and variables somebody finds, too. */
    @Test
    void instancesAndVariables_areTheEngines() {
        open("ATZ-2018-04");
        List<String> models = List.of("handover", "identification", "*");
        var numbers = new HashSet<Long>();
        for (int round = 0; round < ROUNDS; round++) {
            List<Authorization> given = Unguarded.get(engine, () -> rightsToInstances(models));
            try {
                long instances = signedIn(() ->
                        engine.getRuntimeService().createProcessInstanceQuery().count());
                long variables = signedIn(() ->
                        engine.getRuntimeService().createVariableInstanceQuery().count());
                assertThat(List.of(instances, variables))
                        .as("seed %d, round %d: %s", seed, round, given)
                        .isEqualTo(signedIn(this::counted));
                numbers.add(instances);
            } finally {
                Unguarded.run(
                        engine,
                        () -> given.forEach(
                                right -> engine.getAuthorizationService().deleteAuthorization(right.getId())));
            }
        }
        assertThat(numbers).as("none and all").hasSizeGreaterThan(1);
    }

    /** As the engine's own manager of rights would have it. */
    private List<Long> counted() {
        return ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired()
                .execute(context -> {
                    var engines = new EnginesRights();
                    var instances = new ProcessInstanceQueryImpl();
                    engines.configureExecutionQuery(instances);
                    var variables = new VariableInstanceQueryImpl();
                    engines.configure(variables);
                    return List.of(
                            (Long) context.getDbEntityManager()
                                    .selectOne("selectProcessInstanceCountByQueryCriteria", instances),
                            (Long) context.getDbEntityManager()
                                    .selectOne("selectVariableInstanceCountByQueryCriteria", variables));
                });
    }

    private static final class EnginesRights extends AuthorizationManager {

        void configure(VariableInstanceQueryImpl query) {
            configureVariableInstanceQuery(query);
        }
    }

    private List<Authorization> rightsToInstances(List<String> models) {
        var given = new ArrayList<Authorization>();
        for (int type = 0; type < 3; type++) {
            if (random.nextInt(3) == 0) {
                continue;
            }
            Authorization right = engine.getAuthorizationService().createNewAuthorization(type);
            right.setResource(Resources.PROCESS_DEFINITION);
            right.setResourceId(any(models));
            if (type == Authorization.AUTH_TYPE_GLOBAL) {
                right.setUserId("*");
            } else {
                right.setGroupId(any(GROUPS));
            }
            Permission permission = random.nextInt(4) == 0 ? Permissions.READ : Permissions.READ_INSTANCE;
            if (type == Authorization.AUTH_TYPE_REVOKE) {
                right.removePermission(permission);
            } else {
                right.addPermission(permission);
            }
            given.add(engine.getAuthorizationService().saveAuthorization(right));
        }
        return given;
    }

    @Test
    void rightsToSingleTasks_areJoinedByTheTaskAlone() {
        String task = open("ATZ-2018-02").get(0);
        Authorization right = Unguarded.get(engine, () -> {
            Authorization grant =
                    engine.getAuthorizationService().createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
            grant.setGroupId(GROUPS.get(0));
            grant.setResource(Resources.TASK);
            grant.setResourceId(task);
            grant.addPermission(TaskPermissions.READ);
            return engine.getAuthorizationService().saveAuthorization(grant);
        });
        var sent = new ArrayList<String>();
        try (var listening = SentStatements.listenHere(sent::add)) {
            assertThat(signedIn(() -> ids(query(all -> all).list()))).containsExactly(task);
            assertThat(signedIn(() -> query(all -> all).count())).isEqualTo(1);
        } finally {
            Unguarded.run(engine, () -> engine.getAuthorizationService().deleteAuthorization(right.getId()));
        }
        assertThat(sent)
                .filteredOn(sql -> sql.contains("ACT_RU_TASK RES"))
                .hasSize(2)
                .allMatch(sql -> sql.contains("AUTH.RESOURCE_ID_ = RES.ID_"));
    }

    private List<String> open(String reference) {
        workbench.start(
                "negotiators-1",
                "handover",
                reference,
                Map.of(
                        "pledgedOn", "2018-06-12",
                        "pledgedBy", "The counterparty's leader",
                        "counterparty", "DPRK",
                        "statement", "All"));
        workbench.settle(reference);
        return Unguarded.get(
                engine,
                () -> ids(engine.getTaskService()
                        .createTaskQuery()
                        .processInstanceBusinessKey(reference)
                        .list()));
    }

    private TaskQuery query(UnaryOperator<TaskQuery> which) {
        return which.apply(engine.getTaskService().createTaskQuery())
                .orderByTaskId()
                .asc();
    }

    private static List<String> ids(List<Task> tasks) {
        return tasks.stream().map(Task::getId).toList();
    }

    private <T> T signedIn(Supplier<T> act) {
        engine.getIdentityService().setAuthentication(USER, GROUPS);
        try {
            return act.get();
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }

    /** As the engine's own manager of rights would have it. */
    @SuppressWarnings("unchecked")
    private List<String> found(TaskQuery query) {
        return ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired()
                .execute(context -> {
                    new AuthorizationManager().configureTaskQuery((TaskQueryImpl) query);
                    return ids(context.getDbEntityManager()
                            .selectList("selectTaskByQueryCriteria", (TaskQueryImpl) query));
                });
    }

    private boolean decide(String task, String model, boolean ours) {
        return Unguarded.get(engine, () -> {
            AuthorizationManager manager =
                    ours ? Context.getCommandContext().getAuthorizationManager() : new AuthorizationManager();
            return manager.isAuthorized(USER, GROUPS, work(task, model));
        });
    }

    /** As the engine asks before a task is completed. */
    private static CompositePermissionCheck work(String task, String model) {
        return new PermissionCheckBuilder()
                .disjunctive()
                .atomicCheckForResourceId(Resources.TASK, task, TaskPermissions.TASK_WORK)
                .atomicCheckForResourceId(Resources.PROCESS_DEFINITION, model, ProcessDefinitionPermissions.TASK_WORK)
                .atomicCheckForResourceId(Resources.TASK, task, TaskPermissions.UPDATE)
                .atomicCheckForResourceId(Resources.PROCESS_DEFINITION, model, ProcessDefinitionPermissions.UPDATE_TASK)
                .build();
    }

    /** @param grantsOnly as it is almost always */
    private List<Authorization> give(int many, boolean grantsOnly) {
        return give(many, grantsOnly, TASKS, MODELS);
    }

    private List<Authorization> give(int many, boolean grantsOnly, List<String> tasks, List<String> models) {
        var given = new ArrayList<Authorization>();
        for (int i = 0; i < many; i++) {
            int type = grantsOnly ? Authorization.AUTH_TYPE_GRANT : random.nextInt(3);
            Unguarded.get(engine, () -> right(type, tasks, models)).ifPresent(given::add);
        }
        return given;
    }

    private Optional<Authorization> right(int type, List<String> tasks, List<String> models) {
        AuthorizationService service = engine.getAuthorizationService();
        Authorization right = service.createNewAuthorization(type);
        boolean ofTask = random.nextBoolean();
        right.setResource(ofTask ? Resources.TASK : Resources.PROCESS_DEFINITION);
        right.setResourceId(ofTask ? any(tasks) : any(models));
        Permission[] permissions = ofTask ? OF_TASKS : OF_MODELS;
        Permission permission = permissions[random.nextInt(permissions.length)];
        if (type == Authorization.AUTH_TYPE_GLOBAL) {
            right.setUserId("*");
        } else if (random.nextBoolean()) {
            right.setUserId(USER);
        } else {
            right.setGroupId(any(GROUPS));
        }
        if (type == Authorization.AUTH_TYPE_REVOKE) {
            right.removePermission(permission);
        } else {
            right.addPermission(permission);
        }
        boolean there = service
                .createAuthorizationQuery()
                .authorizationType(type)
                .resourceType(right.getResourceType())
                .resourceId(right.getResourceId())
                .list()
                .stream()
                .anyMatch(other -> Objects.equals(other.getUserId(), right.getUserId())
                        && Objects.equals(other.getGroupId(), right.getGroupId()));
        return there ? Optional.empty() : Optional.of(service.saveAuthorization(right));
    }

    private String any(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
