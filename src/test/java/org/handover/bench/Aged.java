package org.handover.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.handover.database.Postgres;
import org.handover.fixture.AgedDatabase;
import org.handover.http.Http;
import org.handover.http.Http.Answer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A database of ten years beside one that is nearly empty: what it weighs, how long pages and lists take, and how fast the engine's history of half of the years is
 * removed.
 *
 * <p>{@code -Dbench.aged.handovers=100 -Dbench.aged.individuals=100000 -Dbench.aged.open=7700}
 */
final class Aged implements Benchmark {

    private static final int GETS = 9;
    private static final int LARGEST = 16;

    /** Of the handover that ended last, and of one that is open. */
    private static final List<String> PAGES = List.of(
            "/",
            "/laboratory",
            "/handovers/{ended}",
            "/handovers/{ended}/account",
            "/handovers/{ended}/timeline",
            "/handovers/{ended}/cases",
            "/handovers/{ended}/cases/I-003",
            "/handovers/{ended}/custody",
            "/handovers/{open}",
            "/handovers/{open}/cases",
            "/api/handovers?page=1",
            "/api/handovers/{ended}/account",
            "/api/handovers/{ended}/custody/verify",
            "/api/handovers/{open}/cases?page=1",
            "/engine-rest/task?candidateGroup=lab-managers&withoutTenantId=true&sortBy=created&sortOrder=desc&maxResults=15");

    @Override
    public String name() {
        return "aged";
    }

    @Override
    public void run(Report report) throws Exception {
        int handovers = Integer.getInteger("bench.aged.handovers", 100);
        int individuals = Integer.getInteger("bench.aged.individuals", 100_000);
        int open = Integer.getInteger("bench.aged.open", 7_700);
        try (var server = new DurablePostgres()) {
            String young = filled(server.createForAll("young"), 1, 10, 10);
            String old = filled(server.createForAll("old"), handovers, individuals, open);
            JdbcClient aged = server.as(Postgres.OWNER, "old");
            sizes(report, aged, handovers, individuals);
            measure(report, young, old, handovers, individuals, open);
            cleanup(report, old, aged);
        }
    }

    private static void measure(Report report, String young, String old, int handovers, int individuals, int open)
            throws Exception {
        var rows = new ArrayList<List<Object>>();
        List<Read> few = read(young, 1);
        List<Read> many = read(old, handovers);
        for (int i = 0; i < PAGES.size(); i++) {
            Read one = few.get(i);
            Read all = many.get(i);
            rows.add(List.of(
                    PAGES.get(i).replaceFirst("&withoutTenantId.*", "&…"),
                    one.statements() == all.statements()
                            ? String.valueOf(one.statements())
                            : "%d, %d".formatted(one.statements(), all.statements()),
                    one.milliseconds(),
                    all.milliseconds()));
        }
        report.table(
                "aged",
                "Answers, the middle of %d: a nearly empty database, and %,d handovers with %,d individuals and %,d open tasks"
                        .formatted(GETS, handovers, individuals, open),
                List.of("page", "statements", "ms, nearly empty", "ms, ten years"),
                rows);
    }

    private static String filled(String url, int handovers, int individuals, int open)
            throws IOException, InterruptedException {
        Process filling = new ProcessBuilder(
                        Child.java(),
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AgedDatabase.class.getName(),
                        url,
                        Postgres.OWNER,
                        String.valueOf(handovers),
                        String.valueOf(individuals),
                        String.valueOf(open))
                .inheritIO()
                .start();
        if (filling.waitFor() != 0) {
            throw new IllegalStateException("the database could not be filled");
        }
        return url;
    }

