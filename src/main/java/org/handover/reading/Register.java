package org.handover.reading;

import org.handover.account.UnknownHandover;
import org.handover.pledge.Handovers;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Finds the handover a path names. */
@Component
public class Register {

    private final Handovers handovers;

    Register(Handovers handovers) {
        this.handovers = handovers;
    }

    /**
     * @throws org.handover.vocabulary.Refusal when the text is no reference
     * @throws UnknownHandover when there is no such handover
     */
    public Reference find(String text) {
        var reference = new Reference(text);
        if (!handovers.exists(reference)) {
            throw new UnknownHandover(reference);
        }
        return reference;
    }
}
