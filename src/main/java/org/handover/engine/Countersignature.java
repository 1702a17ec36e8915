package org.handover.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.handover.vocabulary.Refusal;

/**
 * What the second of two people says of an act of the first, item by item. Answered yes, all of it is signed. Answered no, what is
 * refused in {@code lines} goes back, and the rest is signed; where no line is refused, all of it goes back.
 *
 * @param remarks on the whole; there when all of it goes back
 * @param lines remarks on items
 */
public record Countersignature(boolean yes, String remarks, List<Line> lines) {

    /**
     * A remark on an item.
     *
     * @param where it stands, to be put before a problem
     * @param item e.g. {@code C-07} or {@code C-07/12}
     */
    public record Line(String where, String item, boolean refused, String remarks) {}

    /**
     * Reads an answer.
     *
     * @param field yes or no
     * @param item reads which item a line is about
     */
    public static Countersignature read(Input in, String field, Function<Input, String> item) {
        Boolean yes = in.yesNo(field);
        List<Line> lines = in.hasTable("lines") ? in.table("lines", line -> line(line, item)) : List.of();
        boolean anyRefused = lines.stream().anyMatch(line -> line != null && line.refused());
        if (Boolean.TRUE.equals(yes) && anyRefused) {
            in.problem(field, "is yes, but a line is refused; answer no");
        }
        return new Countersignature(
                Boolean.TRUE.equals(yes),
                Boolean.FALSE.equals(yes) && !anyRefused ? in.text("remarks", 1000) : in.optionalText("remarks", 1000),
                lines);
    }

    private static Line line(Input in, Function<Input, String> item) {
        return new Line(
                in.where(), item.apply(in), Boolean.TRUE.equals(in.optionalYesNo("refused")), in.text("remarks", 1000));
    }

    /**
     * The items that go back.
     *
     * @param items all that the act is about
     * @throws Refusal when a line is about something else, or two are about one
     */
    public Set<String> refused(Collection<String> items) {
        var problems = new ArrayList<String>();
        var seen = new HashSet<String>();
        for (Line line : lines) {
            if (!items.contains(line.item())) {
                problems.add("%s%s is not among what is to be signed".formatted(line.where(), line.item()));
            } else if (!seen.add(line.item())) {
                problems.add("%s%s is there twice".formatted(line.where(), line.item()));
            }
        }
        if (!problems.isEmpty()) {
            throw new Refusal(problems);
        }
        if (yes) {
            return Set.of();
        }
        Set<String> refused = lines.stream()
                .filter(Line::refused)
                .map(Line::item)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return refused.isEmpty() ? new LinkedHashSet<>(items) : refused;
    }

    /** What is said of an item, or of the whole where nothing is said of the item; null when nothing is. */
    public String remarksOn(String item) {
        return lines.stream()
                .filter(line -> line.item().equals(item))
                .map(Line::remarks)
                .findFirst()
                .orElse(remarks);
    }
}
