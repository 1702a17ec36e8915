package org.handover.security;

import java.nio.charset.StandardCharsets;

/** Where somebody goes after the sign-in: a page of this application and of no other. */
final class Destination {

    static final String BOARD = "/";

    private static final int LONGEST = 4_000;

    private Destination() {}

    /**
     * What a link asked for, if it is a path of ours.
     *
     * @param to a path with query and fragment, or anything at all
     * @return the same, fit for a Location header, or the board
     */
    static String of(String to) {
        if (to == null || to.length() > LONGEST || !to.startsWith("/") || to.startsWith("//")) {
            return BOARD;
        }
        // Browsers read a backslash as a slash and drop tabs and line breaks.
        if (to.chars().anyMatch(character -> character == '\\' || Character.isISOControl(character))) {
            return BOARD;
        }
        if (to.matches("/sign-(in|out)([/?#;].*)?")) {
            return BOARD;
        }
        return encoded(to);
    }

    /** Leaves alone what is encoded already. */
    private static String encoded(String path) {
        var result = new StringBuilder();
        path.codePoints().forEach(character -> {
            if (character > ' ' && character < 0x7f && "\"<>^`{|}".indexOf(character) < 0) {
                result.appendCodePoint(character);
            } else {
                for (byte each : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
                    result.append("%%%02X".formatted(each));
                }
            }
        });
        return result.toString();
    }
}
