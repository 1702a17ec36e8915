package org.handover.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.handover.database.Postgres;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What a database of the embedded PostgreSQL has done so far. */
final class DatabaseCost {

    /** A hundredth of a second, on every Linux. */
    private static final double MILLISECONDS_PER_TICK = 10;

    private final JdbcClient jdbc;
    private final ProcessHandle server;

    DatabaseCost(String url) {
        // One connection that stays, so that asking starts no process.
        var connection = new SingleConnectionDataSource(url, Postgres.OWNER, "", true);
        jdbc = JdbcClient.create(connection);
        long own = jdbc.sql("select pg_backend_pid()").query(Long.class).single();
        server = ProcessHandle.of(own).flatMap(ProcessHandle::parent).orElseThrow();
    }

    static JdbcClient client(String url) {
        return JdbcClient.create(new DriverManagerDataSource(url, Postgres.OWNER, ""));
    }

    /**
     * All since the database was made.
     *
     * @param written rows inserted, updated and deleted
     * @param touched rows read on the way to an answer, also those that did not fit
     * @param commits of transactions that wrote something
     * @param cpu milliseconds of the server and all its processes
     */
    record Cost(double written, double touched, double commits, double cpu) {

        Cost minus(Cost before) {
            return new Cost(
                    written - before.written, touched - before.touched, commits - before.commits, cpu - before.cpu);
        }
    }

    /** Waits until the server has counted what is done, a second after it. */
    Cost now() throws InterruptedException {
        Thread.sleep(1_500);
        return jdbc.sql(
                        """
                select tup_inserted + tup_updated + tup_deleted, tup_returned + tup_fetched,
                    pg_snapshot_xmax(pg_current_snapshot())::text::bigint
                from pg_stat_database where datname = current_database()""")
                .query((row, number) -> new Cost(row.getDouble(1), row.getDouble(2), row.getDouble(3), cpu()))
                .single();
    }

    private double cpu() {
        double living = server.descendants()
                .map(each -> each.info().totalCpuDuration())
                .flatMap(Optional::stream)
                .mapToDouble(Duration::toMillis)
                .sum();
        try {
            // utime, stime, cutime, cstime: its own, and that of its children that have ended.
            String[] fields = Files.readString(Path.of("/proc/%d/stat".formatted(server.pid())))
                    .replaceFirst(".*\\) ", "")
                    .split(" ");
            double ticks = 0;
            for (int field = 11; field <= 14; field++) {
                ticks += Long.parseLong(fields[field]);
            }
            return living + ticks * MILLISECONDS_PER_TICK;
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
