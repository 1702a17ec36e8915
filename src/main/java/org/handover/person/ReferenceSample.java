package org.handover.person;

import java.time.LocalDate;
import java.util.List;

/**
 * DNA of a relative, with consent.
 *
 * @param number e.g. {@code FR-0001}
 * @param person id of the missing person
 * @param donor who gave it; kin, so only for who may read kin (rule T7)
 * @param markers which comparisons it can inform
 * @param consentOn the local date of the donor's consent
 * @param receivedOn the local date
 * @param withdrawnOn when the donor took the consent back; null while it stands
 */
public record ReferenceSample(
        String number,
        String person,
        String donor,
        Kinship kinship,
        List<Marker> markers,
        LocalDate consentOn,
        LocalDate receivedOn,
        LocalDate withdrawnOn,
        String recordedBy) {

    /** The same for whoever may not read kin. */
    public ReferenceSample withoutDonor() {
        return new ReferenceSample(
                number, person, null, kinship, markers, consentOn, receivedOn, withdrawnOn, recordedBy);
    }
}
