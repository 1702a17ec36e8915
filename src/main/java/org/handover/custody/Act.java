package org.handover.custody;

/** What a custody event does. Only {@link #TRANSFERRED} changes the holder. */
public enum Act {
    /** Release and receipt, one act of two people (rule C3). */
    TRANSFERRED,
    /** A child begins with the holder of its parent (rule C6). */
    INHERITED,
    /** The item went into another case with another seal (rule C5). */
    RECASED,
    /** The item was moved by its holder. */
    MOVED
}
