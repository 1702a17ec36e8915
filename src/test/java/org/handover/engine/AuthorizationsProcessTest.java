package org.handover.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.authorization.TaskPermissions;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.CompositePermissionCheck;
import org.camunda.bpm.engine.impl.db.PermissionCheckBuilder;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationManager;
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

    private final long seed = Long.getLong("authorizations.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Autowired
    private ProcessEngine engine;

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
        var given = new ArrayList<Authorization>();
        for (int i = 0; i < many; i++) {
            int type = grantsOnly ? Authorization.AUTH_TYPE_GRANT : random.nextInt(3);
            Unguarded.get(engine, () -> right(type)).ifPresent(given::add);
        }
        return given;
    }

    private Optional<Authorization> right(int type) {
        AuthorizationService service = engine.getAuthorizationService();
        Authorization right = service.createNewAuthorization(type);
        boolean ofTask = random.nextBoolean();
        right.setResource(ofTask ? Resources.TASK : Resources.PROCESS_DEFINITION);
        right.setResourceId(ofTask ? any(TASKS) : any(MODELS));
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
