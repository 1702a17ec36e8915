package org.handover.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Runs the benchmarks that are asked for, by {@code ./mvnw -Pbench verify}; docs/performance.md says how and shows the latest figures. */
final class Bench {

    private static final List<Benchmark> ALL = List.of(
            new EightSteps(), new Flat(), new Proof(), new Aged(), new Start(), new Load(), new Nodes(), new Micro());

    private Bench() {}

    public static void main(String[] given) throws Exception {
        // Of the database's start.
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        List<String> asked = asked(System.getProperty("bench", ""));
        var report = new Report(Path.of("target", "bench"));
        var failed = new ArrayList<String>();
        for (Benchmark benchmark : ALL) {
            if (asked.isEmpty() || asked.contains(benchmark.name())) {
                try {
                    benchmark.run(report);
                } catch (Exception | AssertionError e) {
                    // The others are measured all the same.
                    e.printStackTrace();
                    failed.add(benchmark.name());
                }
            }
        }
        String document = System.getProperty("bench.document", "");
        if (!document.isEmpty()) {
            report.into(Path.of(document));
        }
        System.out.println(failed.isEmpty() ? "Every benchmark ran." : "Did not run to their end: " + failed);
        System.exit(0);
    }

    private static List<String> asked(String names) {
        List<String> asked =
                Arrays.stream(names.split(",")).filter(name -> !name.isBlank()).toList();
        List<String> known = ALL.stream().map(Benchmark::name).toList();
        for (String name : asked) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("no benchmark is called %s; there are %s".formatted(name, known));
            }
        }
        return asked;
    }
}
