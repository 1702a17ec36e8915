package org.handover.seal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.handover.custody.ChainHead;
import org.handover.custody.Custody;
import org.handover.custody.CustodyEvent;
import org.handover.custody.Verification;
import org.handover.repair.RepairChain;
import org.handover.repair.RepairEvent;
import org.handover.repair.RepairLedger;
import org.handover.vocabulary.Reference;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Signed digests of the custody ledger. Writers never wait for one: a digest is made afterwards, of what is committed, when somebody
 * needs a proof or once a day. Only what has changed since the digest before is written.
 */
@Repository
public class Seals {

    private static final String HEADS =
            """
            select h.item, h.seq, h.hash from custody_digest_head h where h.reference = :reference
            and h.number <= :last
            and not exists (select 1 from custody_digest_head n where n.item = h.item and n.number > h.number and n.number <= :last)""";

    private static final int TRIES = 20;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final TransactionTemplate transaction;
    private final Custody custody;
    private final RepairLedger repairs;
    private final SigningKeys keys;

    Seals(
            JdbcClient jdbc,
            JdbcTemplate template,
            PlatformTransactionManager transactions,
            Custody custody,
            RepairLedger repairs,
            SigningKeys keys) {
        this.jdbc = jdbc;
        this.template = template;
        this.transaction = new TransactionTemplate(transactions);
        this.custody = custody;
        this.repairs = repairs;
        this.keys = keys;
    }

