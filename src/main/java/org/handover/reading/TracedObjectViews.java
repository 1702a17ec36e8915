package org.handover.reading;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.handover.audit.Disclosure;
import org.handover.laboratory.Laboratory;
import org.handover.security.Reader;
import org.handover.vocabulary.Reference;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads an object that was traced to somebody. What it is and whose it may have been is for those who may see names (rules F2, X7): a
 * tag says a name, and whoever examines blind must not know of it (rule I1).
 */
@Component
public class TracedObjectViews {

    private final JdbcClient jdbc;

    TracedObjectViews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One object, with what was decided and said about it, read on one connection.
     *
     * @param number its number within the handover, e.g. {@code C-07/E-01}
     * @throws Unknown when no such object was traced
     */
    @Transactional(readOnly = true)
    public TracedObject of(Reference handover, String number, Reader reader) {
        String key = handover + "/" + number;
        return jdbc.sql(
                        "select o.*, c.their_label, c.recovery_site, "
                                + Blindness.column(Blindness.OF_CONTAINER, reader)
                                + """
                         from traced_object o
                        join container c on c.reference = o.reference and c.number = o.container
                        where o.business_key = ?""")
                .param(key)
                .query((row, line) -> object(row, key, reader))
                .optional()
                .orElseThrow(() -> new Unknown("no object %s was traced".formatted(key)));
    }

    private TracedObject object(ResultSet row, String key, Reader reader) throws SQLException {
        boolean names = reader.seesNames() && row.getInt("blind") == 0;
        return new TracedObject(
                key,
                row.getString("container"),
                names ? row.getString("description") : null,
                names ? Disclosure.ofName(row.getString("person"), key) : null,
                names ? row.getString("notes") : null,
                row.getString("traced_by"),
                row.getObject("recorded_at", OffsetDateTime.class)
                        .atZoneSameInstant(Laboratory.ZONE)
                        .toLocalDate(),
                names ? row.getString("their_label") : null,
                names ? row.getString("recovery_site") : null,
                decisions(key, names),
                notices(key, names, reader.seesKin()));
    }

    private List<CaseFile.Decision> decisions(String key, boolean names) {
        return read(
                "select * from decision where subject = ? order by id",
                key,
                (row, line) -> new CaseFile.Decision(
                        row.getInt("cycle"),
                        row.getString("stage"),
                        row.getString("outcome"),
                        null,
                        names ? row.getString("person") : null,
                        null,
                        null,
                        row.getString("decided_by"),
                        row.getObject("decided_on", LocalDate.class),
                        names ? row.getString("reason") : null));
    }

    private List<CaseFile.Notice> notices(String key, boolean names, boolean kin) {
        return read(
                "select * from notice where subject = ? order by id",
                key,
                (row, line) -> new CaseFile.Notice(
                        row.getInt("cycle"),
                        row.getString("kind"),
                        row.getString("outcome"),
                        row.getObject("given_on", LocalDate.class),
                        names ? row.getString("person") : null,
                        row.getString("given_by"),
                        kin ? Disclosure.ofKin(row.getString("recipient"), key) : null,
                        kin ? Disclosure.ofKin(row.getString("remarks"), key) : null,
                        kin ? row.getObject("kin_order", Integer.class) : null,
                        kin && row.getBoolean("search_ended")));
    }

    private <T> List<T> read(String sql, String key, RowMapper<T> mapper) {
        return jdbc.sql(sql).param(key).query(mapper).list();
    }
}
