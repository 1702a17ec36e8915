package org.handover.pledge;

import java.time.LocalDate;
import org.handover.vocabulary.Reference;

/**
 * A promise to return remains. It has no delivery value (rule N1).
 *
 * @param on the local date it was made
 * @param by who made it
 * @param statement its words
 * @param sets how many sets were pledged; null when no number was said
 * @param source where it was published; null when unknown
 * @param continues the handover this one follows, e.g. after talks were resumed for what was not handed over; null for none
 */
public record Pledge(
        LocalDate on,
        String by,
        String counterparty,
        String relayedBy,
        String statement,
        Integer sets,
        String source,
        Reference continues) {}
