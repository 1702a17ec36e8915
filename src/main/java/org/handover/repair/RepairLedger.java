package org.handover.repair;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.handover.custody.ChainHead;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The repairs of each handover, in order, only ever added to. */
@Repository
public class RepairLedger {

    private final JdbcClient jdbc;

    RepairLedger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds a proposal.
     *
     * @param reference of the handover the instance belongs to
     */
    public RepairEvent propose(
            Reference reference,
            RepairOrder order,
            String subject,
            String process,
            String reason,
            String found,
            String effects,
            String actor) {
        return add(
                reference,
                last -> new RepairEvent(
                        reference + "/" + RepairEvent.CHAIN,
                        last == null ? 1 : last.sequence() + 1,
                        RepairEvent.Act.PROPOSED,
                        null,
                        null,
                        order.instance(),
                        subject,
                        process,
                        order.kind(),
                        order.from(),
                        order.to(),
                        reason,
                        found,
                        effects,
                        actor,
                        now(last),
                        last == null ? null : last.hash(),
                        null));
    }

    /**
     * Adds that a proposal was done.
     *
     * @throws Refusal when the one who proposed it would approve it, or it was done before; the database refuses both by itself
     */
    public RepairEvent done(Reference reference, RepairEvent proposal, String actor) {
        if (proposal.by().equalsIgnoreCase(actor)) {
            throw new Refusal("%s proposed this repair; another operator approves it".formatted(actor));
        }
        boolean before = jdbc.sql("select count(*) from repair where reference = :reference and proposal = :proposal")
                        .param("reference", reference.value())
                        .param("proposal", proposal.sequence())
                        .query(Integer.class)
                        .single()
                > 0;
        if (before) {
            throw new Refusal("%s/%d: this repair is done already".formatted(reference, proposal.sequence()));
        }
        return add(
                reference,
                last -> new RepairEvent(
                        proposal.item(),
                        last.sequence() + 1,
                        RepairEvent.Act.DONE,
                        proposal.sequence(),
                        proposal.by(),
                        proposal.instance(),
                        proposal.subject(),
                        proposal.process(),
                        proposal.kind(),
                        proposal.from(),
                        proposal.to(),
                        proposal.reason(),
                        proposal.found(),
                        proposal.effects(),
                        actor,
                        now(last),
                        last.hash(),
                        null));
    }

    private interface Next {
        RepairEvent after(RepairEvent last);
    }

    private RepairEvent add(Reference reference, Next next) {
        RepairEvent last = jdbc.sql(
                        "select * from repair where reference = :reference order by number desc fetch first row only")
                .param("reference", reference.value())
                .query(RepairLedger::event)
                .optional()
                .orElse(null);
        RepairEvent event = next.after(last).withHash();
        try {
            insert(reference, event);
        } catch (DuplicateKeyException e) {
            throw new Refusal("repair: somebody else repaired something of %s at the same moment; look and try again"
                    .formatted(reference));
        }
        return event;
    }

    private void insert(Reference reference, RepairEvent event) {
        boolean done = event.act() == RepairEvent.Act.DONE;
        jdbc.sql(
                        """
                insert into repair (reference, number, act, proposal, proposed_act, proposed_by, instance, subject, process, kind,
                    from_element, to_element, reason, found, effects, acted_by, at, prev_number, prev_hash, hash)
                values (:reference, :number, :act, :proposal, :proposedAct, :proposedBy, :instance, :subject, :process, :kind,
                    :from, :to, :reason, :found, :effects, :by, :at, :previous, :previousHash, :hash)""")
                .param("reference", reference.value())
                .param("number", event.sequence())
                .param("act", event.act().name())
                .param("proposal", event.proposal(), Types.INTEGER)
                .param("proposedAct", done ? RepairEvent.Act.PROPOSED.name() : null, Types.VARCHAR)
                .param("proposedBy", event.proposedBy(), Types.VARCHAR)
                .param("instance", event.instance())
                .param("subject", event.subject())
                .param("process", event.process())
                .param("kind", event.kind().name())
                .param("from", event.from(), Types.VARCHAR)
                .param("to", event.to(), Types.VARCHAR)
                .param("reason", event.reason())
                .param("found", event.found())
                .param("effects", event.effects())
                .param("by", event.by())
                .param("at", event.at().atOffset(ZoneOffset.UTC))
                .param("previous", event.sequence() == 1 ? null : event.sequence() - 1, Types.INTEGER)
                .param("previousHash", event.previousHash(), Types.VARCHAR)
                .param("hash", event.hash())
                .update();
    }

