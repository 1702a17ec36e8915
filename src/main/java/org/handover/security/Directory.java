package org.handover.security;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.ReadOnlyIdentityProvider;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.persistence.entity.GroupEntity;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.springframework.stereotype.Component;

/** Writes groups and people into the engine's tables, also where nobody may do that in Admin because a provider keeps them. */
@Component
class Directory {

    private final ProcessEngineConfigurationImpl engine;

    Directory(ProcessEngineConfigurationImpl engine) {
        this.engine = engine;
    }

    private interface Writing {
        void with(DbIdentityServiceProvider people);
    }

    private void write(Writing writing) {
        engine.getCommandExecutorTxRequired().execute(context -> {
            boolean checked = context.isAuthorizationCheckEnabled();
            context.disableAuthorizationCheck();
            try {
                writing.with((DbIdentityServiceProvider) context.getSession(ReadOnlyIdentityProvider.class));
            } finally {
                if (checked) {
                    context.enableAuthorizationCheck();
                }
            }
            return null;
        });
    }

    void createGroup(String id, String type) {
        write(people -> {
            var group = new GroupEntity(id);
            group.setName(id);
            group.setType(type);
            people.saveGroup(group);
        });
    }

    /** Makes the tables say of somebody what the provider says now; writes nothing when they do already. */
    void mirror(String id, String firstName, String lastName, Set<String> groups) {
        var identity = engine.getIdentityService();
        var known = (UserEntity) identity.createUserQuery().userId(id).singleResult();
        Set<String> before = known == null
                ? Set.of()
                : new HashSet<>(identity.createGroupQuery().groupMember(id).list().stream()
                        .map(Group::getId)
                        .toList());
        boolean same = known != null
                && Objects.equals(known.getFirstName(), firstName)
                && Objects.equals(known.getLastName(), lastName);
        if (same && before.equals(groups)) {
            return;
        }
        write(people -> {
            if (!same) {
                UserEntity person = known == null ? new UserEntity(id) : people.findUserById(id);
                person.setFirstName(firstName);
                person.setLastName(lastName);
                people.saveUser(person);
            }
            for (String group : List.copyOf(before)) {
                if (!groups.contains(group)) {
                    people.deleteMembership(id, group);
                }
            }
            for (String group : groups) {
                if (!before.contains(group)) {
                    people.createMembership(id, group);
                }
            }
        });
    }
}
