package org.handover.scenario;

/**
 * What playing an event did.
 *
 * @param what in words; an event that is context only says so
 */
public record Played(int line, String id, String type, String what) {}
