package org.handover.laboratory;

/**
 * A specimen that is to belong to another individual than now.
 *
 * @param individual e.g. {@code I-012}; null for nobody
 * @param method what shows that it belongs there; null for nobody
 * @param strength how strongly; null for nobody
 */
public record Move(String container, String designator, String individual, String method, String strength) {

    public String specimen() {
        return container + "/" + designator;
    }

    Link link() {
        return new Link(individual, container, designator, method, strength);
    }
}
