package org.handover.reading;

/** What was asked for is not in the record. */
public class Unknown extends RuntimeException {

    public Unknown(String message) {
        super(message);
    }
}
