package org.handover.transfer;

import java.util.List;
import org.handover.engine.Countersignature;
import org.handover.vocabulary.Reference;
import org.springframework.context.ApplicationContext;

/** Releases before the re-casing had a witness kept it at once. */
public final class FormerRecasing {

    private FormerRecasing() {}

    public static void isSigned(ApplicationContext context, String reference) {
        context.getBean(Transfer.class)
                .witnessRecasing(
                        new Reference(reference), new Countersignature(true, null, List.of()), "transfer-team-2");
    }
}
