package org.handover.laboratory;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which zones of its element a specimen preserves, by the numbers or letters of the laboratory's zonal charts, e.g. {@code 1 2 5}. Two
 * specimens of one element and side can be of one person only when they share no zone (rule I5).
 *
 * @param codes in capital letters; empty when nobody said
 */
public record Zones(Set<String> codes) {

    static final Zones UNKNOWN = new Zones(Set.of());

    private static final Pattern CODE = Pattern.compile("[A-Z0-9]{1,10}");

    /** Longest text of zones, in characters. */
    static final int LONGEST = 400;

    /**
     * @param text codes with spaces, commas or semicolons between them; null for none
     * @return null when the text is no list of codes
     */
    static Zones parse(String text) {
        if (text == null) {
            return UNKNOWN;
        }
        Set<String> codes = Arrays.stream(text.toUpperCase(Locale.ROOT).split("[\\s,;]+"))
                .filter(code -> !code.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return codes.stream().allMatch(code -> CODE.matcher(code).matches()) ? new Zones(codes) : null;
    }

    boolean areKnown() {
        return !codes.isEmpty();
    }

    boolean overlap(Zones others) {
        return !Collections.disjoint(codes, others.codes);
    }

    /** With single spaces between the codes; null when nobody said. */
    public String text() {
        return codes.isEmpty() ? null : String.join(" ", codes);
    }
}
