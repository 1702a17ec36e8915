package org.handover.laboratory;

/**
 * A specimen put to an individual.
 *
 * @param individual e.g. {@code I-012}
 * @param method what shows that it belongs there, e.g. {@code DNA}, {@code REFIT}
 * @param strength how strongly
 */
record Link(String individual, String container, String designator, String method, String strength) {

    String specimen() {
        return container + "/" + designator;
    }
}
