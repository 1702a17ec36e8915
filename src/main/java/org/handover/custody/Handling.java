package org.handover.custody;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * How items changed hands: when, where, between whom, why.
 *
 * @param on the local date in {@code zone}
 * @param exactly the instant when it is known; null when only the date is
 */
public record Handling(
        LocalDate on, ZoneId zone, Instant exactly, String place, String releasedBy, String receivedBy, String reason) {

    /**
     * An act of which only the local date is known: the start of that day, or right with the event before when that was later that day.
     * So an act later the same day, of which the hour is known, still follows it.
     */
    public static Handling on(
            LocalDate on, ZoneId zone, String place, String releasedBy, String receivedBy, String reason) {
        return new Handling(on, zone, null, place, releasedBy, receivedBy, reason);
    }

    /** An act at a known instant. */
    public static Handling at(
            Instant at, ZoneId zone, String place, String releasedBy, String receivedBy, String reason) {
        return new Handling(at.atZone(zone).toLocalDate(), zone, at, place, releasedBy, receivedBy, reason);
    }

    /** When to record it after an event at {@code last} (null when there is none). */
    Instant after(Instant last) {
        if (exactly != null) {
            return exactly;
        }
        Instant start = on.atStartOfDay(zone).toInstant();
        boolean laterThatDay = last != null
                && last.isAfter(start)
                && last.atZone(zone).toLocalDate().equals(on);
        return laterThatDay ? last : start;
    }
}
