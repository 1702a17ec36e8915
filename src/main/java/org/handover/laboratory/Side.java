package org.handover.laboratory;

/** The side of the body an element is from. */
public enum Side {
    LEFT,
    RIGHT,
    MIDLINE,
    UNKNOWN
}
