package org.handover.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.handover.database.Postgres;

/**
 * What it takes until the application is ready, beside a bare Camunda application with its web apps and REST ({@code bench/bare}) and one with all
 * starters that ours has ({@code bench/starters}), in turns.
 * Ready is: REST counts the models that are to be deployed, and the job executor acquires jobs. {@code -Dbench.rounds} is 5; the round
 * before them warms the disk's cache and is not counted.
 */
final class Start implements Benchmark {

    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String BARE = "bare application";
    private static final String STARTERS = "the same starters";
    private static final String ON_POSTGRES = ", again on PostgreSQL";

    /** What else was tried, for the JVM that bin/handover starts. */
    private static final Map<String, String> FLAGS = flags();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private static Map<String, String> flags() {
        var flags = new LinkedHashMap<String, String>();
        flags.put("serial collector", "-XX:+UseSerialGC");
        flags.put("first compiler only", "-XX:TieredStopAtLevel=1");
        flags.put("both", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        flags.put("both, no archive of classes", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:off");
        flags.put(
                "both, small heap",
                "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms64m -Xmn24m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20");
        return flags;
    }

    /** @param base jar, or a script; takes the application's options */
    private record Way(String name, List<String> base, String java, int definitions, List<String> options) {

        Way named(String other, List<String> with) {
            return new Way(other, base, java, definitions, with);
        }
    }

    private record Cost(double processor, double wall, double memory) {}

    @Override
    public String name() {
        return "start";
    }

    @Override
    public void run(Report report) throws Exception {
        Path folder =
                Files.createDirectories(Path.of("target", "bench", "start").toAbsolutePath());
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String bareJar = LaidOut.only(Path.of("bench", "bare", "target"), "bare-[0-9.]+(-SNAPSHOT)?[.]jar");
        String startersJar = LaidOut.only(Path.of("bench", "starters", "target"), "starters-[0-9.]+(-SNAPSHOT)?[.]jar");
        String jar = LaidOut.jar();
        Path laid = LaidOut.folder();

        List<String> bareInMemory = List.of("--spring.datasource.url=jdbc:h2:mem:start");
        List<String> oursInMemory = ours(folder, "demo", "--spring.datasource.url=jdbc:h2:mem:start");
        List<String> bareAgain = onPostgres(Postgres.freshUrl());
        List<String> startersAgain = onPostgres(Postgres.freshUrl());
        var oursAgain = new ArrayList<>(ours(folder, "demo,postgres"));
        oursAgain.addAll(onPostgres(Postgres.freshUrl()));

        var bare = new Way(BARE, List.of(java, "-jar", bareJar), "", 1, bareInMemory);
        var starters = new Way(STARTERS, List.of(java, "-jar", startersJar), "", 1, bareInMemory);
        var fat = new Way("one jar", List.of(java, "-jar", jar), "", 5, oursInMemory);
        var laidOut = new Way("laid out", List.of(laid.resolve("bin/handover").toString()), "", 5, oursInMemory);
        List<Way> ways = new ArrayList<>(List.of(bare, starters, fat, laidOut));
        for (var flag : FLAGS.entrySet()) {
            ways.add(new Way("laid out, " + flag.getKey(), laidOut.base(), flag.getValue(), 5, oursInMemory));
        }
        var quick = new Way("laid out, both", laidOut.base(), FLAGS.get("both"), 5, oursInMemory);
        for (Way way : List.of(bare, starters, fat, laidOut, quick)) {
            List<String> again = way == bare ? bareAgain : way == starters ? startersAgain : oursAgain;
            ways.add(way.named(way.name() + ON_POSTGRES, again));
        }

        var costs = new LinkedHashMap<String, List<Cost>>();
        for (int round = 0; round <= ROUNDS; round++) {
            for (Way way : ways) {
                Cost cost = start(way, folder);
                if (round > 0) {
                    costs.computeIfAbsent(way.name(), it -> new ArrayList<>()).add(cost);
                }
            }
        }
        tell(report, costs);
    }

    private static void tell(Report report, Map<String, List<Cost>> costs) throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        var bars = new LinkedHashMap<String, Double>();
        costs.forEach((name, all) -> {
            String where = name.endsWith(ON_POSTGRES) ? ON_POSTGRES : "";
            double ratio = processor(all) / processor(costs.get(BARE + where));
            rows.add(List.of(
                    name,
                    Report.spread(all.stream().map(Cost::processor).toList()),
                    ratio,
                    processor(all) / processor(costs.get(STARTERS + where)),
                    Report.spread(all.stream().map(Cost::wall).toList()),
                    Report.spread(all.stream().map(Cost::memory).toList())));
            bars.put(name, ratio);
        });
        report.table(
                "start",
                "Until it is ready, median of %d with the least and the most".formatted(ROUNDS),
                List.of("start", "processor s", "ratio to bare", "ratio to the same starters", "wall s", "resident MB"),
                rows);
        report.bars("start", "Processor time until ready", "ratio to a bare application", bars);
    }

    private static double processor(List<Cost> costs) {
        return Report.median(costs.stream().map(Cost::processor).toList());
    }

    private static List<String> ours(Path folder, String profiles, String... more) {
        var options = new ArrayList<>(List.of(
                "--spring.profiles.active=" + profiles,
                "--handover.scenario=",
                "--handover.signing.key-store=" + folder.resolve("signing.p12")));
        options.addAll(List.of(more));
        return options;
    }

    /** The first start, in the round that is not counted, makes the tables. */
    private static List<String> onPostgres(String url) {
        return List.of(
                "--spring.datasource.url=" + url,
                "--spring.datasource.username=" + Postgres.OWNER,
                "--spring.datasource.password=",
                "--spring.flyway.url=" + url,
                "--spring.flyway.user=" + Postgres.OWNER,
                "--spring.flyway.password=",
                "--spring.flyway.placeholders.application=" + Postgres.OWNER);
    }

    private Cost start(Way way, Path folder) throws IOException, InterruptedException {
        int port = LaidOut.freePort();
        Path log = folder.resolve(way.name().replaceAll("\\W+", "-") + ".log");
        var command = new ArrayList<>(way.base());
        command.add("--server.port=" + port);
        command.addAll(way.options());
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.directory(folder.toFile());
        builder.environment().put("JAVA_OPTS", way.java());
        long begin = System.nanoTime();
        Process process = builder.start();
        try {
            while (!isReady(port, way.definitions(), log)) {
                if (!process.isAlive() || System.nanoTime() - begin > PATIENCE.toNanos()) {
                    throw new IllegalStateException("%s did not get ready, see %s".formatted(way.name(), log));
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
            double wall = (System.nanoTime() - begin) / 1e9;
            double processor = process.info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
            return new Cost(processor, wall, LaidOut.residentMegabytes(process));
        } finally {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private boolean isReady(int port, int definitions, Path log) throws IOException, InterruptedException {
        if (!Files.readString(log).contains("ENGINE-14018")) {
            return false;
        }
        String anybody = Base64.getEncoder().encodeToString("operators-1:demo".getBytes(StandardCharsets.UTF_8));
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d/engine-rest/process-definition/count".formatted(port)))
                .header("Authorization", "Basic " + anybody)
                .timeout(Duration.ofSeconds(30))
                .build();
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            return answer.statusCode() == 200 && answer.body().contains("\"count\":" + definitions);
        } catch (IOException notYet) {
            return false;
        }
    }
}
