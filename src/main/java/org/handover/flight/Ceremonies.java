package org.handover.flight;

import java.util.List;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The register of ceremonies. */
@Repository
class Ceremonies {

    private final JdbcClient jdbc;

    Ceremonies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Reference reference, Ceremony ceremony) {
        jdbc.sql(
                        """
                insert into ceremony (reference, place, held_on, held_by, cases_present, remarks, recorded_by)
                values (:reference, :place, :on, :by, :cases, :remarks, :actor)""")
                .param("reference", reference.value())
                .param("place", ceremony.place().name())
                .param("on", ceremony.heldOn())
                .param("by", ceremony.heldBy())
                .param("cases", ceremony.casesPresent())
                .param("remarks", ceremony.remarks())
                .param("actor", ceremony.recordedBy())
                .update();
    }

    List<Ceremony> of(Reference reference) {
        return jdbc.sql("select * from ceremony where reference = :reference order by id")
                .param("reference", reference.value())
                .query((row, number) -> new Ceremony(
                        Place.valueOf(row.getString("place")),
                        row.getObject("held_on", java.time.LocalDate.class),
                        row.getString("held_by"),
                        row.getInt("cases_present"),
                        row.getString("remarks"),
                        row.getString("recorded_by")))
                .list();
    }
}
