package org.handover.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.handover.bench.DurablePostgres.Handled;
import org.handover.database.Postgres;
import org.handover.fixture.Accession;
import org.handover.fixture.Crowd;
import org.handover.fixture.Routine;
import org.handover.http.Http;
import org.handover.http.Http.Answer;

/**
 * Whole handovers of more and more individuals, through the models, every task by a signed-in person of its group: what an individual costs, however many there
 * are. One application and one database for all of them, the small ones first, after one that warms it up.
 *
 * <p>{@code -Dbench.sizes=55,250}; {@code -Dbench.database=h2}; up to {@code -Dbench.http=1000} individuals people act over HTTP, beyond that at the same services in the
 * application's process, which is quicker and takes the same rights, guards and transactions.
 */
final class Flat implements Benchmark {

    private static final int CONTAINERS = 55;
    private static final int PEOPLE = 4;
    private static final String DATABASE = "flat";
    private static final int GETS = 5;

    private static final List<String> PAGES = List.of(
            "/",
            "/laboratory?reference={reference}",
            "/handovers/{reference}",
            "/handovers/{reference}/account",
            "/handovers/{reference}/timeline",
            "/handovers/{reference}/containers",
            "/handovers/{reference}/cases",
            "/handovers/{reference}/cases?step=SelectLinesOfEvidence",
            "/handovers/{reference}/custody",
            "/api/handovers/{reference}/account",
            "/api/handovers/{reference}/cases?page=1",
            "/api/handovers/{reference}/specimens?page=1",
            "/api/handovers/{reference}/steps");

    @Override
    public String name() {
        return "flat";
    }

    /** What a part of a handover cost; what the database does not say is not a number. */
    private record Cost(
            int individuals,
            double seconds,
            double statements,
            double written,
            double touched,
            double commits,
            double applicationCpu,
            double databaseCpu) {

        Cost plus(Cost other) {
            return new Cost(
                    individuals,
                    seconds + other.seconds,
                    statements + other.statements,
                    written + other.written,
                    touched + other.touched,
                    commits + other.commits,
                    applicationCpu + other.applicationCpu,
                    databaseCpu + other.databaseCpu);
        }
    }

    private record Memory(int individuals, double opened, double ended, double peak) {}

    private record Played(
            int individuals, boolean http, String acts, Cost arrival, Cost opening, Cost cases, Memory memory) {

        Cost ofIndividuals() {
            return opening.plus(cases);
        }

        Cost all() {
            return arrival.plus(ofIndividuals());
        }
    }

    private record Read(long statements, double milliseconds) {}

    private interface Part {
        void run() throws Exception;
    }

    private Subject subject;
    /** Null on H2, which does not say what it does. */
    private DurablePostgres database;

    private String url;
    private final Map<String, Map<Integer, Read>> reads = new LinkedHashMap<>();

    @Override
    public void run(Report report) throws Exception {
        List<Integer> sizes = Stream.of(System.getProperty("bench.sizes", "55,250,1000,4000,7700")
                        .split(","))
                .map(Integer::valueOf)
                .toList();
        boolean h2 = System.getProperty("bench.database", "postgres").equals("h2");
        int http = Integer.getInteger("bench.http", 1_000);
        if (h2) {
            url = "jdbc:h2:mem:flat;DB_CLOSE_DELAY=-1";
            play(report, sizes, 0, "H2 in memory");
            return;
        }
        try (var server = new DurablePostgres()) {
            url = server.createForAll(DATABASE);
            database = server;
            play(report, sizes, http, "PostgreSQL");
            Files.write(Path.of("target", "bench", "flat-statements.tsv"), server.statements(DATABASE));
        }
    }

    private void play(Report report, List<Integer> sizes, int http, String where) throws Exception {
        var played = new ArrayList<Played>();
        try (var running = new Subject("flat", url, List.of("-Xmx320m", "-XX:+UseSerialGC"))) {
            subject = running;
            play("WARM-01", sizes.get(0), sizes.get(0) <= http);
            reads.clear();
            for (int size : sizes) {
                played.add(play("FLAT-%d".formatted(size), size, size <= http));
                Played last = played.get(played.size() - 1);
                System.out.printf(
                        "%d individuals in %.0f s: %.1f statements for each%n",
                        size, last.all().seconds(), last.ofIndividuals().statements() / size);
            }
        }
        report(report, played, where);
    }

