package org.handover.identification;

/** One independent comparison of an individual with what is known of persons. */
public enum Line {
    ANTHROPOLOGY,
    ODONTOLOGY,
    CHEST_RADIOGRAPH,
    MTDNA,
    YSTR,
    AUSTR,
    ISOTOPES,
    MATERIAL_EVIDENCE,
    HISTORY;

    /** Whether the analyst must not know whom the remains may be (rule I1). Such a report names nobody. */
    boolean isBlind() {
        return this == ANTHROPOLOGY || this == ODONTOLOGY;
    }

    /** Whether the DNA laboratory does it, on a sample. */
    boolean isDna() {
        return this == MTDNA || this == YSTR || this == AUSTR;
    }

    /** Whether it never suffices alone, nor together with others like it (rule I3). */
    boolean needsAnother() {
        return this == MTDNA || this == MATERIAL_EVIDENCE || this == ISOTOPES;
    }

    /** Whether it says where somebody's forebears are from, which never makes anybody another nation's by itself (rule X5). */
    boolean tellsAncestry() {
        return this == ANTHROPOLOGY || this == ISOTOPES || isDna();
    }
}
