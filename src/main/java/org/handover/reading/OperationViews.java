package org.handover.reading;

import java.time.LocalDate;
import java.util.List;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The joint recoveries that the talks of a handover agreed on. */
@Component
public class OperationViews {

    private final JdbcClient jdbc;

    OperationViews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A joint recovery; its dates are local in Korea, and null until it has come so far.
     *
     * @param number within the handover, e.g. {@code F-01}
     * @param sets what the field team counted; null when it did not
     * @param opened reference of the handover that was opened for what was recovered; null when there is none
     */
    public record Operation(
            String number,
            LocalDate agreedOn,
            String site,
            LocalDate startOn,
            LocalDate endOn,
            Boolean worthRecovering,
            LocalDate surveyedOn,
            String surveyRemarks,
            Boolean remainsRecovered,
            LocalDate recoveredOn,
            Integer sets,
            String recoveryRemarks,
            String opened) {}

    /** Every recovery of a handover, in order. */
    public List<Operation> of(Reference handover) {
        return jdbc.sql(
                        "select * from field_operation where reference = :reference order by length(business_key), business_key")
                .param("reference", handover.value())
                .query((row, line) -> new Operation(
                        ItemKey.parse(row.getString("business_key")).number(),
                        row.getObject("agreed_on", LocalDate.class),
                        row.getString("site"),
                        row.getObject("start_on", LocalDate.class),
                        row.getObject("end_on", LocalDate.class),
                        row.getObject("worth_recovering", Boolean.class),
                        row.getObject("surveyed_on", LocalDate.class),
                        row.getString("survey_remarks"),
                        row.getObject("remains_recovered", Boolean.class),
                        row.getObject("recovered_on", LocalDate.class),
                        row.getObject("sets", Integer.class),
                        row.getString("recovery_remarks"),
                        row.getString("opened")))
                .list();
    }
}
