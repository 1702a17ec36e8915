package org.handover.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.handover.HandoverApplication;
import org.handover.custody.Act;
import org.handover.custody.CustodyEvent;
import org.handover.custody.Holder;
import org.handover.database.Postgres;
import org.handover.fixture.CustodyRows;
import org.handover.http.Http;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Exports of longer and longer ledgers, from an application with 256 MB of heap, and their check by the jar with 64 MB.
 *
 * <p>{@code -Dbench.events=10000,100000,1000000}, five for an item.
 */
final class Proof implements Benchmark {

    private static final int OF_ONE_ITEM = 5;

    private static final List<Holder> HOLDERS =
            List.of(new Holder("COUNTERPARTY:DPRK"), Holder.UNC, Holder.airlift("M-1"), Holder.LABORATORY);

    @Override
    public String name() {
        return "proof";
    }

    @Override
    public void run(Report report) throws Exception {
        try (var server = new DurablePostgres()) {
            measure(report, server.createForAll("proof"));
        }
    }

    private static void measure(Report report, String url) throws Exception {
        var rows = new ArrayList<List<Object>>();
        try (var subject = new Subject("proof", url, List.of("-Xmx256m", "-XX:+UseSerialGC"))) {
            Http reader = new Signed(subject.base()).person("observers-1");
            for (int events : Stream.of(System.getProperty("bench.events", "10000,100000,1000000")
                            .split(","))
                    .map(Integer::valueOf)
                    .toList()) {
                String reference = "PROOF-" + events;
                fill(url, reference, events);
                subject.forgetPeak();
                String path = "/api/handovers/" + reference;
                Path file = Path.of("target", "bench", reference + ".zip");
                double signed = seconds(() -> Files.write(file, reader.download(path + "/export")));
                double exported = seconds(() -> Files.write(file, reader.download(path + "/export")));
                double walked = seconds(() -> {
                    if (!reader.get(path + "/custody/verify")
                            .json()
                            .path("intact")
                            .asBoolean()) {
                        throw new IllegalStateException(reference + " is not intact");
                    }
                });
                double peak = subject.peak();
                Checked checked = check(file);
                rows.add(List.of(
                        events,
                        Files.size(file) / 1e6,
                        signed,
                        exported,
                        walked,
                        peak,
                        checked.seconds(),
                        checked.cpu(),
                        checked.peak()));
                Files.delete(file);
            }
        }
        report.table(
                "proof",
                "Exports, and what checks them",
                List.of(
                        "events",
                        "MB",
                        "first export, with its digest, s",
                        "export s",
                        "custody/verify s",
                        "application's peak, MB",
                        "verify -Xmx64m, s",
                        "its CPU s",
                        "its peak, MB"),
                rows);
    }

    private interface Part {
        void run() throws Exception;
    }

    private static double seconds(Part part) throws Exception {
        Instant begin = Instant.now();
        part.run();
        return Duration.between(begin, Instant.now()).toMillis() / 1e3;
    }

    private static void fill(String url, String reference, int events) throws Exception {
        var database = new DriverManagerDataSource(url, Postgres.OWNER, "");
        JdbcClient.create(database)
                .sql(
                        """
                insert into handover (reference, phase, counterparty, pledged_on, pledged_by, opened_by)
                values (:reference, 'IDENTIFICATION', 'DPRK', date '2019-03-01', 'A minister', 'negotiators-1')""")
                .param("reference", reference)
                .update();
        Instant begin = Instant.parse("2019-07-27T00:00:00Z");
        try (var rows = new CustodyRows(database)) {
            for (int item = 1; item <= events / OF_ONE_ITEM; item++) {
                CustodyEvent before = null;
                for (int sequence = 1; sequence <= OF_ONE_ITEM; sequence++) {
                    CustodyEvent event = event(
                            "%s/C-%06d".formatted(reference, item),
                            sequence,
                            before,
                            begin.plusSeconds(86_400L * sequence));
                    rows.add(event, before, OffsetDateTime.now());
                    before = event;
                }
            }
        }
        JdbcClient.create(database).sql("analyze custody_event").update();
    }

    private static CustodyEvent event(String item, int sequence, CustodyEvent before, Instant at) {
        Holder from = HOLDERS.get(Math.min(sequence - 1, HOLDERS.size() - 1));
        Holder to = HOLDERS.get(Math.min(sequence, HOLDERS.size() - 1));
        Act act = from.equals(to) ? Act.MOVED : Act.TRANSFERRED;
        String previous = before == null ? null : before.hash();
        var open = new CustodyEvent(
                item,
                sequence,
                from,
                to,
                at,
                "HICKAM",
                "releaser",
                "receiver",
                "moved on",
                act,
                previous,
                null,
                null,
                null);
        return new CustodyEvent(
                item,
                sequence,
                from,
                to,
                at,
                "HICKAM",
                "releaser",
                "receiver",
                "moved on",
                act,
                previous,
                open.computeHash(),
                null,
                null);
    }

    private record Checked(double seconds, double cpu, double peak) {}

    private static Checked check(Path file) throws IOException, InterruptedException {
        Path log = file.resolveSibling("verify.log");
        Instant begin = Instant.now();
        Process jar = new ProcessBuilder(
                        Child.java(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HandoverApplication.class.getName(),
                        "verify",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        double peak = 0;
        double cpu = 0;
        while (jar.isAlive()) {
            double now = Subject.peak(jar.pid());
            peak = Double.isNaN(now) ? peak : Math.max(peak, now);
            cpu = jar.info().totalCpuDuration().map(Duration::toMillis).orElse(0L) / 1e3;
            Thread.sleep(20);
        }
        if (jar.exitValue() != 0) {
            throw new IllegalStateException(Files.readString(log));
        }
        return new Checked(Duration.between(begin, Instant.now()).toMillis() / 1e3, cpu, peak);
    }
}
