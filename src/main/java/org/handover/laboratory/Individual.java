package org.handover.laboratory;

import java.time.LocalDate;
import org.handover.vocabulary.ItemKey;

/**
 * A provisional individual: specimens believed to be of one unknown person.
 *
 * @param key e.g. {@code KOR-2018-01/I-012}
 * @param cycle 1 for the first case, one more for each reopening (rule T6)
 * @param disposition null unless the case is closed
 * @param person id of the person it is identified as; null while nobody is
 * @param consolidatedInto number of the individual it proved to be one with; its whole key when that is of another handover
 * @param closedOn the local date at the laboratory; null unless the case is closed
 * @param composition 1 for the specimens it was grouped with, one more for each later change; a report speaks of one of them
 */
public record Individual(
        ItemKey key,
        int cycle,
        CaseState state,
        Disposition disposition,
        String person,
        String consolidatedInto,
        LocalDate closedOn,
        int composition) {

    /** How far its case is. */
    public enum CaseState {
        /** Grouped and reviewed; its case is not open yet. */
        GROUPED,
        OPEN,
        CLOSED
    }

    /** The one it was consolidated into, which may have been consolidated itself; null unless it was. */
    ItemKey into() {
        if (consolidatedInto == null) {
            return null;
        }
        return consolidatedInto.contains("/")
                ? ItemKey.parse(consolidatedInto)
                : key.reference().item(consolidatedInto);
    }
}
