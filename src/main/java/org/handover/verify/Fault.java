package org.handover.verify;

/** The first thing in an archive that does not fit, in words. */
class Fault extends Exception {

    Fault(String what, Object... values) {
        super(what.formatted(values));
    }
}
