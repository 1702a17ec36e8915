package org.handover.transfer;

import java.time.LocalDate;
import org.handover.engine.Input;
import org.handover.vocabulary.Place;

/**
 * When, where and from whom remains are received.
 *
 * @param on the local date at the place
 * @param handedOverBy who signs for the counterparty
 */
record Receipt(LocalDate on, Place place, String handedOverBy) {

    static Receipt read(Input in) {
        return new Receipt(in.date("receivedOn"), in.choice("place", Place.class), in.text("handedOverBy", 400));
    }
}
