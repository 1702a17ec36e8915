package org.handover.custody;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The chain of custody of every item: one holder, no gap, rows only added (rules C1 to C4). All methods that write join the caller's
 * transaction.
 */
@Repository
public class Custody {

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    Custody(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /**
     * Takes items into the ledger for the first time, or back from the holder they were returned to.
     *
     * @throws Refusal when an item is held by somebody else than {@code from}, or the act is earlier than the last one
     */
    public void take(Collection<ItemKey> items, Holder from, Holder to, Handling how) {
        append(items, from, to, Act.TRANSFERRED, how, true);
    }

    /**
     * Moves items from their present holder to another: release and receipt in one act.
     *
     * @throws Refusal when {@code from} is not the holder of every item (C3), the holders are the same, an item is unknown, or
     *     the act is earlier than an item's last one (C2)
     */
    public void transfer(Collection<ItemKey> items, Holder from, Holder to, Handling how) {
        append(items, from, to, Act.TRANSFERRED, how, false);
    }

    /** Records that the holder put items into another case or place; the holder stays. */
    public void handle(Collection<ItemKey> items, Act act, Handling how) {
        Map<String, CustodyEvent> last = last(items);
        var events = new ArrayList<CustodyEvent>();
        for (ItemKey item : items) {
            CustodyEvent before = known(item, last);
            events.add(next(item, before, before.to(), before.to(), act, how));
        }
        insert(events);
    }

    /** Begins the chains of children with the holder their parents have now (rule C6). */
    public void inherit(Map<ItemKey, ItemKey> parentByChild, Handling how) {
        Map<String, CustodyEvent> parents = last(parentByChild.values());
        var events = new ArrayList<CustodyEvent>();
        parentByChild.forEach((child, parent) -> {
            CustodyEvent before = known(parent, parents);
            Instant at = checkedInstant(child, before, how);
            events.add(CustodyEvent.next(child.toString(), null, before.to(), before.to(), at, Act.INHERITED, how));
        });
        insert(events);
    }

    /** Who holds an item now, if it is in the ledger (rule X14). */
    public Optional<Holder> holder(ItemKey item) {
        return Optional.ofNullable(last(List.of(item)).get(item.toString())).map(CustodyEvent::to);
    }

    /** How many items of a handover somebody other than the counterparty holds now. */
    public int inCustody(Reference reference) {
        return jdbc.sql(
                        """
                select count(*) from custody_event e where reference = :reference and to_holder not like 'COUNTERPARTY:%'
                and not exists (select 1 from custody_event n where n.item = e.item and n.prev_seq = e.seq)""")
                .param("reference", reference.value())
                .query(Integer.class)
                .single();
    }

    /** The last event of each item that has one, by item key. */
    public Map<String, CustodyEvent> last(Collection<ItemKey> items) {
        var last = new HashMap<String, CustodyEvent>();
        List<String> keys = items.stream().map(ItemKey::toString).distinct().toList();
        for (int i = 0; i < keys.size(); i += 500) {
            jdbc.sql(
                            """
                    select * from custody_event e where item in (:items)
                    and not exists (select 1 from custody_event n where n.item = e.item and n.prev_seq = e.seq)""")
                    .param("items", keys.subList(i, Math.min(i + 500, keys.size())))
                    .query(Custody::event)
                    .list()
                    .forEach(event -> last.put(event.item(), event));
        }
        return last;
    }

    /** Who holds each item of a handover now (rule X14). */
    public List<Holding> holdings(Reference reference) {
        return holdings(reference, 0, Integer.MAX_VALUE);
    }

    /**
     * Who holds each item of a handover now, a part of them in the order of the items.
     *
     * @param before how many items to pass over
     */
    public List<Holding> holdings(Reference reference, long before, int most) {
        return jdbc.sql(
                        """
                select e.item, e.to_holder, e.place,
                    (select max(t.at) from custody_event t where t.item = e.item and t.act in ('TRANSFERRED', 'INHERITED')) as since
                from custody_event e where e.reference = :reference
                and not exists (select 1 from custody_event n where n.item = e.item and n.prev_seq = e.seq)
                order by e.item offset :before rows fetch next :most rows only""")
                .param("reference", reference.value())
                .param("before", before)
                .param("most", most)
                .query((row, number) -> new Holding(
                        row.getString("item"),
                        new Holder(row.getString("to_holder")),
                        row.getObject("since", OffsetDateTime.class).toInstant(),
                        row.getString("place")))
                .list();
    }

    /** How many items of a handover anybody has taken into custody. */
    public int items(Reference reference) {
        return jdbc.sql("select count(*) from custody_event where reference = :reference and seq = 1")
                .param("reference", reference.value())
                .query(Integer.class)
                .single();
    }

    /** Every event of a handover, item by item in order. */
    public List<CustodyEvent> events(Reference reference) {
        return events(reference, 0, Integer.MAX_VALUE);
    }

    /**
     * Events of a handover, item by item in order, a part of them.
     *
     * @param before how many events to pass over
     */
    public List<CustodyEvent> events(Reference reference, long before, int most) {
        return jdbc.sql(
                        """
                select * from custody_event where reference = :reference order by item, seq
                offset :before rows fetch next :most rows only""")
                .param("reference", reference.value())
                .param("before", before)
                .param("most", most)
                .query(Custody::event)
                .list();
    }

    /** How many events a handover has. */
    public int count(Reference reference) {
        return jdbc.sql("select count(*) from custody_event where reference = :reference")
                .param("reference", reference.value())
                .query(Integer.class)
                .single();
    }

    /** Every event of a handover, item by item in order, one after the other: for a ledger that need not fit into memory. */
    @Transactional(readOnly = true)
    public void each(Reference reference, Consumer<CustodyEvent> read) {
        // PostgreSQL's driver reads rows in parts only within a transaction and with a fetch size.
        var parts = new JdbcTemplate(template.getDataSource());
        parts.setFetchSize(1_000);
        parts.query(
                "select * from custody_event where reference = ? order by item, seq",
                (RowCallbackHandler) row -> read.accept(event(row, 0)),
                reference.value());
    }

    /** The last event of every item of a handover. */
    public List<ChainHead> heads(Reference reference) {
        return jdbc.sql(
                        """
                select e.item, e.seq, e.hash from custody_event e where e.reference = :reference
                and not exists (select 1 from custody_event n where n.item = e.item and n.prev_seq = e.seq)""")
                .param("reference", reference.value())
                .query((row, number) -> new ChainHead(row.getString("item"), row.getInt("seq"), row.getString("hash")))
                .list();
    }

    /** Every event of an item, in order; empty when the item is unknown. */
    public List<CustodyEvent> events(ItemKey item) {
        return jdbc.sql("select * from custody_event where item = :item order by seq")
                .param("item", item.toString())
                .query(Custody::event)
                .list();
    }

    /** Walks every chain of a handover and names the first event that does not fit. */
    @Transactional(readOnly = true)
    public Verification verify(Reference reference) {
        var walk = new Verification.Walk();
        var events = new AtomicInteger();
        var first = new AtomicReference<String>();
        each(reference, event -> {
            events.incrementAndGet();
            if (first.get() == null) {
                first.set(walk.fault(event));
            }
        });
        return new Verification(first.get() == null, walk.items(), events.get(), first.get());
    }

    private void append(Collection<ItemKey> items, Holder from, Holder to, Act act, Handling how, boolean mayBegin) {
        if (from.equals(to)) {
            throw new Refusal("custody: %s cannot release to itself; name another receiver".formatted(from));
        }
        Map<String, CustodyEvent> last = last(items);
        var events = new ArrayList<CustodyEvent>();
        for (ItemKey item : items) {
            CustodyEvent before = mayBegin ? last.get(item.toString()) : known(item, last);
            if (before != null && !before.to().equals(from)) {
                throw new Refusal(
                        "custody of %s: the holder is %s, so %s cannot release it".formatted(item, before.to(), from));
            }
            events.add(next(item, before, from, to, act, how));
        }
        insert(events);
    }

    private static CustodyEvent next(ItemKey item, CustodyEvent before, Holder from, Holder to, Act act, Handling how) {
        return CustodyEvent.next(item.toString(), before, from, to, checkedInstant(item, before, how), act, how);
    }

    private static Instant checkedInstant(ItemKey item, CustodyEvent before, Handling how) {
        Instant at = how.after(before == null ? null : before.at());
        if (before != null && at.isBefore(before.at())) {
            throw new Refusal(
                    "custody of %s: %s is before its last custody event at %s; an act follows the one before it"
                            .formatted(item, at, before.at()));
        }
        return at;
    }

    private static CustodyEvent known(ItemKey item, Map<String, CustodyEvent> last) {
        CustodyEvent event = last.get(item.toString());
        if (event == null) {
            throw new Refusal(
                    "custody of %s: nobody has taken it yet; it must be taken before it is handed on".formatted(item));
        }
        return event;
    }

    private void insert(List<CustodyEvent> events) {
        try {
            template.batchUpdate(
                    """
                    insert into custody_event (item, seq, reference, from_holder, to_holder, at, place, released_by, received_by,
                        reason, act, prev_seq, prev_hash, prev_at, hash, from_salt, to_salt)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (select p.at from custody_event p where p.item = ? and p.seq = ?), ?,
                        ?, ?)""",
                    new BatchPreparedStatementSetter() {
                        @Override
                        public void setValues(java.sql.PreparedStatement row, int i) throws SQLException {
                            CustodyEvent event = events.get(i);
                            Integer previous = event.sequence() == 1 ? null : event.sequence() - 1;
                            int column = 0;
                            row.setString(++column, event.item());
                            row.setInt(++column, event.sequence());
                            row.setString(++column, Reference.of(event.item()).value());
                            row.setString(++column, event.from().value());
                            row.setString(++column, event.to().value());
                            row.setObject(++column, event.at().atOffset(ZoneOffset.UTC));
                            row.setString(++column, event.place());
                            row.setString(++column, event.releasedBy());
                            row.setString(++column, event.receivedBy());
                            row.setString(++column, event.reason());
                            row.setString(++column, event.act().name());
                            row.setObject(++column, previous, java.sql.Types.INTEGER);
                            row.setString(++column, event.previousHash());
                            row.setString(++column, event.item());
                            row.setObject(++column, previous, java.sql.Types.INTEGER);
                            row.setString(++column, event.hash());
                            row.setString(++column, event.fromSalt());
                            row.setString(++column, event.toSalt());
                        }

                        @Override
                        public int getBatchSize() {
                            return events.size();
                        }
                    });
        } catch (DuplicateKeyException e) {
            throw new Refusal(
                    "custody: somebody else moved one of these items at the same moment; look who holds it and try again");
        }
    }

    /** A row of the ledger. */
    public static CustodyEvent event(ResultSet row, int number) throws SQLException {
        return new CustodyEvent(
                row.getString("item"),
                row.getInt("seq"),
                new Holder(row.getString("from_holder")),
                new Holder(row.getString("to_holder")),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("place"),
                row.getString("released_by"),
                row.getString("received_by"),
                row.getString("reason"),
                Act.valueOf(row.getString("act")),
                row.getString("prev_hash"),
                row.getString("hash"),
                row.getString("from_salt"),
                row.getString("to_salt"));
    }
}
