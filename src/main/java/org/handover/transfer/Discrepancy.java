package org.handover.transfer;

import java.time.LocalDate;

/**
 * What was received differs from what was agreed. The two numbers have different units and are never subtracted (rules N1, N2).
 *
 * @param foundOn the local date of the receipt
 * @param explanation null until somebody has explained it
 * @param next what is to follow, null until then
 */
public record Discrepancy(
        long id,
        int agreedSets,
        int receivedContainers,
        LocalDate foundOn,
        String explanation,
        Next next,
        String explainedBy,
        LocalDate explainedOn) {

    /** What follows from an explained discrepancy. */
    public enum Next {
        ACCEPT,
        RESUME_TALKS
    }

    /** Both numbers with their units, e.g. "55 sets agreed, 54 containers received". */
    public String inWords() {
        return "%d %s agreed, %d %s received"
                .formatted(
                        agreedSets,
                        agreedSets == 1 ? "set" : "sets",
                        receivedContainers,
                        receivedContainers == 1 ? "container" : "containers");
    }
}
