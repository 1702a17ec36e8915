package org.handover.flight;

import java.time.LocalDate;
import org.handover.vocabulary.Place;

/**
 * Honors held for every case alike. A ceremony says which cases were present; it changes no custody (rules T4, X11).
 *
 * @param heldOn the local date at the place
 * @param casesPresent how many cases were there: all in custody
 */
public record Ceremony(
        Place place, LocalDate heldOn, String heldBy, int casesPresent, String remarks, String recordedBy) {}
