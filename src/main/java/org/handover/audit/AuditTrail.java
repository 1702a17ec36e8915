package org.handover.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.handover.audit.AuditEntry.Kind;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes and reads the audit. Entries are written in a transaction of their own: what was refused was undone, that it was refused stays. */
@Component
public class AuditTrail {

    private static final int LONGEST_PATH = 400;
    private static final int LONGEST_LIST = 2_000;

    private static final String FROM =
            """
             from audit_entry
            where (cast(:since as timestamp with time zone) is null or at >= :since)
            and (cast(:until as timestamp with time zone) is null or at < :until)
            and (:actor is null or actor = :actor) and (:kind is null or kind = :kind)
            and (:about is null or path like :about or names_of like :about or kin_of like :about)""";

    private final JdbcClient jdbc;
    private final TransactionTemplate own;
    private final TransactionTemplate reading;

    private String chain;
    private long sequence;
    private String last;

    AuditTrail(DataSource database, PlatformTransactionManager transactions) {
        var template = new JdbcTemplate(database);
        template.setFetchSize(500);
        jdbc = JdbcClient.create(template);
        own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
        begin();
    }

    private void begin() {
        chain = UUID.randomUUID().toString();
        sequence = 0;
        last = AuditEntry.NONE_BEFORE;
    }

    /** Writes what became of a request. After an entry whose fate is not known, since the database's answer was lost, another chain begins. */
    public synchronized void write(
            Kind kind,
            String actor,
            String address,
            String method,
            String path,
            int status,
            Set<String> namesOf,
            Set<String> kinOf) {
        AuditEntry entry = new AuditEntry(
                        chain,
                        sequence + 1,
                        Instant.now().truncatedTo(ChronoUnit.MICROS),
                        kind,
                        actor,
                        address,
                        method,
                        shortened(path, LONGEST_PATH),
                        status,
                        list(namesOf),
                        list(kinOf),
                        last,
                        null)
                .hashed();
        try {
            own.executeWithoutResult(transaction -> insert(entry));
        } catch (RuntimeException e) {
            begin();
            throw e;
        }
        sequence++;
        last = entry.hash();
    }

    private static String list(Set<String> keys) {
        if (keys.isEmpty()) {
            return null;
        }
        String list = String.join(",", keys);
        return list.length() <= LONGEST_LIST
                ? list
                : shortened(list, LONGEST_LIST - 40).replaceFirst(",[^,]*$", "") + ", of " + keys.size() + " in all";
    }

    private static String shortened(String text, int longest) {
        String line = text.replaceAll("[\\p{Cntrl}]", "?");
        return line.length() <= longest ? line : line.substring(0, longest);
    }

    private void insert(AuditEntry entry) {
        jdbc.sql(
                        """
                insert into audit_entry (chain, sequence, at, kind, actor, address, method, path, status, names_of, kin_of, previous_hash,
                    hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        entry.chain(),
                        entry.sequence(),
                        OffsetDateTime.ofInstant(entry.at(), ZoneOffset.UTC),
                        entry.kind().name(),
                        entry.actor(),
                        entry.address(),
                        entry.method(),
                        entry.path(),
                        entry.status(),
                        entry.namesOf(),
                        entry.kinOf(),
                        entry.previousHash(),
                        entry.hash())
                .update();
    }

    /**
     * Which entries. Null stands for any.
     *
     * @param since this moment or later
     * @param until before this moment
     * @param about a handover, a case or a part of a path
     */
    public record Selection(Instant since, Instant until, String actor, Kind kind, String about) {}

    /** The newest first. */
    public List<AuditEntry> list(Selection selection, int limit, long offset) {
        return which(
                        "select *" + FROM + " order by at desc, chain, sequence desc limit :limit offset :offset",
                        selection)
                .param("limit", limit)
                .param("offset", offset)
                .query((row, line) -> entry(row))
                .list();
    }

    /** Every one, the oldest first. */
    public void each(Selection selection, Consumer<AuditEntry> reader) {
        stream(which("select *" + FROM + " order by at, chain, sequence", selection), reader);
    }

    /**
     * The first entry that was changed, or before which one is missing.
     *
     * @return null when there is none
     */
    public AuditEntry broken() {
        var walk = new Walk();
        stream(jdbc.sql("select * from audit_entry order by chain, sequence"), walk::next);
        return walk.broken;
    }

    private static class Walk {
        private AuditEntry before;
        private AuditEntry broken;

        void next(AuditEntry entry) {
            boolean first = before == null || !before.chain().equals(entry.chain());
            boolean fits = first
                    ? entry.sequence() == 1 && entry.previousHash().equals(AuditEntry.NONE_BEFORE)
                    : entry.sequence() == before.sequence() + 1
                            && entry.previousHash().equals(before.hash());
            if (broken == null && !(fits && entry.hash().equals(entry.digest()))) {
                broken = entry;
            }
            before = entry;
        }
    }

    /** Row by row: PostgreSQL sends them piecewise within a transaction only. */
    private void stream(JdbcClient.StatementSpec query, Consumer<AuditEntry> reader) {
        reading.executeWithoutResult(transaction -> {
            try (Stream<AuditEntry> entries = query.query((row, line) -> entry(row)).stream()) {
                entries.forEach(reader);
            }
        });
    }

    private JdbcClient.StatementSpec which(String sql, Selection selection) {
        return jdbc.sql(sql)
                .param("since", timestamp(selection.since()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("until", timestamp(selection.until()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("actor", selection.actor(), java.sql.Types.VARCHAR)
                .param(
                        "kind",
                        selection.kind() == null ? null : selection.kind().name(),
                        java.sql.Types.VARCHAR)
                .param("about", pattern(selection.about()), java.sql.Types.VARCHAR);
    }

    private static OffsetDateTime timestamp(Instant at) {
        return at == null ? null : OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
    }

    private static String pattern(String about) {
        return about == null ? null : "%" + about.replaceAll("[\\\\%_]", "\\\\$0") + "%";
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getString("chain"),
                row.getLong("sequence"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                Kind.valueOf(row.getString("kind")),
                row.getString("actor"),
                row.getString("address"),
                row.getString("method"),
                row.getString("path"),
                row.getInt("status"),
                row.getString("names_of"),
                row.getString("kin_of"),
                row.getString("previous_hash"),
                row.getString("hash"));
    }
}
