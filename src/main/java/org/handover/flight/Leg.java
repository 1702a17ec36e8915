package org.handover.flight;

import java.time.Instant;
import java.time.LocalDate;

/**
 * One leg of the airlift, as planned and as flown.
 *
 * @param departOn the planned local date at {@code from}
 * @param departedAt null until it has left
 * @param casesOn how many transfer cases went aboard, null until it has left
 * @param arrivedAt null until it has landed
 * @param landedAt where; another airfield than {@code to} is a diversion, {@code from} a turn-back
 */
public record Leg(
        int number,
        Airfield from,
        Airfield to,
        String aircraft,
        String missionNumber,
        LocalDate departOn,
        Instant departedAt,
        Integer casesOn,
        Instant arrivedAt,
        Airfield landedAt) {

    /** A leg as it is planned, before it has a number. */
    static Leg planned(Airfield from, Airfield to, String aircraft, String missionNumber, LocalDate departOn) {
        return new Leg(0, from, to, aircraft, missionNumber, departOn, null, null, null, null);
    }

    public boolean leavesKorea() {
        return from.place().inKorea() && !to.place().inKorea();
    }
}
