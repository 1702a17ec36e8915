package org.handover.reading;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.handover.vocabulary.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tables of the record as they stand, each by itself: what went wrong, what was sampled. */
@Component
public class RecordViews {

    private final JdbcClient jdbc;

    RecordViews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Something that went wrong with an item.
     *
     * @param item what it is about within the handover, e.g. {@code C-07}
     * @param resolution null while nobody has resolved it
     */
    public record Incident(
            String item,
            String kind,
            String description,
            String openedBy,
            LocalDate openedOn,
            String resolution,
            String resolvedBy,
            LocalDate resolvedOn) {}

    /**
     * A DNA sample. Its result stands in the file of its case.
     *
     * @param specimen it was cut from, e.g. {@code C-07/12}, its whole key when it came with another handover; null while it is still to be
     *     cut
     * @param massBefore mass in grams of the specimen before the cut
     * @param receivedOn when the result came back; null while it has not
     */
    public record Sample(
            String handover,
            String number,
            String individual,
            int cycle,
            String test,
            String specimen,
            BigDecimal massBefore,
            BigDecimal massAfter,
            String cutBy,
            LocalDate requestedOn,
            LocalDate receivedOn) {}

    /** The incidents of the record, also those that are resolved, in order. */
    public List<Incident> incidents(Reference handover) {
        return jdbc.sql("select * from incident where reference = :reference order by id")
                .param("reference", handover.value())
                .query((row, line) -> new Incident(
                        row.getString("item").substring(handover.value().length() + 1),
                        row.getString("kind"),
                        row.getString("description"),
                        row.getString("opened_by"),
                        row.getObject("opened_on", LocalDate.class),
                        row.getString("resolution"),
                        row.getString("resolved_by"),
                        row.getObject("resolved_on", LocalDate.class)))
                .list();
    }

    /**
     * DNA samples by handover and number.
     *
     * @param handover null for all handovers
     * @param pending only those that are at the DNA laboratory
     */
    public Page.Of<Sample> samples(Reference handover, boolean pending, Page page) {
        String which =
                """
                from sample where (cast(:reference as varchar(40)) is null or reference = :reference)
                and (cast(:pending as integer) = 0 or (requested_on is not null and received_on is null))""";
        String reference = handover == null ? null : handover.value();
        List<Sample> rows = jdbc.sql("select * " + which
                        + " order by reference, length(number), number offset :offset rows fetch next :size rows only")
                .param("reference", reference)
                .param("pending", pending ? 1 : 0)
                .param("offset", page.offset())
                .param("size", page.size())
                .query((row, line) -> new Sample(
                        row.getString("reference"),
                        row.getString("number"),
                        row.getString("individual"),
                        row.getInt("cycle"),
                        row.getString("test"),
                        specimen(row),
                        row.getBigDecimal("mass_before"),
                        row.getBigDecimal("mass_after"),
                        row.getString("cut_by"),
                        row.getObject("requested_on", LocalDate.class),
                        row.getObject("received_on", LocalDate.class)))
                .list();
        int total = page == Page.ALL
                ? rows.size()
                : jdbc.sql("select count(*) " + which)
                        .param("reference", reference)
                        .param("pending", pending ? 1 : 0)
                        .query(Integer.class)
                        .single();
        return new Page.Of<>(rows, total, page);
    }

    private static String specimen(ResultSet row) throws SQLException {
        String container = row.getString("container");
        String handover = row.getString("specimen_reference");
        if (container == null) {
            return null;
        }
        String number = container + "/" + row.getString("designator");
        return handover.equals(row.getString("reference")) ? number : handover + "/" + number;
    }
}
