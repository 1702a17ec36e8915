package org.handover.decision;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.handover.database.ReadOnce;
import org.handover.vocabulary.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The register of decisions. */
@Repository
public class Decisions {

    private static final String TABLE = "decision";

    private final JdbcClient jdbc;

    Decisions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds a decision and returns its id. */
    public long add(Decision decision) {
        var key = new GeneratedKeyHolder();
        jdbc.sql(
                        """
                insert into decision (reference, subject, cycle, stage, outcome, disposition, person, partner, consolidate_into,
                    reason, decided_by, decided_on)
                values (:reference, :subject, :cycle, :stage, :outcome, :disposition, :person, :partner, :consolidateInto,
                    :reason, :by, :on)""")
                .param("reference", decision.reference().value())
                .param("subject", decision.subject())
                .param("cycle", decision.cycle())
                .param("stage", decision.stage().name())
                .param("outcome", decision.outcome())
                .param("disposition", decision.disposition())
                .param("person", decision.person())
                .param("partner", decision.partner())
                .param("consolidateInto", decision.consolidateInto())
                .param("reason", decision.reason())
                .param("by", decision.by())
                .param("on", decision.on())
                .update(key, "id");
        ReadOnce.forget(TABLE);
        return key.getKey().longValue();
    }

    /** The last decision about a subject at a stage of a cycle. */
    public Optional<Decision> last(String subject, int cycle, Stage stage) {
        return about(subject, cycle).stream()
                .filter(decision -> decision.stage() == stage)
                .reduce((earlier, later) -> later);
    }

    /** Every decision about a subject in a cycle, in order. */
    public List<Decision> about(String subject, int cycle) {
        return about(subject).stream()
                .filter(decision -> decision.cycle() == cycle)
                .toList();
    }

    /** Every decision at a stage of a handover and everything within it, in order. */
    public List<Decision> of(Reference reference, Stage stage) {
        return jdbc.sql("select * from decision where reference = :reference and stage = :stage order by id")
                .param("reference", reference.value())
                .param("stage", stage.name())
                .query(Decisions::decision)
                .list();
    }

    /** Every decision about a subject, in order. */
    public List<Decision> about(String subject) {
        return ReadOnce.of(TABLE, subject, () -> jdbc.sql("select * from decision where subject = :subject order by id")
                .param("subject", subject)
                .query(Decisions::decision)
                .list());
    }

    private static Decision decision(ResultSet row, int number) throws SQLException {
        return new Decision(
                row.getLong("id"),
                new Reference(row.getString("reference")),
                row.getString("subject"),
                row.getInt("cycle"),
                Stage.valueOf(row.getString("stage")),
                row.getString("outcome"),
                row.getString("disposition"),
                row.getString("person"),
                row.getString("partner"),
                row.getString("consolidate_into"),
                row.getString("reason"),
                row.getString("decided_by"),
                row.getObject("decided_on", java.time.LocalDate.class));
    }
}
