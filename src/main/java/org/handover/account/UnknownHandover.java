package org.handover.account;

import org.handover.vocabulary.Reference;

/** There is no handover with a reference. */
public class UnknownHandover extends RuntimeException {

    public UnknownHandover(Reference reference) {
        super("there is no handover %s".formatted(reference));
    }
}
