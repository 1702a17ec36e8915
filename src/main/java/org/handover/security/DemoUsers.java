package org.handover.security;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The demo's users: three of each group, {@code <group>-1} to {@code <group>-3}, password {@code demo}. Invented, on loopback only. */
@Component
@Profile("demo")
class DemoUsers implements InitializingBean {

    private static final String PASSWORD = "demo";

    private final IdentityService identity;

    /** @param rights the groups must be there first */
    DemoUsers(IdentityService identity, AccessRights rights) {
        this.identity = identity;
    }

    @Override
    public void afterPropertiesSet() {
        var groups = new ArrayList<>(Groups.ACTING);
        groups.addAll(List.of(Groups.OBSERVERS, Groups.OPERATORS, Groups.ADMINISTRATORS));
        for (String group : groups) {
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
