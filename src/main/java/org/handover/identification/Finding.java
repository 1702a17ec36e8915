package org.handover.identification;

/** What an examination found. All of them are results; none holds up the case (rule I10). */
public enum Finding {
    SUPPORTS,
    EXCLUDES,
    INCONCLUSIVE,
    NOT_POSSIBLE
}
