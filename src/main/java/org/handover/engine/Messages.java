package org.handover.engine;

import java.util.Map;
import java.util.Set;

/** Messages other people and systems send, and the groups that may. Whatever is not named here comes from within. */
public final class Messages {

    public static final String STATEMENT_MADE = "StatementMade";
    public static final String PLEDGE_WITHDRAWN = "PledgeWithdrawn";
    public static final String TALKS_RESUMED = "TalksResumed";
    public static final String FLIGHT_DEPARTED = "FlightDeparted";
    public static final String FLIGHT_ARRIVED = "FlightArrived";
    public static final String FURTHER_REMAINS_FOUND = "FurtherRemainsFound";
    public static final String REGROUPING_CALLED_FOR = "RegroupingCalledFor";
    public static final String LEAK_REPORTED = "LeakReported";
    public static final String DNA_RESULT_RECEIVED = "DnaResultReceived";
    public static final String EVIDENCE_RECEIVED = "EvidenceReceived";
    public static final String IDENTIFICATION_REVOKED = "IdentificationRevoked";

    /** Correlated by the application when the last case has a disposition. */
    public static final String CASES_ACCOUNTED_FOR = "CasesAccountedFor";

    private static final Map<String, Set<String>> SENDERS = Map.ofEntries(
            Map.entry(STATEMENT_MADE, Set.of("negotiators", "policy", "public-affairs")),
            Map.entry(PLEDGE_WITHDRAWN, Set.of("negotiators", "policy")),
            Map.entry(TALKS_RESUMED, Set.of("negotiators", "policy")),
            Map.entry(FLIGHT_DEPARTED, Set.of("airlift")),
            Map.entry(FLIGHT_ARRIVED, Set.of("airlift")),
            Map.entry(FURTHER_REMAINS_FOUND, Set.of("scientists", "lab-managers")),
            Map.entry(REGROUPING_CALLED_FOR, Set.of("scientists", "lab-managers")),
            Map.entry(DNA_RESULT_RECEIVED, Set.of("scientists")),
            Map.entry(EVIDENCE_RECEIVED, Set.of("lab-managers", "scientists", "historians")),
            Map.entry(IDENTIFICATION_REVOKED, Set.of("medical-examiners")),
            Map.entry(LEAK_REPORTED, Set.of("casualty-office", "public-affairs", "lab-managers", "medical-examiners")));

    private Messages() {}

    static Set<String> sendersOf(String message) {
        return SENDERS.getOrDefault(message, Set.of());
    }
}
