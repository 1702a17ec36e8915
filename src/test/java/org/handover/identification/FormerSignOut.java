package org.handover.identification;

import java.util.List;
import org.handover.vocabulary.ItemKey;
import org.springframework.context.ApplicationContext;

/** Releases before the laboratory signed remains out went on at once. */
public final class FormerSignOut {

    private FormerSignOut() {}

    public static void isSigned(ApplicationContext context, ItemKey individual) {
        context.getBean(SigningOut.class)
                .signOut(individual, new SignOut(true, List.of(), null), "evidence-coordinators-1");
    }
}
