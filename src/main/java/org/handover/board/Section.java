package org.handover.board;

/** A section of the page of a handover, which is also a page of its own: htmx and Cockpit ask for the section alone. */
final class Section {

    /** Set by whoever wants only the section, and by nobody else. */
    static final String HX_REQUEST = "HX-Request";

    private Section() {}

    /** The view: the whole template, or its fragment {@code part}. */
    static String of(String template, boolean fragment) {
        return fragment ? template + " :: part" : template;
    }
}
