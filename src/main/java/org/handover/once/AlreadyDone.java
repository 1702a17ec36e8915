package org.handover.once;

import org.handover.vocabulary.Refusal;

/** What was to be done is done already, by somebody else or with other content. Nothing was written. */
public final class AlreadyDone extends Refusal {

    private static final long serialVersionUID = 1;

    private final boolean keyInUse;

    /** @param keyInUse whether it is the caller's own key that was used for something else */
    AlreadyDone(String problem, boolean keyInUse) {
        super(problem);
        this.keyInUse = keyInUse;
    }

    /** 422 when the caller's key was used for something else, 409 when the thing is done. */
    public int status() {
        return keyInUse ? 422 : 409;
    }
}
