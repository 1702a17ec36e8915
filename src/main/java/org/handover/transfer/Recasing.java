package org.handover.transfer;

import java.util.Map;

/**
 * The contents of a container moved to a transfer case.
 *
 * @param sealOut the seal that was cut
 * @param sealIn the seal that was put on the transfer case
 */
record Recasing(String where, String number, String transferCase, String sealOut, String sealIn) implements Line {

    /** Of a draft. */
    static Recasing ofRow(Map<String, Object> row) {
        return new Recasing(
                "", (String) row.get("number"), (String) row.get("transferCase"), (String) row.get("sealOut"), (String)
                        row.get("sealIn"));
    }

    Map<String, Object> asRow() {
        return Map.of("number", number, "transferCase", transferCase, "sealOut", sealOut, "sealIn", sealIn);
    }
}
