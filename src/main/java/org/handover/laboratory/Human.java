package org.handover.laboratory;

/** Whether a specimen is human. A ruling that it is not takes two people (rule I9). */
public enum Human {
    YES,
    NO,
    UNDETERMINED,
    /** For material evidence. */
    NOT_APPLICABLE
}
