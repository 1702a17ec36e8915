package org.handover.vocabulary;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * The time at which an act is done, when the person who acts does not say it. A replay of dated events gives its own; what was
 * written down when ({@code recorded_at}) is always the database's real time.
 */
@Component
public class RecordClock {

    private static final ThreadLocal<Instant> REPLAYED = new ThreadLocal<>();

    /** The present instant, or the instant being replayed on this thread. */
    public Instant now() {
        Instant replayed = REPLAYED.get();
        return replayed == null ? Instant.now() : replayed;
    }

    /** The local date of {@link #now()} in a zone. */
    public LocalDate today(ZoneId zone) {
        return now().atZone(zone).toLocalDate();
    }

    /**
     * Checks the date of something that has happened.
     *
     * @param on a local date in {@code zone}, or null when none was given
     * @throws Refusal when it is after today
     */
    public void refuseFuture(String field, LocalDate on, ZoneId zone) {
        LocalDate today = today(zone);
        if (on != null && on.isAfter(today)) {
            throw new Refusal("%s: %s is in the future; today is %s and only what has happened is recorded"
                    .formatted(field, on, today));
        }
    }

    /** As {@link #refuseFuture(String, LocalDate, ZoneId)}, for a date or, when nobody knows the day, a month such as 2018-06. */
    public void refuseFuture(String field, String dateOrMonth, ZoneId zone) {
        boolean month = dateOrMonth.length() == "2018-06".length();
        refuseFuture(field, LocalDate.parse(month ? dateOrMonth + "-01" : dateOrMonth), zone);
    }

    /** Checks the instant of something that has happened. */
    public void refuseFuture(String field, Instant at) {
        if (at.isAfter(now())) {
            throw new Refusal("%s: %s is in the future; only what has happened is recorded".formatted(field, at));
        }
    }

    /** Runs acts as of an instant, on this thread. */
    public <T> T at(Instant instant, Supplier<T> acts) {
        Instant outer = REPLAYED.get();
        REPLAYED.set(instant);
        try {
            return acts.get();
        } finally {
            if (outer == null) {
                REPLAYED.remove();
            } else {
                REPLAYED.set(outer);
            }
        }
    }
}
