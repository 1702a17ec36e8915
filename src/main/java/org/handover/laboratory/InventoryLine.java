package org.handover.laboratory;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One line of an inventory.
 *
 * @param mass in grams, null when it was not weighed
 * @param zones which parts of the element it preserves; empty when nobody said
 */
record InventoryLine(
        String designator,
        Kind kind,
        String element,
        Side side,
        String completeness,
        Zones zones,
        BigDecimal mass,
        Human human) {

    /** With the words a person submits. */
    Map<String, Object> asRow() {
        var row = new LinkedHashMap<String, Object>();
        row.put("designator", designator);
        row.put("kind", kind.name());
        row.put("element", element);
        row.put("side", side == null ? null : side.name());
        row.put("completeness", completeness);
        row.put("zones", zones.text());
        row.put("mass", mass);
        row.put(
                "human",
                switch (human) {
                    case YES -> "yes";
                    case NO -> "no";
                    case UNDETERMINED -> "undetermined";
                    case NOT_APPLICABLE -> null;
                });
        return row;
    }

    static InventoryLine ofRow(Map<String, Object> row) {
        Object mass = row.get("mass");
        String side = (String) row.get("side");
        String human = (String) row.get("human");
        return new InventoryLine(
                (String) row.get("designator"),
                Kind.valueOf((String) row.get("kind")),
                (String) row.get("element"),
                side == null ? null : Side.valueOf(side),
                (String) row.get("completeness"),
                Zones.parse((String) row.get("zones")),
                mass == null ? null : new BigDecimal(mass.toString()),
                human == null ? Human.NOT_APPLICABLE : Human.valueOf(human.toUpperCase(java.util.Locale.ROOT)));
    }
}
