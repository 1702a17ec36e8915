package org.handover.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.handover.database.Postgres;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A PostgreSQL that is durable, as an installation's is and a test's is not: every commit is on the disk before it is answered. It counts what it
 * is sent.
 */
final class DurablePostgres implements AutoCloseable {

    /**
     * What a database was sent.
     *
     * @param statements without those that begin and end transactions
     * @param rows read and written
     * @param commits of transactions that wrote something, in any of its databases
     */
    record Sent(long statements, long rows, long commits) {

        Sent since(Sent before) {
            return new Sent(statements - before.statements, rows - before.rows, commits - before.commits);
        }
    }

    /**
     * What a database did with it.
     *
     * @param written rows inserted, updated and deleted
     * @param touched rows read on the way to an answer, also those that did not fit
     * @param commits of transactions that wrote something, in any of its databases
     */
    record Handled(double written, double touched, double commits) {

        static final Handled UNKNOWN = new Handled(Double.NaN, Double.NaN, Double.NaN);

        Handled since(Handled before) {
            return new Handled(written - before.written, touched - before.touched, commits - before.commits);
        }
    }

    /** A hundredth of a second, on every Linux. */
    private static final double SECONDS_PER_TICK = 0.01;

    private final Path data;
    private final EmbeddedPostgres server;

    DurablePostgres() throws IOException, SQLException {
        data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "bench")), "postgres");
        server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_connections", "300")
                // Months are played in minutes: what the planner knows of a table must not be older than it would be
                // then.
                .setServerConfig("autovacuum_naptime", "5s")
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                .start();
        execute("create extension pg_stat_statements");
        execute("create role %s login".formatted(Postgres.OWNER));
        execute("create role %s login".formatted(Postgres.APPLICATION));
    }

    /** Makes an empty database of the owner and returns its JDBC URL; nobody needs a password. */
    String create(String database) throws SQLException {
        execute("create database %s owner %s".formatted(database, Postgres.OWNER));
        return url(Postgres.OWNER, database);
    }

    /** The same, without saying as whom. */
    String createForAll(String database) throws SQLException {
        return create(database).replaceFirst("[?].*", "");
    }

    JdbcClient as(String user, String database) {
        return JdbcClient.create(new DriverManagerDataSource(url(user, database)));
    }

    /** What was sent to a database since it was made. */
    Sent sent(String database) {
        return as("postgres", "postgres")
                .sql(
                        """
                select coalesce(sum(calls), 0), coalesce(sum(rows), 0), pg_snapshot_xmax(pg_current_snapshot())::text::bigint
                from pg_stat_statements s join pg_database d on d.oid = s.dbid
                where d.datname = :database and query not in ('COMMIT', 'ROLLBACK') and query not like 'BEGIN%'""")
                .param("database", database)
                .query((row, number) -> new Sent(row.getLong(1), row.getLong(2), row.getLong(3)))
                .single();
    }

    /** The statements that were sent to a database since it was made, the dearest first: how often, how many milliseconds in all, which. */
    List<String> statements(String database) {
        return as("postgres", "postgres")
                .sql(
                        """
                select calls || '\t' || round(total_exec_time::numeric, 1) || '\t' || regexp_replace(query, '[[:space:]]+', ' ', 'g')
                from pg_stat_statements s join pg_database d on d.oid = s.dbid
                where d.datname = :database order by total_exec_time desc""")
                .param("database", database)
                .query(String.class)
                .list();
    }

    /** Waits until the server has counted what is done, a second after it. */
    Handled handled(String database) throws InterruptedException {
        Thread.sleep(1_500);
        return as("postgres", "postgres")
                .sql(
                        """
                select tup_inserted + tup_updated + tup_deleted, tup_returned + tup_fetched,
                    pg_snapshot_xmax(pg_current_snapshot())::text::bigint
                from pg_stat_database where datname = :database""")
                .param("database", database)
                .query((row, number) -> new Handled(row.getDouble(1), row.getDouble(2), row.getDouble(3)))
                .single();
    }

    /** The processor time of the server and all its processes, in seconds. */
    double cpu() throws IOException {
        long first = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0));
        double running = ProcessHandle.of(first)
                .orElseThrow()
                .children()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .mapToLong(Duration::toNanos)
                .sum();
        // utime, stime, cutime, cstime: its own, and that of its children that have ended.
        String[] fields = Files.readString(Path.of("/proc/%d/stat".formatted(first)))
                .replaceFirst(".*\\) ", "")
                .split(" ");
        long ticks = IntStream.rangeClosed(11, 14)
                .mapToLong(field -> Long.parseLong(fields[field]))
                .sum();
        return running / 1e9 + ticks * SECONDS_PER_TICK;
    }

    String version() {
        return as("postgres", "postgres")
                .sql("show server_version")
                .query(String.class)
                .single();
    }

    private String url(String user, String database) {
        return server.getJdbcUrl(user, database);
    }

    private void execute(String sql) throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
