package org.handover.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.handover.bench.stage.RecordWrites;
import org.handover.database.Postgres;
import org.handover.seal.Signing;

/**
 * A case of eight steps, in this application and in what somebody would take instead, on the same durable PostgreSQL and on files of H2: two tasks of
 * people, a timer, a decision and four service steps that each write custody and the state of the individual. Every contestant runs in a process of
 * its own; rounds take turns. {@code -Dbench.rounds=3 -Dbench.steps.individuals=1000 -Dbench.steps.seconds=240 -Dbench.steps.warm=10}, {@code -Dbench.steps.contestants} is a pattern of names,
 * {@code -Dbench.steps.databases=postgresql,h2}.
 */
final class EightSteps implements Benchmark {

    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final int INDIVIDUALS = Integer.getInteger("bench.steps.individuals", 1_000);
    private static final String DATABASES = System.getProperty("bench.steps.databases", "postgresql,h2");
    private static final int PEOPLE = 2;

    /** After which a handover counts as not finished. */
    private static final long SECONDS = Long.getLong("bench.steps.seconds", 240);

    /** Individuals of each handover, and handovers, before anything is counted: until then compilers take more of the processor than the story does. */
    private static final int WARM_UP = 300;

    private static final int WARM_UPS = Integer.getInteger("bench.steps.warm", 10);

    private record Contestant(String name, String module, String main, int people, List<String> arguments) {

        static Contestant rival(String name, String module, String main, int people, String... arguments) {
            return new Contestant(name, module, "org.handover.bench.rival." + main, people, List.of(arguments));
        }

        static Contestant ours(String name, int together) {
            return new Contestant(name, "", OurSteps.class.getName(), PEOPLE, List.of(String.valueOf(together)));
        }

        boolean isOurs() {
            return module.isEmpty();
        }
    }

    private static final Contestant OURS = Contestant.ours("handover", 1);
    private static final Contestant BELOW_ONE = Contestant.rival(
            "Camunda, call activities below one", "camunda", "CamundaSteps", PEOPLE, "default", "call-activity");
    private static final List<Contestant> CONTESTANTS = List.of(
            OURS,
            Contestant.ours("handover, 50 at once", 50),
            Contestant.rival(
                    "Camunda, sub-process of one", "camunda", "CamundaSteps", PEOPLE, "default", "sub-process"),
            BELOW_ONE,
            Contestant.rival("Camunda, cases of their own", "camunda", "CamundaSteps", PEOPLE, "default"),
            Contestant.rival("Camunda, tuned", "camunda", "CamundaSteps", PEOPLE, "tuned"),
            Contestant.rival("Operaton", "operaton", "OperatonSteps", PEOPLE, "default"),
            Contestant.rival("Operaton, tuned", "operaton", "OperatonSteps", PEOPLE, "tuned"),
            Contestant.rival("Flowable", "flowable", "FlowableSteps", PEOPLE, "default"),
            Contestant.rival("Flowable, tuned", "flowable", "FlowableSteps", PEOPLE, "tuned"),
            Contestant.rival("JDBC", "jdbc", "JdbcSteps", PEOPLE, "1"),
            Contestant.rival("JDBC, 8 people", "jdbc", "JdbcSteps", 8, "1"),
            Contestant.rival("JDBC, 50 at once", "jdbc", "JdbcSteps", PEOPLE, "50"));

    /** What a round took: for each individual, but for the rate. */
    private record Cost(
            double rate,
            double cpu,
            double databaseCpu,
            double statements,
            double rows,
            double commits,
            boolean finished) {

        double allCpu() {
            return cpu + databaseCpu;
        }
    }

    @Override
    public String name() {
        return "steps";
    }

    @Override
    public void run(Report report) throws Exception {
        List<Contestant> asked = CONTESTANTS.stream()
                .filter(contestant -> contestant.name().matches(System.getProperty("bench.steps.contestants", ".*")))
                .toList();
        Path folder = Files.createDirectories(Path.of("target", "bench", "steps"));
        List<String> databases = List.of(DATABASES.split(","));
        if (databases.contains("postgresql")) {
            onPostgres(asked, folder, report);
        }
        if (databases.contains("h2")) {
            onH2(asked, folder, report);
        }
    }

    private static void onPostgres(List<Contestant> asked, Path folder, Report report) throws Exception {
        var costs = new LinkedHashMap<Contestant, List<Cost>>();
        var syncs = new ArrayList<Double>();
        try (var postgres = new DurablePostgres()) {
            var players = new LinkedHashMap<Contestant, Player>();
            try {
                for (Contestant contestant : asked) {
                    players.put(contestant, start(contestant, folder, postgres));
                }
                for (Contestant contestant : asked) {
                    warmUp(players.get(contestant), contestant);
                }
                for (int round = 1; round <= ROUNDS; round++) {
                    syncs.add(syncsPerSecond(folder));
                    for (Contestant contestant : asked) {
                        Cost cost = cost(contestant, players.get(contestant), postgres, round);
                        System.out.printf("round %d, %s: %s%n", round, contestant.name(), cost);
                        costs.computeIfAbsent(contestant, first -> new ArrayList<>())
                                .add(cost);
                    }
                }
            } finally {
                for (Player player : players.values()) {
                    player.close();
                }
            }
            for (Contestant contestant : asked) {
                Files.write(
                        folder.resolve(database(contestant) + "-statements.tsv"),
                        postgres.statements(database(contestant)));
            }
            tell(
                    report,
                    "steps-postgresql",
                    "Eight steps on PostgreSQL %s, %,d individuals, %d rounds, %s syncs of the disk a second"
                            .formatted(postgres.version(), INDIVIDUALS, ROUNDS, Report.spread(syncs)),
                    costs);
        }
    }