    private Played play(String reference, int individuals, boolean http) throws Exception {
        subject.forgetPeak();
        var routine = new Routine(reference, new Accession(CONTAINERS, individuals, 1953, Accession.FEW_BONES), true);
        Crowd crowd =
                http ? new Crowd(database.as(Postgres.OWNER, DATABASE), new Signed(subject.base()), PEOPLE) : null;
        Cost arrival = cost(individuals, () -> {
            if (http) {
                crowd.start(routine);
                crowd.until(routine, "ReviewGrouping");
            } else {
                subject.ask("play %s %d %d %d".formatted(reference, CONTAINERS, individuals, PEOPLE));
                subject.ask("until ReviewGrouping");
            }
        });
        Cost opening = cost(individuals, () -> {
            if (http) {
                crowd.step(routine, "ReviewGrouping");
            } else {
                subject.ask("step ReviewGrouping");
            }
        });
        double opened = subject.liveHeap();
        read(reference, individuals);
        var acts = new String[1];
        Cost cases = cost(individuals, () -> {
            if (http) {
                crowd.toTheEnd(routine);
                acts[0] = crowd.completed() + " " + crowd.again();
            } else {
                acts[0] = subject.ask("end");
            }
        });
        String phase = new Signed(subject.base())
                .person("observers-1")
                .get("/api/handovers/" + reference)
                .json()
                .path("phase")
                .asText();
        if (!phase.equals("ACCOUNTED_FOR")) {
            throw new IllegalStateException("%s ended in phase %s".formatted(reference, phase));
        }
        return new Played(
                individuals,
                http,
                acts[0],
                arrival,
                opening,
                cases,
                new Memory(individuals, opened, subject.liveHeap(), subject.peak()));
    }

    private Cost cost(int individuals, Part part) throws Exception {
        var before = database == null ? Handled.UNKNOWN : database.handled(DATABASE);
        double databaseCpu = database == null ? Double.NaN : database.cpu();
        long statements = subject.statements(false);
        double cpu = subject.cpu();
        Instant begin = Instant.now();
        part.run();
        double seconds = Duration.between(begin, Instant.now()).toMillis() / 1e3;
        double spent = subject.cpu() - cpu;
        long sent = subject.statements(false) - statements;
        double databaseSpent = database == null ? Double.NaN : (database.cpu() - databaseCpu) * 1e3;
        var handled = (database == null ? Handled.UNKNOWN : database.handled(DATABASE)).since(before);
        return new Cost(
                individuals,
                seconds,
                sent,
                handled.written(),
                handled.touched(),
                handled.commits(),
                spent,
                databaseSpent);
    }

    /** Every page while all cases are open, by somebody who is signed in. */
    private void read(String reference, int individuals) throws IOException {
        Http reader = new Signed(subject.base()).person("lab-managers-1");
        for (String page : PAGES) {
            String address = page.replace("{reference}", reference);
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
            reads.computeIfAbsent(page, each -> new LinkedHashMap<>())
                    .put(individuals, new Read((subject.statements(true) - before) / GETS, Report.median(times)));
        }
    }

    private void report(Report report, List<Played> played, String where) throws IOException {
        report.table(
                "flat",
                "What one individual costs, from the opening of its case to its end, on " + where,
                List.of(
                        "individuals",
                        "by",
                        "acts and those done again",
                        "per second",
                        "statements",
                        "rows written",
                        "rows touched",
                        "commits",
                        "application's CPU ms",
                        "database's CPU ms"),
                played.stream().map(each -> each(each, each.ofIndividuals())).toList());
        report.table(
                "flat-whole",
                "The same with the whole handover, from the pledge on, and its %d containers".formatted(CONTAINERS),
                List.of(
                        "individuals",
                        "by",
                        "acts and those done again",
                        "per second",
                        "statements",
                        "rows written",
                        "rows touched",
                        "commits",
                        "application's CPU ms",
                        "database's CPU ms"),
                played.stream().map(each -> each(each, each.all())).toList());
        report.table(
                "flat-opening",
                "Opening the cases alone, for each",
                List.of(
                        "individuals",
                        "statements",
                        "rows written",
                        "commits",
                        "application's CPU ms",
                        "seconds in all"),
                played.stream()
                        .map(each -> List.<Object>of(
                                each.individuals(),
                                each.opening().statements() / each.individuals(),
                                each.opening().written() / each.individuals(),
                                each.opening().commits() / each.individuals(),
                                each.opening().applicationCpu() / each.individuals(),
                                each.opening().seconds()))
                        .toList());
        fits(report, played);
        report.table(
                "flat-memory",
                "Memory of the application's JVM, at most 320 MB of heap",
                List.of(
                        "individuals",
                        "live heap, all cases open, MB",
                        "live heap at the end, MB",
                        "peak resident, MB"),
                played.stream()
                        .map(Played::memory)
                        .map(each -> List.<Object>of(each.individuals(), each.opened(), each.ended(), each.peak()))
                        .toList());
        pages(report, played);
        report.lines(
                "flat",
                "SQL statements for an individual",
                "individuals",
                "statements",
                Map.of(
                        "opening and case",
                        points(played, each -> each.ofIndividuals().statements() / each.individuals()),
                        "whole handover",
                        points(played, each -> each.all().statements() / each.individuals())));
    }

