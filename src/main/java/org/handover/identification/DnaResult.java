package org.handover.identification;

import java.time.LocalDate;
import org.handover.engine.Input;

/**
 * What the DNA laboratory reports of a sample, by a person or by message.
 *
 * @param sequence as reported, null when there is none
 * @param receivedOn local date at our laboratory; null for today
 * @param notReturned why the sample did not come back with it; null when it did
 */
record DnaResult(Report report, String sequence, LocalDate receivedOn, String notReturned) {

    static DnaResult read(Input in) {
        Report report = Report.read(in, Line.MTDNA);
        Input profile = in.when(report.finding() != Finding.NOT_POSSIBLE, "there is a profile");
        boolean kept = Boolean.FALSE.equals(in.optionalYesNo("sampleReturned"));
        return new DnaResult(
                report,
                profile.optionalText("sequence", 400),
                in.optionalDate("receivedOn"),
                in.when(kept, "sampleReturned is no").text("sampleRemarks", 1000));
    }
}
