package org.handover.laboratory;

import java.util.regex.Pattern;
import org.handover.engine.Input;

/** How a grouping is submitted: a line for each specimen that belongs to somebody, and what holds for all of them. */
final class GroupingTable {

    private static final Pattern INDIVIDUAL = Pattern.compile("I-\\d{3,6}");

    private GroupingTable() {}

    static Resegregation.Grouping read(Input in, Resegregation.Check check) {
        return new Resegregation.Grouping(
                in.table("grouping", row -> link(row, check)),
                in.text("method", 400),
                in.optionalInteger("estimate", 0),
                in.optionalDate("groupedOn"));
    }

    private static Link link(Input row, Resegregation.Check check) {
        var link = new Link(
                row.text("individual"),
                row.text("container", 20),
                row.text("designator", 40),
                row.text("method", 400),
                row.text("strength", 60));
        if (link.individual() != null && !INDIVIDUAL.matcher(link.individual()).matches()) {
            row.problem(
                    "individual", "'%s' is not the number of an individual, e.g. I-012".formatted(link.individual()));
        }
        if (link.individual() != null && link.container() != null && link.designator() != null) {
            String fault = check.fault(link);
            if (fault != null) {
                row.problem("designator", fault);
            }
        }
        return link;
    }
}