    private static Instant now(RepairEvent last) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return last != null && now.isBefore(last.at()) ? last.at() : now;
    }

    /** Every repair of a handover, in order. */
    public void each(Reference reference, Consumer<RepairEvent> read) {
        jdbc.sql("select * from repair where reference = :reference order by number")
                .param("reference", reference.value())
                .query(row -> {
                    read.accept(event(row, 0));
                });
    }

    public Optional<RepairEvent> find(Reference reference, int number) {
        return jdbc.sql("select * from repair where reference = :reference and number = :number")
                .param("reference", reference.value())
                .param("number", number)
                .query(RepairLedger::event)
                .optional();
    }

    /** The last event of the chain, which stands for all of it; empty where nothing was repaired. */
    public Optional<ChainHead> head(Reference reference) {
        return jdbc.sql(
                        "select number, hash from repair where reference = :reference order by number desc fetch first row only")
                .param("reference", reference.value())
                .query((row, number) ->
                        new ChainHead(reference + "/" + RepairEvent.CHAIN, row.getInt("number"), row.getString("hash")))
                .optional();
    }

    /**
     * A proposal and what became of it.
     *
     * @param approvedBy null while it waits
     */
    public record Proposed(String reference, RepairEvent proposal, String approvedBy, Instant approvedAt) {}

    /** @param count of all that were asked for */
    public record Page(List<Proposed> proposals, int count) {}

    /**
     * Proposals, the newest first.
     *
     * @param instance only those of one instance; null for all
     * @param reference only those of one handover; null for all
     */
    public Page proposals(String instance, String reference, int offset, int size) {
        String asked =
                """
                 from repair p left join repair d on d.reference = p.reference and d.proposal = p.number
                where p.act = 'PROPOSED' and (:instance = '' or p.instance = :instance) and (:reference = '' or p.reference = :reference)""";
        String ofInstance = instance == null ? "" : instance;
        String ofHandover = reference == null ? "" : reference;
        List<Proposed> page = jdbc.sql(
                        "select p.*, d.acted_by as approved_by, d.at as approved_at" + asked
                                + " order by p.at desc, p.reference, p.number desc offset :offset rows fetch first :size rows only")
                .param("instance", ofInstance)
                .param("reference", ofHandover)
                .param("offset", offset)
                .param("size", size)
                .query((row, number) -> new Proposed(
                        row.getString("reference"),
                        event(row, 0),
                        row.getString("approved_by"),
                        instant(row.getObject("approved_at", OffsetDateTime.class))))
                .list();
        int count = jdbc.sql("select count(*)" + asked)
                .param("instance", ofInstance)
                .param("reference", ofHandover)
                .query(Integer.class)
                .single();
        return new Page(page, count);
    }

    private static Instant instant(OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }

    private static RepairEvent event(ResultSet row, int number) throws SQLException {
        return new RepairEvent(
                row.getString("reference") + "/" + RepairEvent.CHAIN,
                row.getInt("number"),
                RepairEvent.Act.valueOf(row.getString("act")),
                row.getObject("proposal", Integer.class),
                row.getString("proposed_by"),
                row.getString("instance"),
                row.getString("subject"),
                row.getString("process"),
                RepairOrder.Kind.valueOf(row.getString("kind")),
                row.getString("from_element"),
                row.getString("to_element"),
                row.getString("reason"),
                row.getString("found"),
                row.getString("effects"),
                row.getString("acted_by"),
                instant(row.getObject("at", OffsetDateTime.class)),
                row.getString("prev_hash"),
                row.getString("hash"));
    }
}
