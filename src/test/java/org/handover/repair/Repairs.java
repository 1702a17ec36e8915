package org.handover.repair;

import javax.sql.DataSource;
import org.handover.vocabulary.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Repairs in a test's own database. */
public final class Repairs {

    private Repairs() {}

    public static RepairLedger ledger(DataSource database) {
        return new RepairLedger(JdbcClient.create(database));
    }

    /** The same by somebody else, with the hash that fits. */
    public static RepairEvent by(RepairEvent event, String actor) {
        return new RepairEvent(
                        event.item(),
                        event.sequence(),
                        event.act(),
                        event.proposal(),
                        event.proposedBy(),
                        event.instance(),
                        event.subject(),
                        event.process(),
                        event.kind(),
                        event.from(),
                        event.to(),
                        event.reason(),
                        event.found(),
                        event.effects(),
                        actor,
                        event.at(),
                        event.previousHash(),
                        null)
                .withHash();
    }

    /** One that an operator proposed and another one did. */
    public static RepairEvent done(DataSource database, Reference reference) {
        RepairLedger ledger = ledger(database);
        RepairEvent proposal = ledger.propose(
                reference,
                new RepairOrder("4711", RepairOrder.Kind.MOVE, "ReviewGrouping", "ResegregateRemains"),
                reference.value(),
                "handover",
                "The list was the one of another day",
                "f".repeat(64),
                "gone: task ReviewGrouping\nnew: task ResegregateRemains",
                "operators-1");
        return ledger.done(reference, proposal, "operators-2");
    }
}
