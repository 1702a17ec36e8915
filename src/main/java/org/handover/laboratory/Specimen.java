package org.handover.laboratory;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Reference;

/**
 * One bone, tooth, fragment or object with a designator of its own within its container.
 *
 * @param element the bone or tooth, or what an object is; null when unknown
 * @param side null when it has none or nobody said
 * @param mass in grams, null when it was not weighed
 * @param zones which parts of its element it preserves; empty when nobody said
 * @param individual the number of the individual it belongs to now, null while it is unassigned
 * @param linkMethod what showed that it belongs there, null while it is unassigned
 * @param consumedOn the local date at the laboratory when a sample used all of it up; null while there is some left
 */
public record Specimen(
        Reference reference,
        String container,
        String designator,
        Kind kind,
        String element,
        Side side,
        String completeness,
        BigDecimal mass,
        Human human,
        Zones zones,
        String individual,
        String linkMethod,
        LocalDate consumedOn) {

    /** E.g. {@code KOR-2018-01/C-07/12}. */
    public ItemKey key() {
        return reference.item(container).part(designator);
    }

    /** Its number within the handover, e.g. {@code C-07/12}. */
    public String number() {
        return container + "/" + designator;
    }

    /** How it is called in papers of a handover: by its number, and by its whole key when it came with another one. */
    public String numberIn(Reference handover) {
        return reference.equals(handover) ? number() : key().toString();
    }

    boolean mayBelongToSomebody() {
        return kind != Kind.MATERIAL_EVIDENCE && (human == Human.YES || human == Human.UNDETERMINED);
    }
}
