package org.handover.vocabulary;

import java.io.IOException;

/** A request brings more than is read of it. */
public class TooLarge extends IOException {

    /** @param most in bytes */
    public TooLarge(long most) {
        super("the request has more than %d bytes".formatted(most));
    }
}
