package org.handover.identification;

import org.handover.engine.Input;

/**
 * What an analyst hands in.
 *
 * @param candidate id of a person; null for nobody
 */
record Report(Finding finding, String candidate, String text) {

    static Report read(Input in, Line line) {
        return new Report(
                in.choice("finding", Finding.class),
                in.when(!line.isBlind(), "the examination is not blind").optionalPerson("candidate"),
                in.text("report"));
    }
}
