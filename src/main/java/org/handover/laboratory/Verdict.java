package org.handover.laboratory;

import org.handover.engine.Input;

/**
 * What a second person says of the work of the first.
 *
 * @param remarks what is wrong, when it goes back
 */
record Verdict(boolean yes, String remarks) {

    /** Reads a yes/no field with its remarks, which are needed on no. */
    static Verdict read(Input in, String field) {
        Boolean yes = in.yesNo(field);
        String remarks = Boolean.FALSE.equals(yes) ? in.text("remarks") : in.optionalText("remarks");
        return new Verdict(Boolean.TRUE.equals(yes), remarks);
    }
}
