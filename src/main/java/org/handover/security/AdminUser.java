package org.handover.security;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Creates the first administrator when there is none. The application has no user and no password of its own, and it does not
 * start while nobody could administer it. With an OpenID provider its group camunda-admin says who does.
 */
@Component
@Profile("!demo & !oidc")
class AdminUser implements InitializingBean {

    private final IdentityService identity;
    private final AdminProperties admin;
    private final StartLock lock;

    /** @param rights the group must be there first */
    AdminUser(IdentityService identity, AdminProperties admin, StartLock lock, AccessRights rights) {
        this.identity = identity;
        this.admin = admin;
        this.lock = lock;
    }

    @Override
    public void afterPropertiesSet() {
        lock.whileHeld(this::appoint);
    }

    private void appoint() {
        if (identity.createUserQuery().memberOfGroup(Groups.ADMINISTRATORS).count() > 0) {
            return;
        }
        if (!admin.complete()) {
            throw new StartRefused(
                    "There is no administrator yet: no user is in the group camunda-admin.",
                    "Set HANDOVER_ADMIN_USER and HANDOVER_ADMIN_PASSWORD; on this start that user is created.");
        }
        if (identity.createUserQuery().userId(admin.user()).count() == 0) {
            create();
        }
        identity.createMembership(admin.user(), Groups.ADMINISTRATORS);
    }

    private void create() {
        var user = identity.newUser(admin.user());
        user.setFirstName("Administrator");
        user.setLastName(admin.user());
        user.setPassword(admin.password());
        try {
            identity.saveUser(user);
        } catch (ProcessEngineException e) {
            throw new StartRefused(
                    "The administrator %s could not be created: %s.".formatted(admin.user(), e.getMessage()),
                    "Set HANDOVER_ADMIN_PASSWORD to a password of at least 10 characters with lower and upper case, a"
                            + " digit and a special character, without the user's name.");
        }
    }
}
