package org.handover.notice;

import java.time.LocalDate;
import org.handover.engine.Input;

/**
 * An attempt to tell a family. The recipient stays in our tables, never in the engine's (rules F4, T7).
 *
 * @param on the local date where the casualty office is
 * @param recipient who was told, null when nobody was or it is not said
 * @param remarks when nobody was reached, where was searched
 * @param searchEnded whether this next of kin is not searched for any more, so that the next in the order of kin is due
 */
public record Attempt(Outcome outcome, LocalDate on, String recipient, String remarks, boolean searchEnded) {

    public enum Outcome {
        DELIVERED,
        NOT_REACHED
    }

    /** Reads the fields every such task has. */
    public static Attempt read(Input in) {
        Outcome outcome = in.choice("outcome", Outcome.class);
        boolean reached = outcome != Outcome.NOT_REACHED;
        Boolean ended = in.when(!reached, "outcome is NOT_REACHED").optionalYesNo("searchEnded");
        return new Attempt(
                outcome,
                in.date("notifiedOn"),
                in.optionalText("recipient", 400),
                reached ? in.optionalText("remarks") : in.text("remarks"),
                Boolean.TRUE.equals(ended));
    }
}
