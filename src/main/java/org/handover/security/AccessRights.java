package org.handover.security;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/**
 * Creates the groups and what each may do in the engine, once: what an administrator changes later stays. Tasks need no grant, the
 * engine gives a task's candidate group its rights.
 */
@Component
public class AccessRights implements InitializingBean {

    private final IdentityService identity;
    private final AuthorizationService authorizations;
    private final Directory directory;
    private final StartLock lock;

    AccessRights(IdentityService identity, AuthorizationService authorizations, Directory directory, StartLock lock) {
        this.identity = identity;
        this.authorizations = authorizations;
        this.directory = directory;
        this.lock = lock;
    }

    @Override
    public void afterPropertiesSet() {
        lock.whileHeld(this::create);
    }

    private void create() {
        var groups = new ArrayList<>(Groups.ACTING);
        groups.add(Groups.OBSERVERS);
        groups.add(Groups.OPERATORS);
        for (String group : groups) {
            if (create(group, "WORKFLOW")) {
                grant(group, Resources.APPLICATION, "tasklist", Permissions.ACCESS);
                // With READ_INSTANCE Tasklist's cards can say which handover and which container a task is about.
                grant(group, Resources.PROCESS_DEFINITION, ANY, Permissions.READ, Permissions.READ_INSTANCE);
                String process = starts(group);
                if (process != null) {
                    grant(group, Resources.PROCESS_DEFINITION, process, Permissions.READ, Permissions.CREATE_INSTANCE);
                    grant(group, Resources.PROCESS_INSTANCE, ANY, Permissions.CREATE);
                }
                if (group.equals(Groups.OPERATORS)) {
                    operate(group);
                }
            }
        }
        if (create(Groups.ADMINISTRATORS, "SYSTEM")) {
            for (Resource resource : Resources.values()) {
                grant(Groups.ADMINISTRATORS, resource, ANY, Permissions.ALL);
            }
        }
    }

    /** The process that a group may start; null for none. */
    private static String starts(String group) {
        return switch (group) {
            case Groups.NEGOTIATORS -> "handover";
            case Groups.HISTORIANS, Groups.LAB_MANAGERS -> "material-evidence-notice";
            default -> null;
        };
    }

    /** Operators see instances, tasks, jobs and incidents in Cockpit, and retry; they complete no task and write no variable. */
    private void operate(String group) {
        grant(group, Resources.APPLICATION, "cockpit", Permissions.ACCESS);
        for (String process : List.of(
                "handover",
                "container-examination",
                "identification",
                "field-operations",
                "material-evidence-notice")) {
            grant(
                    group,
                    Resources.PROCESS_DEFINITION,
                    process,
                    Permissions.READ,
                    Permissions.CREATE_INSTANCE,
                    Permissions.READ_INSTANCE,
                    Permissions.READ_HISTORY,
                    ProcessDefinitionPermissions.RETRY_JOB);
        }
        grant(group, Resources.PROCESS_INSTANCE, ANY, Permissions.CREATE);
        grant(group, Resources.TASK, ANY, Permissions.READ);
        grant(group, Resources.DECISION_DEFINITION, ANY, Permissions.READ, Permissions.READ_HISTORY);
        grant(group, Resources.DEPLOYMENT, ANY, Permissions.READ);
    }

    private boolean create(String id, String type) {
        if (identity.createGroupQuery().groupId(id).count() > 0) {
            return false;
        }
        directory.createGroup(id, type);
        return true;
    }

    private void grant(String group, Resource resource, String id, Permission... permissions) {
        Authorization grant = authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
        grant.setGroupId(group);
        grant.setResource(resource);
        grant.setResourceId(id);
        grant.setPermissions(permissions);
        authorizations.saveAuthorization(grant);
    }
}
