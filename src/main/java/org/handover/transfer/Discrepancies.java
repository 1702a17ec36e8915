package org.handover.transfer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.handover.vocabulary.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Differences between what was agreed and what was received. Somebody explains them, nobody edits them away (rule N2). */
@Repository
public class Discrepancies {

    private final JdbcClient jdbc;

    Discrepancies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Every discrepancy of a handover, in the order they were found. */
    public List<Discrepancy> of(Reference reference) {
        return jdbc.sql("select * from discrepancy where reference = :reference order by id")
                .param("reference", reference.value())
                .query(Discrepancies::discrepancy)
                .list();
    }

    void add(Reference reference, int agreedSets, int receivedContainers, LocalDate on) {
        jdbc.sql(
                        """
                insert into discrepancy (reference, agreed_sets, received_containers, found_on)
                values (:reference, :sets, :containers, :on)""")
                .param("reference", reference.value())
                .param("sets", agreedSets)
                .param("containers", receivedContainers)
                .param("on", on)
                .update();
    }

    /** Explains the discrepancy that is not explained yet. */
    Discrepancy explain(Reference reference, String explanation, Discrepancy.Next next, String actor, LocalDate on) {
        Discrepancy open = of(reference).stream()
                .filter(discrepancy -> discrepancy.explanation() == null)
                .findFirst()
                .orElseThrow();
        jdbc.sql(
                        """
                update discrepancy set explanation = :explanation, next_step = :next, explained_by = :actor, explained_on = :on
                where id = :id""")
                .param("explanation", explanation)
                .param("next", next.name())
                .param("actor", actor)
                .param("on", on)
                .param("id", open.id())
                .update();
        return open;
    }

    private static Discrepancy discrepancy(ResultSet row, int number) throws SQLException {
        String next = row.getString("next_step");
        return new Discrepancy(
                row.getLong("id"),
                row.getInt("agreed_sets"),
                row.getInt("received_containers"),
                row.getObject("found_on", LocalDate.class),
                row.getString("explanation"),
                next == null ? null : Discrepancy.Next.valueOf(next),
                row.getString("explained_by"),
                row.getObject("explained_on", LocalDate.class));
    }
}
