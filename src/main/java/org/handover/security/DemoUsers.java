package org.handover.security;

import org.camunda.bpm.engine.IdentityService;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The demo's users: three of each group, {@code <group>-1} to {@code <group>-3}, password {@code demo}. Invented, on loopback only. */
@Component
@Profile("demo & !oidc")
class DemoUsers implements InitializingBean {

    private static final String PASSWORD = "demo";

    private final IdentityService identity;
    private final StartLock lock;

    /**
     * @param rights the groups must be there first
     * @param guard has refused every address but loopback
     */
    DemoUsers(IdentityService identity, StartLock lock, AccessRights rights, DemoGuard guard) {
        this.identity = identity;
        this.lock = lock;
    }

    @Override
    public void afterPropertiesSet() {
        lock.whileHeld(this::create);
    }

    private void create() {
        for (String group : Groups.ALL) {
            for (int number = 1; number <= 3; number++) {
                create(group, number);
            }
        }
    }

    private void create(String group, int number) {
        String id = group + "-" + number;
        if (identity.createUserQuery().userId(id).count() > 0) {
            return;
        }
        var user = identity.newUser(id);
        user.setFirstName("Demo");
        user.setLastName(id);
        user.setPassword(PASSWORD);
        identity.saveUser(user);
        identity.createMembership(id, group);
    }
}
