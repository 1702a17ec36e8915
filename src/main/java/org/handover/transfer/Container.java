package org.handover.transfer;

import java.time.LocalDate;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Place;

/**
 * A container as it was received. Its number stays its provenance through every re-casing (rule X3).
 *
 * @param seal the seal it was received with
 * @param theirLabel what the counterparty says is in it: a claim
 * @param receivedOn the local date at {@code receivedAt}
 * @param receivedBy the signed-in user who received it
 * @param witnessedBy null until somebody else bore witness
 * @param refusedOn when the receipt was refused: then it is the counterparty's again and not received
 * @param human the finding of the field review, null before it; not an identification
 * @param transferCase the case its contents are in since the re-casing, null before it
 * @param sealIn the seal put on that case
 */
public record Container(
        ItemKey key,
        String seal,
        String theirLabel,
        String condition,
        String recoverySite,
        String effects,
        LocalDate receivedOn,
        Place receivedAt,
        String handedOverBy,
        String receivedBy,
        String witnessedBy,
        LocalDate witnessedOn,
        LocalDate refusedOn,
        Human human,
        String anomaly,
        String reviewedBy,
        LocalDate reviewedOn,
        String transferCase,
        String sealIn,
        String recasedBy,
        LocalDate recasedOn) {

    /** Whether the field review took the contents for human. */
    public enum Human {
        YES,
        NO,
        UNDETERMINED
    }

    /** The seal on it now: that of its transfer case once it is re-cased. */
    public String presentSeal() {
        return sealIn == null ? seal : sealIn;
    }
}
