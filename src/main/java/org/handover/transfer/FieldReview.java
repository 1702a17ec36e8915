package org.handover.transfer;

/** What the field review found of one container. It is not identification. */
record FieldReview(String where, String number, Container.Human human, String condition, String effects, String anomaly)
        implements Line {}
