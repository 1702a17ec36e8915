package org.handover.person;

/** What a DNA comparison with a relative goes by. */
public enum Marker {
    /** Passed on by mothers. */
    MTDNA,
    /** Passed on from father to son. */
    YSTR,
    /** From both parents; strong with close kin only. */
    AUSTR
}
