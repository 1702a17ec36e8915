package org.handover.laboratory;

import java.util.regex.Pattern;
import org.handover.engine.Input;

/**
 * How a grouping is submitted: a line for each specimen that belongs to somebody, and what holds for all of them. A line names its
 * specimen by {@code container} and {@code designator}, or in the columns of the laboratories' own tables: {@code accession} (the
 * handover), {@code provenance1} (the container), {@code provenance2}, {@code designator}, {@code element}, {@code side},
 * {@code completeness}. What those say of a specimen must be what the inventory says.
 */
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
        boolean ownColumns = row.has("accession") || row.has("provenance1");
        Input own = row.when(ownColumns, "the container is given as provenance1");
        Input plain = row.when(!ownColumns, "no accession and no provenance1 is given");
        String accession = own.text("accession", 40);
        String provenance = own.text("provenance1", 20);
        String container = plain.text("container", 20);
        own.optionalText("provenance2", 60);
        String element = own.optionalText("element", 200);
        String side = own.optionalText("side", 20);
        own.optionalText("completeness", 200);
        var link = new Link(
                row.text("individual"),
                ownColumns ? provenance : container,
                row.text("designator", 40),
                row.text("method", 400),
                row.text("strength", 60));
        if (accession != null && !check.isOf(accession)) {
            row.problem("accession", "'%s' is another accession than this one".formatted(accession));
        }
        if (link.individual() != null && !INDIVIDUAL.matcher(link.individual()).matches()) {
            row.problem(
                    "individual", "'%s' is not the number of an individual, e.g. I-012".formatted(link.individual()));
        }
        if (link.individual() != null && link.container() != null && link.designator() != null) {
            String fault = check.fault(link);
            if (fault == null) {
                fault = check.difference(link, element, side);
            }
            if (fault != null) {
                row.problem("designator", fault);
            }
        }
        return link;
    }
}
