package org.handover.incident;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The register of incidents. Its methods join the caller's transaction. */
@Repository
public class Incidents {

    private final JdbcClient jdbc;

    Incidents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds an open incident. */
    public void open(Incident incident) {
        jdbc.sql(
                        """
                insert into incident (reference, item, kind, description, opened_by, opened_on)
                values (:reference, :item, :kind, :description, :by, :on)""")
                .param("reference", incident.item().reference().value())
                .param("item", incident.item().toString())
                .param("kind", incident.kind().name())
                .param("description", incident.description())
                .param("by", incident.openedBy())
                .param("on", incident.openedOn())
                .update();
    }

    /** The incidents of an item that nobody has resolved, in order. */
    public List<Incident> openOf(ItemKey item) {
        return jdbc.sql("select * from incident where item = :item and resolution is null order by id")
                .param("item", item.toString())
                .query(Incidents::incident)
                .list();
    }

    /** Every incident of a handover, in order. */
    public List<Incident> of(Reference reference) {
        return jdbc.sql("select * from incident where reference = :reference order by id")
                .param("reference", reference.value())
                .query(Incidents::incident)
                .list();
    }

    /** Resolves every open incident of an item with the same words. */
    public void resolve(ItemKey item, String resolution, String by, LocalDate on) {
        jdbc.sql(
                        """
                update incident set resolution = :resolution, resolved_by = :by, resolved_on = :on
                where item = :item and resolution is null""")
                .param("resolution", resolution)
                .param("by", by)
                .param("on", on)
                .param("item", item.toString())
                .update();
    }

    private static Incident incident(ResultSet row, int number) throws SQLException {
        return new Incident(
                row.getLong("id"),
                ItemKey.parse(row.getString("item")),
                Incident.Kind.valueOf(row.getString("kind")),
                row.getString("description"),
                row.getString("opened_by"),
                row.getObject("opened_on", LocalDate.class),
                row.getString("resolution"),
                row.getString("resolved_by"),
                row.getObject("resolved_on", LocalDate.class));
    }
}