    private static void sizes(Report report, JdbcClient database, int handovers, int individuals) throws IOException {
        var rows = new ArrayList<List<Object>>();
        for (String whose : List.of("like 'act%'", "not like 'act%'")) {
            rows.add(database.sql(
                            """
                    select sum(reltuples), sum(pg_total_relation_size(oid)) / 1e6 from pg_class
                    where relkind = 'r' and relnamespace = current_schema()::regnamespace and relname %s"""
                                    .formatted(whose))
                    .query((row, number) -> size(
                            whose.startsWith("like") ? "all of the engine" : "all of the record",
                            row.getDouble(1),
                            row.getDouble(2),
                            individuals))
                    .single());
        }
        rows.addAll(database.sql(
                        """
                select relname, reltuples, pg_total_relation_size(oid) / 1e6 from pg_class
                where relkind = 'r' and relnamespace = current_schema()::regnamespace
                order by pg_total_relation_size(oid) desc fetch first %d rows only"""
                                .formatted(LARGEST))
                .query((row, number) -> size(row.getString(1), row.getDouble(2), row.getDouble(3), individuals))
                .list());
        report.table(
                "aged-sizes",
                "Tables after %,d handovers with %,d individuals, the largest first".formatted(handovers, individuals),
                List.of("table", "rows", "MB with indexes", "rows for an individual"),
                rows);
    }

    private static List<Object> size(String table, double tuples, double megabytes, int individuals) {
        return List.of(table, "%,.0f".formatted(tuples), megabytes, tuples / individuals);
    }

    private record Read(long statements, double milliseconds) {}

    private static List<Read> read(String url, int handovers) throws Exception {
        var read = new ArrayList<Read>();
        try (var subject =
                new Subject("aged", url, List.of("-Xmx512m", "-XX:+UseSerialGC"), "handover.signing.every=P3650D")) {
            Http reader = new Signed(subject.base()).person("lab-managers-1");
            for (String page : PAGES) {
                String address = page.replace("{ended}", "%s-%03d".formatted(AgedDatabase.ENDED, (handovers + 1) / 2))
                        .replace("{open}", AgedDatabase.OPEN + "-001");
                reader.get(address);
                var times = new ArrayList<Double>();
                long before = subject.statements(true);
                for (int i = 0; i < GETS; i++) {
                    Instant begin = Instant.now();
                    Answer answer = reader.get(address);
                    times.add(Duration.between(begin, Instant.now()).toNanos() / 1e6);
                    if (answer.status() != 200) {
                        throw new IllegalStateException("%s: %d".formatted(address, answer.status()));
                    }
                }
                read.add(new Read((subject.statements(true) - before) / GETS, Report.median(times)));
            }
        }
        return read;
    }

    /** As at night, beginning at once. */
    private static void cleanup(Report report, String url, JdbcClient database) throws Exception {
        String old =
                " from act_hi_procinst where end_time_ < now() - interval '1825 days' and proc_def_key_ <> 'handover'";
        long instances = database.sql("select count(*)" + old).query(Long.class).single();
        double before = history(database);
        Instant begin = Instant.now();
        try (var subject = new Subject(
                "aged-cleanup",
                url,
                List.of("-Xmx320m", "-XX:+UseSerialGC"),
                "handover.signing.every=P3650D",
                "handover.history.keep=P1825D",
                "handover.history.cleanup-at=*/5 * * * * *")) {
            begin = Instant.now();
            while (database.sql("select exists (select 1" + old + ")")
                    .query(Boolean.class)
                    .single()) {
                Thread.sleep(500);
            }
        }
        double seconds = Duration.between(begin, Instant.now()).toMillis() / 1e3;
        report.table(
                "aged-cleanup",
                "The engine's history of what ended more than five years ago, removed",
                List.of("instances", "rows", "seconds", "instances a second"),
                List.of(List.of(
                        instances, "%,.0f".formatted(before - history(database)), seconds, instances / seconds)));
    }

    private static double history(JdbcClient database) {
        double rows = 0;
        for (String table :
                List.of("procinst", "actinst", "taskinst", "varinst", "detail", "identitylink", "job_log", "op_log")) {
            rows += database.sql("select count(*) from act_hi_" + table)
                    .query(Long.class)
                    .single();
        }
        return rows;
    }
}
