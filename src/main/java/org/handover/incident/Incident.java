package org.handover.incident;

import java.time.LocalDate;
import org.handover.vocabulary.ItemKey;

/**
 * Something that went wrong with an item.
 *
 * @param id null until it is recorded
 * @param resolution null while it is open
 */
public record Incident(
        Long id,
        ItemKey item,
        Kind kind,
        String description,
        String openedBy,
        LocalDate openedOn,
        String resolution,
        String resolvedBy,
        LocalDate resolvedOn) {

    /** What went wrong. */
    public enum Kind {
        /** A seal is broken, missing, or another one than on record (rule C5). */
        SEAL
    }

    /** An incident that is not resolved yet. */
    public static Incident open(ItemKey item, Kind kind, String description, String by, LocalDate on) {
        return new Incident(null, item, kind, description, by, on, null, null, null);
    }

    public boolean isOpen() {
        return resolution == null;
    }
}
