package org.handover.vocabulary;

/** How a speaker meant a number. */
public enum Qualifier {
    EXACTLY,
    ABOUT,
    UP_TO,
    NO_NUMBER
}
