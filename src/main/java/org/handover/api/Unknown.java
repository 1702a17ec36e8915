package org.handover.api;

/** What was asked for is not in the record. */
class Unknown extends RuntimeException {

    Unknown(String message) {
        super(message);
    }
}
