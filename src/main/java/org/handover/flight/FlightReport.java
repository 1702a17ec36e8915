package org.handover.flight;

import java.time.Instant;
import org.handover.engine.Input;

/** When and where an aircraft left or landed, and how many transfer cases are aboard. */
record FlightReport(Instant at, Airfield airfield, int cases) {

    static FlightReport read(Input in) {
        return new FlightReport(
                in.instant("actualAt"), in.choice("airfield", Airfield.class), in.integer("casesAboard", 0));
    }
}
