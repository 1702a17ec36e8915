package org.handover.person;

import java.util.List;
import java.util.Set;

/** What a donor is to the missing man, and so which markers a sample can inform. */
public enum Kinship {
    MOTHER(Marker.MTDNA, Marker.AUSTR),
    FATHER(Marker.YSTR, Marker.AUSTR),
    SISTER(Marker.MTDNA, Marker.AUSTR),
    BROTHER(Marker.MTDNA, Marker.YSTR, Marker.AUSTR),
    DAUGHTER(Marker.AUSTR),
    SON(Marker.YSTR, Marker.AUSTR),
    /** In the mother's line, e.g. a sister's child. */
    MATERNAL_RELATIVE(Marker.MTDNA),
    /** In the father's male line, e.g. a brother's son. */
    PATERNAL_RELATIVE(Marker.YSTR);

    private final Set<Marker> informs;

    Kinship(Marker... informs) {
        this.informs = Set.copyOf(List.of(informs));
    }

    boolean informs(Marker marker) {
        return informs.contains(marker);
    }

    /** In the order of the markers. */
    List<Marker> informs() {
        return informs.stream().sorted().toList();
    }
}
