package org.handover.identification;

import java.time.LocalDate;
import org.handover.engine.Input;

/**
 * What the authorised person of a family chose and signed (rule X16; the choices are assumed).
 *
 * @param by who signed; kin, so kept in our tables alone (rule T7)
 * @param on the local date of the signature
 */
record Election(Choice choice, LaterRemains laterRemains, String by, LocalDate on) {

    enum Choice {
        PRIVATE_CEMETERY,
        NATIONAL_CEMETERY,
        CREMATION,
        AT_SEA
    }

    /** What is done when more remains of the same person are found. */
    enum LaterRemains {
        TELL_EACH_TIME,
        WITHOUT_NOTICE
    }

    /** Null when none is given: then the one that stands is followed. */
    static Election read(Input in) {
        Choice choice = in.optionalChoice("election", Choice.class);
        Input given = in.when(choice != null, "an election is given");
        LaterRemains later = given.choice("laterRemains", LaterRemains.class);
        String by = given.text("electedBy", 400);
        LocalDate on = given.date("electedOn");
        return choice == null ? null : new Election(choice, later, by, on);
    }
}
