package org.handover.decision;

/** At which step a decision is made. */
public enum Stage {
    TALKS,
    WITHDRAWAL,
    RECEIPT,
    RECASING,
    FLIGHT,
    ACCESSION,
    INVENTORY,
    GROUPING,
    REGROUPING,
    LINES_OF_EVIDENCE,
    EXCLUSION,
    PROPOSAL,
    REVIEW,
    MEDICAL_EXAMINER,
    JOINT_REVIEW,
    IDENTIFICATION,
    SIGN_OUT,
    OUTCOME,
    NON_HUMAN,
    REOPENING,
    REVOCATION,
    NOTICE_APPROVAL,
    LEAK
}
