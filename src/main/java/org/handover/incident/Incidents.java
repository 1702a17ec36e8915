package org.handover.incident;

import java.time.LocalDate;
import java.util.List;
import org.handover.vocabulary.ItemKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is wrong with an item, until somebody resolves it in writing. Its methods join the caller's transaction. */
@Repository
public class Incidents {

    /** What went wrong. */
    public enum Kind {
        /** The seal is broken or another than on record (rule C5). */
        SEAL,
        /** Nothing is in the container. */
        EMPTY_CONTAINER,
        /** A name became public before the family was told (rule F2). */
        LEAK
    }

    private final JdbcClient jdbc;

    Incidents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void open(ItemKey item, Kind kind, String description, String actor, LocalDate on) {
        jdbc.sql(
                        """
                insert into incident (reference, item, kind, description, opened_by, opened_on)
                values (:reference, :item, :kind, :description, :actor, :on)""")
                .param("reference", item.reference().value())
                .param("item", item.toString())
                .param("kind", kind.name())
                .param("description", description)
                .param("actor", actor)
                .param("on", on)
                .update();
    }

    /** The descriptions of what nobody has resolved yet, in order. */
    public List<String> open(ItemKey item, Kind kind) {
        return jdbc.sql(
                        """
                select description from incident where item = :item and kind = :kind and resolution is null order by id""")
                .param("item", item.toString())
                .param("kind", kind.name())
                .query(String.class)
                .list();
    }

    /** Resolves what is open. Returns whether there was anything. */
    public boolean resolve(ItemKey item, Kind kind, String resolution, String actor, LocalDate on) {
        return jdbc.sql(
                                """
                update incident set resolution = :resolution, resolved_by = :actor, resolved_on = :on
                where item = :item and kind = :kind and resolution is null""")
                        .param("resolution", resolution)
                        .param("actor", actor)
                        .param("on", on)
                        .param("item", item.toString())
                        .param("kind", kind.name())
                        .update()
                > 0;
    }
}
