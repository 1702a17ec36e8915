package org.handover.identification;

import java.time.LocalDate;
import java.util.List;
import org.handover.engine.Input;

/**
 * What the laboratory's giver submits: whether every specimen that is to leave is in its place, and what there is to say of one.
 *
 * @param on null for today
 */
record SignOut(boolean allInPlace, List<Line> lines, LocalDate on) {

    /**
     * A remark on a specimen.
     *
     * @param where it stands, to be put before a problem
     */
    record Line(String where, String specimen, boolean missing, String remarks) {}

    static SignOut read(Input in) {
        Boolean all = in.yesNo("allInPlace");
        List<Line> lines = in.hasTable("lines") ? in.table("lines", SignOut::line) : List.of();
        boolean anyMissing = lines.stream().anyMatch(line -> line != null && line.missing());
        if (all != null && all == anyMissing) {
            in.problem(
                    "allInPlace",
                    all ? "is yes, but a line is missing; answer no" : "is no; say in lines which specimen is missing");
        }
        return new SignOut(Boolean.TRUE.equals(all), lines, in.optionalDate("signedOutOn"));
    }

    private static Line line(Input in) {
        return new Line(
                in.where(),
                in.text("specimen", 120),
                Boolean.TRUE.equals(in.optionalYesNo("missing")),
                in.text("remarks", 1000));
    }
}
