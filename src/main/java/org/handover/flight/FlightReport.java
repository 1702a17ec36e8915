package org.handover.flight;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.handover.engine.Input;

/**
 * When and where an aircraft left or landed, how many transfer cases are aboard, and what does not match.
 *
 * @param exceptions the containers that are not aboard, or are under another seal than the one on record; empty when all are as they should be
 */
record FlightReport(Instant at, Airfield airfield, int cases, List<Exception> exceptions) {

    enum What {
        MISSING,
        SEAL
    }

    /**
     * A container that is not as it should be.
     *
     * @param where the line stands, to be put before a problem
     * @param seal the seal that was found; null when it is missing or could not be read
     */
    record Exception(String where, String number, What what, String seal, String remarks) {}

    static FlightReport read(Input in) {
        return new FlightReport(
                in.instant("actualAt"),
                in.choice("airfield", Airfield.class),
                in.integer("casesAboard", 0),
                in.hasTable("exceptions") ? in.table("exceptions", FlightReport::line) : List.of());
    }

    private static Exception line(Input in) {
        What what = in.choice("what", What.class);
        return new Exception(
                in.where(),
                in.text("number", 20),
                what,
                in.when(what == What.SEAL, "what is SEAL").optionalText("seal", 60),
                in.text("remarks", 1000));
    }

    /** The numbers of the containers that are not aboard. */
    Set<String> missing() {
        return exceptions.stream()
                .filter(each -> each.what() == What.MISSING)
                .map(Exception::number)
                .collect(Collectors.toSet());
    }
}