    private static void warmUp(Player player, Contestant contestant) throws Exception {
        for (int i = 1; i <= WARM_UPS; i++) {
            player.play("KOR-2017-%02d".formatted(i), WARM_UP, contestant.people(), SECONDS);
        }
    }

    private static Cost cost(Contestant contestant, Player player, DurablePostgres postgres, int round)
            throws Exception {
        var sentBefore = postgres.sent(database(contestant));
        double cpuBefore = postgres.cpu();
        Player.Played played = player.play("KOR-2018-%02d".formatted(round), INDIVIDUALS, contestant.people(), SECONDS);
        double databaseCpu = postgres.cpu() - cpuBefore;
        DurablePostgres.Sent sent = postgres.sent(database(contestant)).since(sentBefore);
        double finished = Math.max(1, played.finished());
        return new Cost(
                played.finished() / played.seconds(),
                played.cpu() / finished,
                databaseCpu / finished,
                sent.statements() / finished,
                sent.rows() / finished,
                sent.commits() / finished,
                played.finished() == INDIVIDUALS);
    }

    private static void onH2(List<Contestant> asked, Path folder, Report report) throws Exception {
        var costs = new LinkedHashMap<Contestant, List<Cost>>();
        var players = new LinkedHashMap<Contestant, Player>();
        try {
            for (Contestant contestant : asked) {
                players.put(contestant, startOnH2(contestant, folder));
            }
            for (Contestant contestant : asked) {
                warmUp(players.get(contestant), contestant);
            }
            for (int round = 1; round <= ROUNDS; round++) {
                for (Contestant contestant : asked) {
                    Player.Played played = players.get(contestant)
                            .play("KOR-2018-%02d".formatted(round), INDIVIDUALS, contestant.people(), SECONDS);
                    double finished = Math.max(1, played.finished());
                    var cost = new Cost(
                            played.finished() / played.seconds(),
                            played.cpu() / finished,
                            0,
                            0,
                            0,
                            0,
                            played.finished() == INDIVIDUALS);
                    System.out.printf("H2, round %d, %s: %s%n", round, contestant.name(), cost);
                    costs.computeIfAbsent(contestant, first -> new ArrayList<>())
                            .add(cost);
                }
            }
        } finally {
            for (Player player : players.values()) {
                player.close();
            }
        }
        tell(
                report,
                "steps-h2",
                "Eight steps on files of H2, %,d individuals, %d rounds".formatted(INDIVIDUALS, ROUNDS),
                costs);
    }

    private static void tell(Report report, String name, String title, Map<Contestant, List<Cost>> costs)
            throws IOException {
        boolean counted = name.endsWith("postgresql");
        List<Cost> ours = costs.get(OURS);
        var rows = new ArrayList<List<Object>>();
        var rates = new LinkedHashMap<String, Double>();
        costs.forEach((contestant, rounds) -> {
            var row = new ArrayList<Object>();
            boolean finished = rounds.stream().allMatch(Cost::finished);
            row.add(contestant.name() + (finished ? "" : " (not finished in %d s)".formatted(SECONDS)));
            row.add(Report.spread(rounds.stream().map(Cost::rate).toList()));
            row.add(ours == null ? "" : ratio(ours, rounds, Cost::rate, false));
            row.add(1_000 * Report.median(rounds.stream().map(Cost::allCpu).toList()));
            row.add(ours == null ? "" : ratio(ours, rounds, Cost::allCpu, true));
            if (counted) {
                row.add(Report.median(rounds.stream().map(Cost::statements).toList()));
                row.add(Report.median(rounds.stream().map(Cost::rows).toList()));
                row.add(Report.median(rounds.stream().map(Cost::commits).toList()));
            }
            rows.add(row);
            rates.put(
                    contestant.name(),
                    Report.median(rounds.stream().map(Cost::rate).toList()));
        });
        var columns = new ArrayList<>(List.of(
                "contestant",
                "individuals a second",
                "rate of handover to it",
                counted ? "ms of CPU, with the database's" : "ms of CPU",
                "individuals of handover to it by CPU second"));
        if (counted) {
            columns.addAll(List.of("statements", "rows", "commits"));
        }
        report.table(name, title, columns, rows);
        report.bars(name, title.replaceFirst(",.*", ""), "individuals a second", rates);
    }

