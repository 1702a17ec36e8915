package org.handover.vocabulary;

import java.time.ZoneId;

/** Where remains are handed over, reviewed, flown from and received. Each place has the zone its local dates are in (rule T5). */
public enum Place {
    WONSAN("Asia/Pyongyang", true, true),
    PANMUNJOM("Asia/Seoul", true, false),
    OSAN("Asia/Seoul", true, true),
    HICKAM("Pacific/Honolulu", false, true);

    /** Where talks are held and most acts of a handover happen. */
    public static final ZoneId BORDER = ZoneId.of("Asia/Seoul");

    private final ZoneId zone;
    private final boolean inKorea;
    private final boolean airfield;

    Place(String zone, boolean inKorea, boolean airfield) {
        this.zone = ZoneId.of(zone);
        this.inKorea = inKorea;
        this.airfield = airfield;
    }

    /** The zone of a place as the record names it; that of the border for a place this does not know. */
    public static ZoneId zoneOf(String place) {
        for (Place known : values()) {
            if (known.name().equals(place)) {
                return known.zone();
            }
        }
        return BORDER;
    }

    public ZoneId zone() {
        return zone;
    }

    public boolean inKorea() {
        return inKorea;
    }

    public boolean airfield() {
        return airfield;
    }
}