    private static List<Object> each(Played played, Cost cost) {
        double number = played.individuals();
        return List.of(
                played.individuals(),
                played.http() ? "HTTP" : "Java",
                played.acts(),
                number / cost.seconds(),
                cost.statements() / number,
                cost.written() / number,
                cost.touched() / number,
                cost.commits() / number,
                cost.applicationCpu() / number,
                cost.databaseCpu() / number);
    }

    private static List<double[]> points(List<Played> played, ToDoubleFunction<Played> value) {
        return played.stream()
                .map(each -> new double[] {each.individuals(), value.applyAsDouble(each)})
                .toList();
    }

    /** Total cost as a power of the number, and what one costs at the greatest against 250, or the least where that was not played. */
    private static void fits(Report report, List<Played> played) throws IOException {
        if (played.size() < 2) {
            return;
        }
        var measures = new LinkedHashMap<String, ToDoubleFunction<Cost>>();
        measures.put("statements", Cost::statements);
        measures.put("rows written", Cost::written);
        measures.put("rows touched", Cost::touched);
        measures.put("commits", Cost::commits);
        measures.put("application's CPU", Cost::applicationCpu);
        measures.put("CPU of both", cost -> cost.applicationCpu() + cost.databaseCpu());
        Played few = played.stream()
                .filter(each -> each.individuals() == 250)
                .findFirst()
                .orElse(played.get(0));
        Played many = played.get(played.size() - 1);
        var rows = new ArrayList<List<Object>>();
        measures.forEach((measure, of) -> rows.add(List.of(
                measure,
                exponent(played, each -> of.applyAsDouble(each.ofIndividuals())),
                of.applyAsDouble(many.ofIndividuals())
                        / many.individuals()
                        / (of.applyAsDouble(few.ofIndividuals()) / few.individuals()),
                exponent(played, each -> of.applyAsDouble(each.all())))));
        rows.add(List.of(
                "live heap, all cases open",
                "",
                many.memory().opened() / few.memory().opened(),
                ""));
        rows.add(List.of(
                "live heap at the end", "", many.memory().ended() / few.memory().ended(), ""));
        rows.add(
                List.of("peak resident", "", many.memory().peak() / few.memory().peak(), ""));
        report.table(
                "flat-fit",
                "Total cost as N to the power of …, and what one costs at %d against %d"
                        .formatted(many.individuals(), few.individuals()),
                List.of("measure", "exponent of individuals", "ratio", "exponent of whole handovers"),
                rows);
    }

    /** By least squares on the logarithms. */
    static double exponent(List<Played> played, ToDoubleFunction<Played> total) {
        double[] x = played.stream()
                .mapToDouble(each -> Math.log(each.individuals()))
                .toArray();
        double[] y = played.stream()
                .mapToDouble(each -> Math.log(total.applyAsDouble(each)))
                .toArray();
        double meanX =
                IntStream.range(0, x.length).mapToDouble(i -> x[i]).average().orElseThrow();
        double meanY =
                IntStream.range(0, y.length).mapToDouble(i -> y[i]).average().orElseThrow();
        double both = IntStream.range(0, x.length)
                .mapToDouble(i -> (x[i] - meanX) * (y[i] - meanY))
                .sum();
        double alone = IntStream.range(0, x.length)
                .mapToDouble(i -> (x[i] - meanX) * (x[i] - meanX))
                .sum();
        return both / alone;
    }

    private void pages(Report report, List<Played> played) throws IOException {
        var columns = new ArrayList<String>(List.of("page, all cases open", "statements"));
        played.forEach(each -> columns.add("ms at " + each.individuals()));
        var rows = new ArrayList<List<Object>>();
        reads.forEach((page, bySize) -> {
            List<Long> statements =
                    bySize.values().stream().map(Read::statements).distinct().toList();
            var row = new ArrayList<Object>(List.of(
                    page.replace("{reference}", "…"),
                    statements.size() == 1 ? String.valueOf(statements.get(0)) : statements.toString()));
            played.forEach(each -> row.add(bySize.get(each.individuals()).milliseconds()));
            rows.add(row);
        });
        report.table("flat-pages", "Answers while every case is open, the middle of " + GETS, columns, rows);
    }
}
