package org.handover.laboratory;

/** What a specimen is. */
public enum Kind {
    BONE,
    TOOTH,
    FRAGMENT,
    /** An object found with the remains: a tag, a button. Never an identity (rule I8). */
    MATERIAL_EVIDENCE
}
