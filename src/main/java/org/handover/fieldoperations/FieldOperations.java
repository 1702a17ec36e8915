package org.handover.fieldoperations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.handover.talks.Talks;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The joint recoveries. Dates are local in Korea. All methods that write join the caller's transaction. */
@Service
public class FieldOperations {

    private final JdbcClient jdbc;
    private final Talks talks;
    private final RecordClock clock;

    FieldOperations(JdbcClient jdbc, Talks talks, RecordClock clock) {
        this.jdbc = jdbc;
        this.talks = talks;
        this.clock = clock;
    }

    /** The users who surveyed and recovered in the field what came as this handover (rule X4). */
    public Set<String> crewOf(Reference handover) {
        var crew = new HashSet<String>();
        jdbc.sql("select surveyed_by, recovered_by from field_operation where opened = :handover")
                .param("handover", handover.value())
                .query(row -> {
                    crew.add(row.getString("surveyed_by"));
                    crew.add(row.getString("recovered_by"));
                });
        crew.remove(null);
        return crew;
    }

    /** Every joint recovery that the talks of a handover agreed on, in order. */
    public List<FieldOperation> of(Reference reference) {
        return jdbc.sql(
                        "select * from field_operation where reference = :reference order by length(business_key), business_key")
                .param("reference", reference.value())
                .query(FieldOperations::operation)
                .list();
    }

    FieldOperation find(ItemKey key) {
        return jdbc.sql("select * from field_operation where business_key = :key")
                .param("key", key.toString())
                .query(FieldOperations::operation)
                .optional()
                .orElseThrow(() -> new Refusal("there is no field operation %s".formatted(key)));
    }

    /** Opens the next joint recovery of a handover: {@code F-01}, {@code F-02}, … */
    ItemKey open(Reference reference) {
        ItemKey key = reference.item("F-%02d".formatted(of(reference).size() + 1));
        jdbc.sql("insert into field_operation (business_key, reference, agreed_on) values (:key, :reference, :on)")
                .param("key", key.toString())
                .param("reference", reference.value())
                .param("on", talks.lastSessionOn(reference))
                .update();
        return key;
    }

    /** @throws Refusal when it starts before it was agreed on, or ends before it starts */
    void plan(ItemKey key, String site, LocalDate startOn, LocalDate endOn, String actor) {
        LocalDate agreed = find(key).agreedOn();
        if (startOn.isBefore(agreed)) {
            throw new Refusal("startOn: %s is before the talks of %s that agreed on it".formatted(startOn, agreed));
        }
        if (endOn != null && endOn.isBefore(startOn)) {
            throw new Refusal("endOn: %s is before the start on %s".formatted(endOn, startOn));
        }
        jdbc.sql(
                        """
                update field_operation set site = :site, start_on = :start, end_on = :end, planned_by = :actor
                where business_key = :key""")
                .param("site", site)
                .param("start", startOn)
                .param("end", endOn)
                .param("actor", actor)
                .param("key", key.toString())
                .update();
    }

    /** @throws Refusal when the survey lies in the future or before it was agreed on; the planned days may change */
    void survey(ItemKey key, boolean worthRecovering, LocalDate on, String remarks, String actor) {
        clock.dayOf("surveyedOn", on, Place.BORDER);
        LocalDate agreed = find(key).agreedOn();
        if (on.isBefore(agreed)) {
            throw new Refusal("surveyedOn: %s is before the talks of %s that agreed on it".formatted(on, agreed));
        }
        jdbc.sql(
                        """
                update field_operation set worth_recovering = :worth, surveyed_on = :on, survey_remarks = :remarks,
                    surveyed_by = :actor
                where business_key = :key""")
                .param("worth", worthRecovering)
                .param("on", on)
                .param("remarks", remarks)
                .param("actor", actor)
                .param("key", key.toString())
                .update();
    }

    /** @throws Refusal when the recovery lies in the future or before the survey */
    void recover(ItemKey key, boolean recovered, LocalDate on, Integer sets, String remarks, String actor) {
        clock.dayOf("recoveredOn", on, Place.BORDER);
        LocalDate surveyed = find(key).surveyedOn();
        if (on.isBefore(surveyed)) {
            throw new Refusal("recoveredOn: %s is before the survey of %s".formatted(on, surveyed));
        }
        jdbc.sql(
                        """
                update field_operation set remains_recovered = :recovered, recovered_on = :on, sets = :sets,
                    recovery_remarks = :remarks, recovered_by = :actor
                where business_key = :key""")
                .param("recovered", recovered)
                .param("on", on)
                .param("sets", sets)
                .param("remarks", remarks)
                .param("actor", actor)
                .param("key", key.toString())
                .update();
    }

    /** Notes which handover was opened for what was recovered. */
    void opened(ItemKey key, Reference handover) {
        jdbc.sql("update field_operation set opened = :handover where business_key = :key")
                .param("handover", handover.value())
                .param("key", key.toString())
                .update();
    }

    private static FieldOperation operation(ResultSet row, int number) throws SQLException {
        String opened = row.getString("opened");
        return new FieldOperation(
                ItemKey.parse(row.getString("business_key")),
                date(row, "agreed_on"),
                row.getString("site"),
                date(row, "start_on"),
                date(row, "end_on"),
                row.getObject("worth_recovering", Boolean.class),
                date(row, "surveyed_on"),
                row.getObject("remains_recovered", Boolean.class),
                date(row, "recovered_on"),
                row.getObject("sets", Integer.class),
                row.getString("recovery_remarks"),
                opened == null ? null : new Reference(opened));
    }

    private static LocalDate date(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }
}
