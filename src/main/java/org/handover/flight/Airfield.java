package org.handover.flight;

import org.handover.vocabulary.Place;

/** A place the remains are flown from or to. */
public enum Airfield {
    WONSAN,
    OSAN,
    HICKAM;

    public Place place() {
        return Place.valueOf(name());
    }
}
