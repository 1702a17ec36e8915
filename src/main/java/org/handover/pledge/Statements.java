package org.handover.pledge;

import org.handover.vocabulary.Place;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The register of what was said. Rows are only added; nothing else reads a number from it (rule N1). */
@Repository
public class Statements {

    private final JdbcClient jdbc;
    private final RecordClock clock;

    Statements(JdbcClient jdbc, RecordClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Files a statement about a handover.
     *
     * @throws org.handover.vocabulary.Refusal when it was said in the future
     */
    public void file(Reference reference, Statement statement, String actor) {
        clock.refuseFuture("saidOn", statement.saidOn(), Place.BORDER);
        jdbc.sql(
                        """
                insert into statement (reference, speaker, relayed_by, kind, amount, qualifier, unit, said_on, said_text, source,
                    recorded_by)
                values (:reference, :speaker, :relayedBy, :kind, :number, :qualifier, :unit, :saidOn, :text, :source, :actor)""")
                .param("reference", reference.value())
                .param("speaker", statement.speaker())
                .param("relayedBy", statement.relayedBy())
                .param("kind", statement.kind().name())
                .param("number", statement.count().number())
                .param("qualifier", statement.count().qualifier().name())
                .param(
                        "unit",
                        statement.count().unit() == null
                                ? null
                                : statement.count().unit().name())
                .param("saidOn", statement.saidOn())
                .param("text", statement.text())
                .param("source", statement.source())
                .param("actor", actor)
                .update();
    }
}
