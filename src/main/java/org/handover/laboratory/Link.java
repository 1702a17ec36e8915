package org.handover.laboratory;

import java.util.Locale;

/**
 * A specimen put to an individual.
 *
 * @param individual e.g. {@code I-012}
 * @param method what shows that it belongs there, e.g. {@code DNA}, {@code REFIT}
 * @param strength how strongly
 */
record Link(String individual, String container, String designator, String method, String strength) {

    /** Whether broken edges that fit show it: then the two are parts of one bone, whatever zones are on record (rule I5). */
    static boolean isRefit(String method) {
        return method != null && method.toUpperCase(Locale.ROOT).contains("REFIT");
    }

    String specimen() {
        return container + "/" + designator;
    }
}
