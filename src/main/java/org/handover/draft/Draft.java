package org.handover.draft;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * A table with the fields beside it, as submitted.
 *
 * @param content the fields by name; the lines of the table are under {@code rows}
 * @param errors why it was sent back, empty when it was not
 * @param by the signed-in user who submitted it
 * @param on the local date it speaks of
 */
public record Draft(Map<String, Object> content, List<String> errors, String by, LocalDate on) {

    /** The lines of the table. */
    @SuppressWarnings("unchecked")
    public List<Map<String, Object>> rows() {
        return (List<Map<String, Object>>) content.get("rows");
    }

    /** What a draft is of. A handover, or something within it, has one of each kind at most. */
    public enum Kind {
        MANIFEST,
        RECASING,
        ACCESSION,
        INVENTORY,
        GROUPING,
        FURTHER_GROUPING,
        REGROUPING,
        SIGN_OUT,
        SETTLEMENT
    }
}
