package org.handover.pledge;

import org.handover.vocabulary.Count;

/**
 * What somebody said of a number. It changes no count (rule N1).
 *
 * @param relayedBy who passed it on, null when heard from the speaker
 * @param saidOn a date, or a month when the day is unknown
 */
public record Statement(
        String speaker, String relayedBy, Kind kind, Count count, String saidOn, String text, String source) {

    /** What a statement claims. */
    public enum Kind {
        PLEDGED,
        CLAIMED_RETURNED,
        OFFERED,
        EXPECTED,
        DECLARED,
        INDICATED
    }
}
