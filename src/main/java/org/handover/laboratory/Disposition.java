package org.handover.laboratory;

/** What becomes of an individual; one at a time, each reopening may change it. */
public enum Disposition {
    IDENTIFIED,
    PARTNER_NAMED,
    /** Of a partner nation, not named: a legal outcome. */
    PARTNER_UNNAMED,
    /** Accounted for together with others, not singly. */
    GROUP_ACCOUNTED,
    /** Proved to be the same person as another individual. */
    CONSOLIDATE,
    /** Not identified, kept; new evidence can open the case again. */
    RETAINED,
    NON_HUMAN;

    /** Whether it names a person. */
    public boolean names() {
        return this == IDENTIFIED || this == PARTNER_NAMED;
    }

    /** Whether the remains go to a partner nation. */
    public boolean goesToPartner() {
        return this == PARTNER_NAMED || this == PARTNER_UNNAMED;
    }

    /** Whether it takes the medical examiner's approval (rule I7). */
    public boolean needsMedicalExaminer() {
        return names() || goesToPartner() || this == GROUP_ACCOUNTED;
    }
}