    /** A digest that covers everything committed so far: the last one, or a new one when something was added since. */
    public SignedDigest seal(Reference reference) {
        for (int tries = 1; ; tries++) {
            try {
                return transaction.execute(status -> sealed(reference));
            } catch (ConcurrencyFailureException | DuplicateKeyException e) {
                // Somebody else made the next digest at the same moment: look again what there is.
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    private SignedDigest sealed(Reference reference) {
        List<SignedDigest> before = last(reference);
        SignedDigest last = before.isEmpty() ? null : before.get(0);
        Map<String, ChainHead> heads = heads(reference, last == null ? 0 : last.number());
        List<ChainHead> changed = Stream.concat(custody.heads(reference).stream(), repairs.head(reference).stream())
                .filter(head -> !head.equals(heads.get(head.item())))
                .toList();
        if (last != null && changed.isEmpty()) {
            return last;
        }
        changed.forEach(head -> heads.put(head.item(), head));
        var digest = SignedDigest.of(
                reference.value(),
                last,
                heads.size(),
                heads.values().stream().mapToLong(ChainHead::sequence).sum(),
                ChainHead.root(heads.values()),
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                keys.signer());
        register(keys.signer().key());
        write(digest, changed);
        return digest;
    }

    private void register(VerifyingKey key) {
        jdbc.sql(
                        """
                insert into signing_key (fingerprint, public_key)
                select :fingerprint, :key from (select count(*) as number from signing_key where fingerprint = :fingerprint) k
                where k.number = 0""")
                .param("fingerprint", key.fingerprint())
                .param("key", key.encoded())
                .update();
    }

    private void write(SignedDigest digest, Collection<ChainHead> changed) {
        jdbc.sql(
                        """
                insert into custody_digest (reference, number, items, events, root, signed_at, signing_key, prev_number, prev_hash, hash,
                    signature)
                values (:reference, :number, :items, :events, :root, :at, :key, :previous, :previousHash, :hash, :signature)""")
                .param("reference", digest.reference())
                .param("number", digest.number())
                .param("items", digest.items())
                .param("events", digest.events())
                .param("root", digest.root())
                .param("at", digest.signedAt().atOffset(ZoneOffset.UTC))
                .param("key", digest.key())
                .param("previous", digest.number() == 1 ? null : digest.number() - 1, Types.INTEGER)
                .param("previousHash", digest.previousHash())
                .param("hash", digest.hash())
                .param("signature", digest.signature())
                .update();
        template.batchUpdate(
                "insert into custody_digest_head (item, number, reference, seq, hash) values (?, ?, ?, ?, ?)",
                changed,
                500,
                (row, head) -> {
                    row.setString(1, head.item());
                    row.setInt(2, digest.number());
                    row.setString(3, digest.reference());
                    row.setInt(4, head.sequence());
                    row.setString(5, head.hash());
                });
    }

    private List<SignedDigest> last(Reference reference) {
        return jdbc.sql(
                        "select * from custody_digest where reference = :reference order by number desc fetch first 1 rows only")
                .param("reference", reference.value())
                .query(Seals::digest)
                .list();
    }

    /** The head of each chain that a digest covers, by item. */
    private Map<String, ChainHead> heads(Reference reference, int last) {
        var heads = new LinkedHashMap<String, ChainHead>();
        jdbc.sql(HEADS)
                .param("reference", reference.value())
                .param("last", last)
                .query(Seals::head)
                .list()
                .forEach(head -> heads.put(head.item(), head));
        return heads;
    }

    /** The digests of a handover up to one of them, in order. */
    public List<SignedDigest> upTo(SignedDigest last) {
        return jdbc.sql("select * from custody_digest where reference = :reference and number <= :last order by number")
                .param("reference", last.reference())
                .param("last", last.number())
                .query(Seals::digest)
                .list();
    }

    /** A head and the digest that was the first to cover it. */
    public record Covered(int digest, ChainHead head) {}

    /** Which heads each digest up to one of them covers that the one before it did not: digest by digest. */
    public void eachHead(SignedDigest last, Consumer<Covered> read) {
        jdbc.sql(
                        "select * from custody_digest_head where reference = :reference and number <= :last order by number, item")
                .param("reference", last.reference())
                .param("last", last.number())
                .query(row -> {
                    read.accept(new Covered(row.getInt("number"), head(row, 0)));
                });
    }

    /** Every event that a digest covers, item by item in order, without keeping any of them. */
    public void eachEvent(SignedDigest last, Consumer<CustodyEvent> read) {
        // PostgreSQL's driver reads rows in parts only within a transaction and with a fetch size.
        var parts = new JdbcTemplate(template.getDataSource());
        parts.setFetchSize(1_000);
        transaction.executeWithoutResult(status -> parts.query(
                """
                select e.* from custody_event e
                join (select item, max(seq) as seq from custody_digest_head where reference = ? and number <= ? group by item) h
                    on h.item = e.item and e.seq <= h.seq
                where e.reference = ? order by e.item, e.seq""",
                (RowCallbackHandler) row -> read.accept(Custody.event(row, 0)),
                last.reference(),
                last.number(),
                last.reference()));
    }

    /** Every repair that a digest covers, in order. */
    public void eachRepair(SignedDigest last, Consumer<RepairEvent> read) {
        var handover = new Reference(last.reference());
        ChainHead head = heads(handover, last.number()).get(handover + "/" + RepairEvent.CHAIN);
        if (head != null) {
            repairs.each(handover, event -> {
                if (event.sequence() <= head.sequence()) {
                    read.accept(event);
                }
            });
        }
    }

    /** Every key that signed something of any handover, the oldest first, with the one that signs now. */
    public List<VerifyingKey> keys() {
        List<VerifyingKey> used = jdbc.sql("select public_key from signing_key order by first_used, fingerprint")
                .query((row, number) -> new VerifyingKey(row.getString("public_key")))
                .list();
        VerifyingKey now = keys.signer().key();
        return used.contains(now)
                ? used
                : Stream.concat(used.stream(), Stream.of(now)).toList();
    }

    /** The key that signs now. */
    public SigningKeys.Signer signer() {
        return keys.signer();
    }

    /**
     * Walks every chain and names the first event that does not fit: into its chain, or with the digests, which know what was there when
     * they were signed.
     */
    public Verification verify(Reference reference) {
        var walk = new Walk(heads(reference, Integer.MAX_VALUE));
        custody.each(reference, walk::event);
        repairs.each(reference, walk::repair);
        return walk.result();
    }

    private static class Walk {

        private final Map<String, ChainHead> missing;
        private final Verification.Walk chains = new Verification.Walk();
        private final RepairChain repairs = new RepairChain();
        private int events;
        private String fault;

        Walk(Map<String, ChainHead> heads) {
            this.missing = heads;
        }

        void event(CustodyEvent event) {
            events++;
            if (fault != null) {
                return;
            }
            fault = chains.fault(event);
            compare(event.item(), event.sequence(), event.hash());
        }

        void repair(RepairEvent event) {
            events++;
            if (fault == null) {
                fault = repairs.fault(event);
                compare(event.item(), event.sequence(), event.hash());
            }
        }

        private void compare(String item, int sequence, String hash) {
            ChainHead head = missing.get(item);
            if (fault == null && head != null && head.sequence() == sequence) {
                missing.remove(item);
                fault = head.hash().equals(hash)
                        ? null
                        : "%s event %d: is not the event that was there when it was signed".formatted(item, sequence);
            }
        }

        Verification result() {
            if (fault == null && !missing.isEmpty()) {
                ChainHead head = missing.values().iterator().next();
                fault = "%s event %d: is missing; it was there when it was signed"
                        .formatted(head.item(), head.sequence());
            }
            int walked = chains.items() + (repairs.events() > 0 ? 1 : 0);
            return new Verification(fault == null, walked, events, fault);
        }
    }

    /** The handovers with an event of that moment or before which no digest covers. */
    List<Reference> unsealedSince(Instant moment) {
        return jdbc.sql(
                        """
                select distinct e.reference from custody_event e
                where e.recorded_at <= :moment
                and not exists (select 1 from custody_digest_head h where h.item = e.item and h.seq >= e.seq)
                union
                select r.reference from repair r join handover of on of.reference = r.reference
                where r.recorded_at <= :moment
                and not exists (select 1 from custody_digest_head h where h.item = r.reference || '/%s' and h.seq >= r.number)
                order by 1"""
                                .formatted(RepairEvent.CHAIN))
                .param("moment", moment.atOffset(ZoneOffset.UTC))
                .query((row, number) -> new Reference(row.getString("reference")))
                .list();
    }

    private static ChainHead head(ResultSet row, int number) throws SQLException {
        return new ChainHead(row.getString("item"), row.getInt("seq"), row.getString("hash"));
    }

    private static SignedDigest digest(ResultSet row, int number) throws SQLException {
        return new SignedDigest(
                row.getString("reference"),
                row.getInt("number"),
                row.getInt("items"),
                row.getLong("events"),
                row.getString("root"),
                row.getObject("signed_at", OffsetDateTime.class).toInstant(),
                row.getString("signing_key"),
                row.getString("prev_hash"),
                row.getString("hash"),
                row.getString("signature"));
    }
}
