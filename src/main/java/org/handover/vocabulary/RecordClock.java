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
     * The local date of an act.
     *
     * @param field where it was given, for the refusal
     * @param given null for {@link #today(ZoneId)}
     * @throws Refusal when it lies in the future
     */
    public LocalDate dayOf(String field, LocalDate given, ZoneId zone) {
        LocalDate today = today(zone);
        if (given == null) {
            return today;
        }
        if (given.isAfter(today)) {
            throw new Refusal("%s: %s lies in the future; today is %s".formatted(field, given, today));
        }
        return given;
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

    /**
     * Checks when something happened of which the month may be all that is known.
     *
     * @param dateOrMonth 2018-06-12 or 2018-06
     * @throws Refusal when it lies in the future
     */
    public void refuseFuture(String field, String dateOrMonth, ZoneId zone) {
        boolean month = dateOrMonth.length() == "2018-06".length();
        dayOf(field, LocalDate.parse(month ? dateOrMonth + "-01" : dateOrMonth), zone);
    }

    /** @throws Refusal when the instant of something that has happened lies in the future */
    public void refuseFuture(String field, Instant at) {
        if (at.isAfter(now())) {
            throw new Refusal("%s: %s lies in the future; now it is %s".formatted(field, at, now()));
        }
    }
}
