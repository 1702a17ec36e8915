package org.handover.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The chain of custody inside a process, by JMH: {@code -Dbench.micro.seconds} is how long each of its iterations takes, 2. */
final class Micro implements Benchmark {

    private static final int SECONDS = Integer.getInteger("bench.micro.seconds", 2);
    private static final int ITERATIONS = 5;
    private static final int WARM_UP = 3;
    private static final int FORKS = 2;
    private static final String ALONE = "Sha256Alone";

    /** What is timed, and beside what. */
    private static final Map<String, String> NAMES = Map.of(
            "event", "one event: canonical form and hash",
            "root", "Merkle root over 7,700 heads",
            "verify", "10,000 events verified");

    @Override
    public String name() {
        return "micro";
    }

    @Override
    public void run(Report report) throws Exception {
        var times = new HashMap<String, Result<?>>();
        var options = new OptionsBuilder()
                .include(Digests.class.getName())
                .forks(FORKS)
                .warmupIterations(WARM_UP)
                .warmupTime(TimeValue.seconds(SECONDS))
                .measurementIterations(ITERATIONS)
                .measurementTime(TimeValue.seconds(SECONDS))
                .build();
        new Runner(options)
                .run()
                .forEach(run ->
                        times.put(run.getParams().getBenchmark().replaceFirst(".*[.]", ""), run.getPrimaryResult()));
        List<List<Object>> rows = NAMES.keySet().stream()
                .sorted()
                .map(what -> {
                    Result<?> ours = times.get(what);
                    Result<?> alone = times.get(what + ALONE);
                    return List.<Object>of(
                            NAMES.get(what), shown(ours), shown(alone), ours.getScore() / alone.getScore());
                })
                .toList();
        report.table(
                "micro",
                "The chain of custody, microseconds with the error of 99.9 %",
                List.of("", "with its form", "SHA-256 alone over the same bytes", "ratio"),
                rows);
    }

    private static String shown(Result<?> time) {
        return "%,.2f ± %,.2f".formatted(time.getScore(), time.getScoreError());
    }
}
