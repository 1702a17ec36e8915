package org.handover.transfer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One line of a table with a line for each container. */
interface Line {

    /** Where it stands, to be put before a problem, e.g. {@code "recasing line 7: "}. */
    String where();

    /** The container's number, e.g. {@code C-07}. */
    String number();

    /**
     * What keeps a table from being a total map of the containers in custody: none missing, none twice, none unknown (rule N4).
     *
     * @param table its name, for the containers it misses
     */
    static List<String> notTotal(String table, Collection<? extends Line> lines, Set<String> inCustody) {
        var problems = new ArrayList<String>();
        var missing = new LinkedHashSet<>(inCustody);
        for (Line line : lines) {
            if (!inCustody.contains(line.number())) {
                problems.add("%snumber: %s is not in custody here; in custody are %s"
                        .formatted(line.where(), line.number(), some(inCustody)));
            } else if (!missing.remove(line.number())) {
                problems.add("%snumber: %s is there twice; each container has one line"
                        .formatted(line.where(), line.number()));
            }
        }
        if (!missing.isEmpty()) {
            problems.add("%s: %s %s missing; each container in custody has one line"
                    .formatted(table, some(missing), missing.size() == 1 ? "is" : "are"));
        }
        return problems;
    }

    private static String some(Collection<String> numbers) {
        String first = String.join(", ", numbers.stream().limit(10).toList());
        return numbers.size() > 10 ? "%s and %d more".formatted(first, numbers.size() - 10) : first;
    }
}
