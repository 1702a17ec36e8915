package org.handover.security;

import org.camunda.bpm.engine.IdentityService;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The engine's web applications ask to be set up as long as nobody is in the group that the engine calls its administrators. With Camunda that is
 * {@link Groups#ADMINISTRATORS}; a fork calls it something else, and our administrators join it at each start. Where people come from an OpenID provider
 * there is nothing to set up.
 */
@Component
class EngineAdministrators {

    private static final String OF_THE_ENGINE = org.camunda.bpm.engine.authorization.Groups.CAMUNDA_ADMIN;

    private final IdentityService identity;
    private final StartLock lock;

    EngineAdministrators(IdentityService identity, StartLock lock) {
        this.identity = identity;
        this.lock = lock;
    }

    @EventListener(ApplicationStartedEvent.class)
    void appoint() {
        if (!OF_THE_ENGINE.equals(Groups.ADMINISTRATORS) && !identity.isReadOnly()) {
            lock.whileHeld(this::join);
        }
    }

    private void join() {
        if (identity.createGroupQuery().groupId(OF_THE_ENGINE).count() == 0) {
            var group = identity.newGroup(OF_THE_ENGINE);
            group.setName(OF_THE_ENGINE);
            group.setType("SYSTEM");
            identity.saveGroup(group);
        }
        for (var administrator :
                identity.createUserQuery().memberOfGroup(Groups.ADMINISTRATORS).list()) {
            boolean joined = identity.createUserQuery()
                            .userId(administrator.getId())
                            .memberOfGroup(OF_THE_ENGINE)
                            .count()
                    > 0;
            if (!joined) {
                identity.createMembership(administrator.getId(), OF_THE_ENGINE);
            }
        }
    }
}
