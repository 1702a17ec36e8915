package org.handover.security;

import java.util.List;
import java.util.stream.Stream;

/** The groups of people who act in a handover, and those who look after the software. */
public final class Groups {

    public static final String NEGOTIATORS = "negotiators";
    public static final String POLICY = "policy";
    public static final String TRANSFER_TEAM = "transfer-team";
    public static final String AIRLIFT = "airlift";
    public static final String EVIDENCE_COORDINATORS = "evidence-coordinators";
    public static final String SCIENTISTS = "scientists";
    public static final String HISTORIANS = "historians";
    public static final String LAB_MANAGERS = "lab-managers";
    public static final String MEDICAL_EXAMINERS = "medical-examiners";
    public static final String CASUALTY_OFFICE = "casualty-office";
    public static final String PUBLIC_AFFAIRS = "public-affairs";
    public static final String OBSERVERS = "observers";
    public static final String OPERATORS = "operators";
    public static final String ADMINISTRATORS = "camunda-admin";

    /** Groups whose members do the steps of the story. */
    public static final List<String> ACTING = List.of(
            NEGOTIATORS,
            POLICY,
            TRANSFER_TEAM,
            AIRLIFT,
            EVIDENCE_COORDINATORS,
            SCIENTISTS,
            HISTORIANS,
            LAB_MANAGERS,
            MEDICAL_EXAMINERS,
            CASUALTY_OFFICE,
            PUBLIC_AFFAIRS);

    /** Every group: whoever is in none of them reads nothing. */
    public static final List<String> ALL = Stream.concat(
                    ACTING.stream(), Stream.of(OBSERVERS, OPERATORS, ADMINISTRATORS))
            .toList();

    /** Groups that see the names of the dead; public affairs only once the family is told. */
    public static final List<String> SEE_NAMES = List.of(HISTORIANS, LAB_MANAGERS, MEDICAL_EXAMINERS, CASUALTY_OFFICE);

    private Groups() {}
}
