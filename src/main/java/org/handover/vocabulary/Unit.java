package org.handover.vocabulary;

/** What a number counts. Units never mix: no sum, no difference across them (rules N1, N7). */
public enum Unit {
    /** The counterparty's counting unit; its scientific meaning is unknown. */
    SETS,
    CONTAINERS,
    SPECIMENS,
    INDIVIDUALS,
    PERSONS,
    /** Empty transit cases in stock, never a count of remains. */
    CASES
}
