package org.handover.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.handover.database.Postgres;
import org.handover.fixture.Accession;
import org.handover.fixture.Crowd;
import org.handover.fixture.Routine;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One node against two on one durable PostgreSQL, in turns: each plays a whole handover by REST through people who reach the nodes in turn and claim
 * before they complete. What is counted begins when the application has already played a small one. {@code -Dbench.rounds=3},
 * {@code -Dbench.nodes.individuals=250}, {@code -Dbench.nodes.people=8}.
 *
 * <p>On two processors a second node has nothing to run on that the first did not have already; what shows there is what it costs.
 */
final class Nodes implements Benchmark {

    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final int INDIVIDUALS = Integer.getInteger("bench.nodes.individuals", 250);
    private static final int PEOPLE = Integer.getInteger("bench.nodes.people", 8);
    private static final int INDIVIDUALS_BEFORE = 20;

    private static final List<String> NODE = Stream.concat(
                    Stream.of("logging.level.root=warn", "logging.level.org.camunda.bpm.engine.jobexecutor=info"),
                    Routine.NO_REMINDERS.stream())
            .toList();

    /** @param collisions that acts and jobs had with each other */
    private record Found(
            double perSecond,
            double processor,
            double processorOfDatabase,
            double statements,
            double commits,
            double collisions,
            double jobsTwice) {}

    @Override
    public String name() {
        return "nodes";
    }

    @Override
    public void run(Report report) throws Exception {
        var found = new LinkedHashMap<Integer, List<Found>>();
        try (var server = new DurablePostgres()) {
            for (int round = 0; round < ROUNDS; round++) {
                for (int nodes = 1; nodes <= 2; nodes++) {
                    found.computeIfAbsent(nodes, it -> new ArrayList<>())
                            .add(play(server, "nodes_%d_%d".formatted(nodes, round), nodes));
                }
            }
        }
        List<List<Object>> rows = List.of(
                row("individuals a second", found, Found::perSecond),
                row("processor ms of the nodes an individual", found, Found::processor),
                row("processor ms of the database an individual", found, Found::processorOfDatabase),
                row("statements an individual", found, Found::statements),
                row("commits an individual", found, Found::commits),
                row("collisions in 1,000 individuals", found, Found::collisions),
                row("jobs done twice", found, Found::jobsTwice));
        report.table(
                "nodes",
                "%d individuals from the pledge to the end, %d people; median of %d with the least and the most"
                        .formatted(INDIVIDUALS, PEOPLE, ROUNDS),
                List.of("", "one node", "two nodes", "ratio"),
                rows);
    }

    private static List<Object> row(
            String what, Map<Integer, List<Found>> found, java.util.function.ToDoubleFunction<Found> value) {
        List<Double> one = found.get(1).stream().map(value::applyAsDouble).toList();
        List<Double> two = found.get(2).stream().map(value::applyAsDouble).toList();
        double of = Report.median(one);
        return List.of(what, Report.spread(one), Report.spread(two), of == 0 ? "" : Report.median(two) / of);
    }

    private static Found play(DurablePostgres server, String database, int number) throws Exception {
        String url = server.create(database);
        var nodes = new ArrayList<LaidOut>();
        try {
            for (int i = 0; i < number; i++) {
                nodes.add(new LaidOut(database + "-" + i, url, "-Xmx512m", NODE));
            }
            for (LaidOut node : nodes) {
                node.awaitReady();
            }
            JdbcClient sql = server.as(Postgres.OWNER, database);
            var turn = new AtomicInteger();
            var hands =
                    new Signed(() -> nodes.get(turn.getAndIncrement() % number).base(), true);
            play(sql, hands, "BEF-2019-01", INDIVIDUALS_BEFORE);

            double processor = processor(nodes);
            double processorOfDatabase = server.cpu();
            long collisions = collisions(nodes);
            DurablePostgres.Sent before = server.sent(database);
            long begin = System.nanoTime();
            int again = play(sql, hands, "NOD-2019-01", INDIVIDUALS);
            double seconds = (System.nanoTime() - begin) / 1e9;
            DurablePostgres.Sent sent = server.sent(database).since(before);
            return new Found(
                    INDIVIDUALS / seconds,
                    (processor(nodes) - processor) * 1000 / INDIVIDUALS,
                    (server.cpu() - processorOfDatabase) * 1000 / INDIVIDUALS,
                    1.0 * sent.statements() / INDIVIDUALS,
                    1.0 * sent.commits() / INDIVIDUALS,
                    (collisions(nodes) - collisions + again) * 1000.0 / INDIVIDUALS,
                    twice(sql));
        } finally {
            for (LaidOut node : nodes) {
                node.close();
            }
        }
    }

    /** @return how often somebody was told that somebody else acted on the same */
    private static int play(JdbcClient sql, Signed hands, String reference, int individuals) {
        var routine = new Routine(reference, new Accession(12, individuals, 1953, Accession.FEW_BONES), true);
        var crowd = new Crowd(sql, hands, PEOPLE);
        crowd.start(routine);
        crowd.toTheEnd(routine);
        String phase = sql.sql("select phase from handover where reference = ?")
                .param(reference)
                .query(String.class)
                .single();
        if (!phase.equals("ACCOUNTED_FOR")) {
            throw new IllegalStateException("%s ended in %s".formatted(reference, phase));
        }
        return crowd.again();
    }

    private static double processor(List<LaidOut> nodes) {
        return nodes.stream().mapToDouble(LaidOut::processor).sum();
    }

    /** What the job executors say of it. */
    private static long collisions(List<LaidOut> nodes) throws java.io.IOException {
        long lines = 0;
        for (LaidOut node : nodes) {
            lines += node.lines("OptimisticLockingException");
        }
        return lines;
    }

    private static double twice(JdbcClient sql) {
        return sql.sql(
                        """
                select count(*) from
                (select job_id_ from act_hi_job_log where job_state_ = 2 group by job_id_ having count(*) > 1) twice""")
                .query(Double.class)
                .single();
    }
}
