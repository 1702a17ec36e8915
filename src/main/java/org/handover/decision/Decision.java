package org.handover.decision;

import java.time.LocalDate;
import org.handover.vocabulary.Reference;

/**
 * A decision about something.
 *
 * @param id null until it is recorded
 * @param subject the business key it is about
 * @param cycle 1 for the first time, one more for each reopening of a case; 0 where nothing is reopened
 * @param outcome the word decided, e.g. {@code APPROVE}
 * @param disposition what a proposal, review or approval is about; null elsewhere
 * @param person id of the named person, null when nobody is named
 * @param by the signed-in user
 * @param on the local date where it was decided
 */
public record Decision(
        Long id,
        Reference reference,
        String subject,
        int cycle,
        Stage stage,
        String outcome,
        String disposition,
        String person,
        String partner,
        String consolidateInto,
        String reason,
        String by,
        LocalDate on) {

    /** A decision without a disposition. */
    public static Decision of(
            Reference reference,
            String subject,
            int cycle,
            Stage stage,
            String outcome,
            String reason,
            String by,
            LocalDate on) {
        return new Decision(null, reference, subject, cycle, stage, outcome, null, null, null, null, reason, by, on);
    }
}