    /** Of rounds that were played one after the other: how many times ours. */
    private static String ratio(
            List<Cost> ours,
            List<Cost> theirs,
            java.util.function.ToDoubleFunction<Cost> figure,
            boolean lessIsBetter) {
        var ratios = new ArrayList<Double>();
        for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
            double ratio = figure.applyAsDouble(ours.get(i)) / figure.applyAsDouble(theirs.get(i));
            ratios.add(lessIsBetter ? 1 / ratio : ratio);
        }
        return Report.spread(ratios);
    }

    private static Player start(Contestant contestant, Path folder, DurablePostgres postgres) throws Exception {
        String database = database(contestant);
        String url = postgres.create(database);
        if (contestant.isOurs()) {
            // Before the application's tables, which begin with an empty schema of their own.
            postgres.as(Postgres.OWNER, database).sql("create schema bench").update();
            for (String table : RecordWrites.TABLES) {
                postgres.as(Postgres.OWNER, database)
                        .sql(table.replace(" steps_", " bench.steps_").replace("index bench.", "index "))
                        .update();
            }
            postgres.as(Postgres.OWNER, database)
                    .sql("grant usage on schema bench to %s".formatted(Postgres.APPLICATION))
                    .update();
            postgres.as(Postgres.OWNER, database)
                    .sql("grant select, insert, update on all tables in schema bench to %s"
                            .formatted(Postgres.APPLICATION))
                    .update();
            postgres.as("postgres", database)
                    .sql("alter role %s in database %s set search_path = public, bench"
                            .formatted(Postgres.APPLICATION, database))
                    .update();
            return ours(
                    contestant,
                    folder,
                    Map.of(
                            "HANDOVER_DB_URL",
                            url.replaceFirst("[?].*", ""),
                            "HANDOVER_DB_USER",
                            Postgres.APPLICATION,
                            "HANDOVER_DB_PASSWORD",
                            "",
                            "HANDOVER_DB_OWNER",
                            Postgres.OWNER,
                            "HANDOVER_DB_OWNER_PASSWORD",
                            ""),
                    "demo,postgres");
        }
        for (String table : RecordWrites.TABLES) {
            postgres.as(Postgres.OWNER, database).sql(table).update();
        }
        return rival(contestant, folder, url.replaceFirst("[?].*", ""), Postgres.OWNER);
    }

    private static Player startOnH2(Contestant contestant, Path folder) throws Exception {
        Path file = Files.createTempDirectory(folder, "h2").resolve("steps").toAbsolutePath();
        String url = "jdbc:h2:file:%s;LOCK_TIMEOUT=10000".formatted(file);
        try (var connection = DriverManager.getConnection(
                        url + (contestant.isOurs() ? ";INIT=create schema if not exists bench\\;set schema bench" : ""),
                        "sa",
                        "");
                var statement = connection.createStatement()) {
            for (String table : RecordWrites.TABLES) {
                statement.execute(table);
            }
        }
        if (contestant.isOurs()) {
            return ours(
                    contestant,
                    folder,
                    Map.of("SPRING_DATASOURCE_URL", url + ";SCHEMA_SEARCH_PATH=PUBLIC,BENCH;DB_CLOSE_ON_EXIT=FALSE"),
                    "demo");
        }
        return rival(contestant, folder, url, "sa");
    }

    private static Player rival(Contestant contestant, Path folder, String url, String user) throws IOException {
        Path target = Path.of("bench", contestant.module(), "target").toAbsolutePath();
        var arguments = new ArrayList<>(List.of(url, user));
        arguments.addAll(contestant.arguments());
        return new Player(
                folder.resolve(database(contestant) + ".log"),
                target.resolve("classes") + ":" + Files.readString(target.resolve("classpath.txt")),
                contestant.main(),
                Map.of(),
                arguments);
    }

    private static Player ours(Contestant contestant, Path folder, Map<String, String> environment, String profiles)
            throws Exception {
        var arguments = new ArrayList<>(contestant.arguments());
        arguments.addAll(List.of(
                "--spring.profiles.active=" + profiles,
                "--server.port=0",
                "--handover.scenario=",
                "--handover.signing.key-store=" + Signing.keyStore(),
                "--handover.signing.password=" + Signing.PASSWORD,
                "--logging.level.root=warn"));
        return new Player(
                folder.resolve(database(contestant) + ".log"),
                System.getProperty("java.class.path"),
                contestant.main(),
                environment,
                arguments);
    }

    private static String database(Contestant contestant) {
        return contestant.name().toLowerCase().replaceAll("[^a-z0-9]+", "_");
    }

    /** How often a second a page appended to a file can be brought to the disk. */
    private static double syncsPerSecond(Path folder) throws IOException {
        Path file = folder.resolve("sync");
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long began = System.nanoTime();
            int syncs = 0;
            while (System.nanoTime() - began < 1_000_000_000L) {
                channel.write(ByteBuffer.wrap(new byte[8_192]), (syncs % 64) * 8_192L);
                channel.force(false);
                syncs++;
            }
            return syncs / ((System.nanoTime() - began) / 1e9);
        }
    }
}
