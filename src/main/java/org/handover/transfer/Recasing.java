package org.handover.transfer;

/**
 * The contents of a container moved to a transfer case.
 *
 * @param sealOut the seal that was cut
 * @param sealIn the seal that was put on the transfer case
 */
record Recasing(String where, String number, String transferCase, String sealOut, String sealIn) implements Line {}
