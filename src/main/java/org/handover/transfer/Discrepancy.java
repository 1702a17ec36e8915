package org.handover.transfer;

import java.time.LocalDate;
import org.handover.vocabulary.ItemKey;

/**
 * What was received differs from what was agreed, or one item was not where it should have been when it was to change hands. Two
 * numbers have different units and are never subtracted (rules N1, N2).
 *
 * @param agreedSets null when it is about an item
 * @param receivedContainers null when it is about an item
 * @param item what was not there; null when it is about the two numbers
 * @param leg the leg of the flight it did not leave or arrive with; null for another act
 * @param description what was found instead, null when it is about the two numbers
 * @param foundOn the local date of the act
 * @param foundBy who found it, null when it is about the two numbers
 * @param explanation null until somebody has explained it
 * @param next what is to follow, null until then
 */
public record Discrepancy(
        long id,
        Integer agreedSets,
        Integer receivedContainers,
        ItemKey item,
        Integer leg,
        String description,
        LocalDate foundOn,
        String foundBy,
        String explanation,
        Next next,
        String explainedBy,
        LocalDate explainedOn) {

    /** What follows from an explained discrepancy. */
    public enum Next {
        ACCEPT,
        RESUME_TALKS,
        FOUND,
        NOT_FOUND
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
