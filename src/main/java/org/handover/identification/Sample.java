package org.handover.identification;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.handover.vocabulary.ItemKey;

/**
 * A sample for one DNA test.
 *
 * @param key e.g. {@code KOR-2018-01/S-0001}
 * @param test one of the lines that DNA is
 * @param specimen what it was cut from; null until it is cut
 * @param massBefore mass of the specimen in grams before the cut; null until it is cut
 * @param massAfter mass of the specimen in grams after the cut; null until it is cut
 * @param sequence as the DNA laboratory reported it; null when there is none
 * @param approvedBy who approved a further sample for a test that was made before; null for a first one
 */
public record Sample(
        ItemKey key,
        ItemKey individual,
        int cycle,
        Line test,
        ItemKey specimen,
        BigDecimal massBefore,
        BigDecimal massAfter,
        String cutBy,
        LocalDate requestedOn,
        LocalDate receivedOn,
        String sequence,
        String approvedBy) {

    /** Whether it was sent and no result has come. */
    boolean isOut() {
        return requestedOn != null && receivedOn == null;
    }
}
