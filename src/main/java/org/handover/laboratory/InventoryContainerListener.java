package org.handover.laboratory;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Keeps the inventory of a container until another scientist has verified it. */
@Component("inventoryContainer")
class InventoryContainerListener implements TaskListener {

    private static final Pattern DESIGNATOR = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,39}");

    private record Inventory(List<InventoryLine> lines, LocalDate on) {}

    private final Laboratory laboratory;

    InventoryContainerListener(Laboratory laboratory) {
        this.laboratory = laboratory;
    }

    @Override
    public void notify(DelegateTask task) {
        var designators = new HashSet<String>();
        Inventory inventory = Input.of(task)
                .read(in -> new Inventory(
                        in.table("inventory", row -> line(row, designators)), in.optionalDate("inventoriedOn")));

        laboratory.inventory(
                ItemKey.parse(task.getExecution().getProcessBusinessKey()),
                inventory.lines(),
                inventory.on(),
                Actor.of(task));
    }

    private static InventoryLine line(Input row, Set<String> designators) {
        String designator = row.text("designator");
        if (designator != null && !DESIGNATOR.matcher(designator).matches()) {
            row.problem(
                    "designator",
                    "'%s' is not a designator; use 1 to 40 letters, digits, dots and dashes".formatted(designator));
        } else if (designator != null && !designators.add(designator)) {
            row.problem("designator", "%s is there twice; each specimen has its own".formatted(designator));
        }
        Kind kind = row.choice("kind", Kind.class);
        boolean named = kind == Kind.BONE || kind == Kind.TOOTH;
        String element = named ? row.text("element", 200) : row.optionalText("element", 200);
        Side side = row.optionalChoice("side", Side.class);
        String completeness = row.optionalText("completeness", 200);
        Zones zones = zones(row, kind);
        BigDecimal mass = row.optionalDecimal("mass", "0");
        return new InventoryLine(designator, kind, element, side, completeness, zones, mass, human(row, kind));
    }

    private static Zones zones(Input row, Kind kind) {
        String text = row.when(kind != Kind.MATERIAL_EVIDENCE, "it is part of a skeleton")
                .optionalText("zones", Zones.LONGEST);
        Zones zones = Zones.parse(text);
        return zones == null
                ? row.problem(
                        "zones", "'%s' is no list of zones; write their numbers or letters, e.g. 1 2 5".formatted(text))
                : zones;
    }

    /** Yes, no or undetermined for remains; an object has none of them. */
    private static Human human(Input row, Kind kind) {
        boolean object = kind == Kind.MATERIAL_EVIDENCE;
        String word = row.optionalWord("human");
        if (word == null) {
            if (!object) {
                row.require("human");
            }
            return Human.NOT_APPLICABLE;
        }
        return switch (word) {
            case "YES", "TRUE" -> object ? notOfObjects(row) : Human.YES;
            case "NO", "FALSE" -> object ? notOfObjects(row) : Human.NO;
            case "UNDETERMINED" -> object ? notOfObjects(row) : Human.UNDETERMINED;
            case "NOT_APPLICABLE" ->
                object
                        ? Human.NOT_APPLICABLE
                        : row.problem("human", "NOT_APPLICABLE is for material evidence; use yes, no or undetermined");
            default -> row.problem("human", "'%s' is none of yes, no, undetermined".formatted(word));
        };
    }

    private static Human notOfObjects(Input row) {
        return row.problem("human", "does not apply to material evidence; leave it out");
    }
}
