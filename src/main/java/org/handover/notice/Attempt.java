package org.handover.notice;

import java.time.LocalDate;
import org.handover.engine.Input;

/**
 * An attempt to tell a family. The recipient stays in our tables, never in the engine's (rules F4, T7).
 *
 * @param on the local date where the casualty office is
 * @param recipient who was told, null when nobody was or it is not said
 * @param remarks when nobody was reached, where was searched
 */
public record Attempt(Outcome outcome, LocalDate on, String recipient, String remarks) {

    public enum Outcome {
        DELIVERED,
        NOT_REACHED
    }

    /** Reads the fields every such task has. */
    public static Attempt read(Input in) {
        Outcome outcome = in.choice("outcome", Outcome.class);
        return new Attempt(
                outcome,
                in.date("notifiedOn"),
                in.optionalText("recipient", 400),
                outcome == Outcome.NOT_REACHED ? in.text("remarks") : in.optionalText("remarks"));
    }
}
