package org.handover.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.handover.HandoverApplication;
import org.handover.database.Postgres;
import org.handover.database.SentStatements;
import org.handover.fixture.Accession;
import org.handover.fixture.Crowd;
import org.handover.fixture.InProcess;
import org.handover.fixture.Routine;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The whole application in a process of its own, with the demo's users, that also says what it costs: it is asked over its standard input. */
final class Subject implements AutoCloseable {

    private static final String ANSWER = "# ";

    private final Child process;
    private final String base;

    /**
     * Starts it and waits until it is ready.
     *
     * @param url of a PostgreSQL database, or of H2
     * @param jvm options of its JVM, e.g. {@code -Xmx320m}
     */
    Subject(String name, String url, List<String> jvm, String... properties) throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        base = "http://127.0.0.1:" + port;
        var given = new ArrayList<>(jvm);
        given.addAll(List.of("-cp", System.getProperty("java.class.path"), Answering.class.getName(), url));
        given.add("--server.port=" + port);
        for (String property : properties) {
            given.add("--" + property);
        }
        process =
                new Child(Files.createDirectories(Path.of("target", "bench")).resolve(name + ".log"), Map.of(), given);
        process.answer(ANSWER);
    }

    String base() {
        return base;
    }

    /** Asks and waits for the answer, however long that takes. */
    String ask(String question) throws IOException {
        return process.ask(question, ANSWER);
    }

    /** SQL statements that it sent so far: all, or those that answered somebody over HTTP. */
    long statements(boolean overHttp) throws IOException {
        return Long.parseLong(ask("statements").split(" ")[overHttp ? 1 : 0]);
    }

    /** Megabytes that live after a full collection. */
    double liveHeap() throws IOException {
        return Long.parseLong(ask("heap")) / 1e6;
    }

    /** Processor time so far, in milliseconds. */
    double cpu() {
        return process.cpu();
    }

    /** Its greatest resident memory since {@link #forgetPeak}, in megabytes; not a number where the system does not say. */
    double peak() {
        return peak(process.pid());
    }

    void forgetPeak() {
        try {
            Files.writeString(Path.of("/proc/%d/clear_refs".formatted(process.pid())), "5");
        } catch (IOException e) {
            // Not Linux: then the peak is that of the whole run, or unknown.
            Thread.onSpinWait();
        }
    }

    static double peak(long pid) {
        try {
            Matcher peak = Pattern.compile("VmHWM:\\s+(\\d+) kB")
                    .matcher(Files.readString(Path.of("/proc/%d/status".formatted(pid))));
            return peak.find() ? Long.parseLong(peak.group(1)) / 1e3 : Double.NaN;
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
    }

    /** What runs in the process. */
    static final class Answering {

        private final AtomicLong statements = new AtomicLong();
        private final AtomicLong overHttp = new AtomicLong();
        private final String url;
        private ConfigurableApplicationContext application;
        private Crowd crowd;
        private Routine routine;

        private Answering(String url) {
            this.url = url;
        }

        public static void main(String[] given) throws IOException {
            new Answering(given[0]).run(Stream.of(given).skip(1).toArray(String[]::new));
        }

        private void run(String[] properties) throws IOException {
            boolean postgres = url.startsWith("jdbc:postgresql");
            Stream<String> own = Stream.of(
                    "spring.profiles.active=demo" + (postgres ? ",postgres" : ""),
                    "spring.main.banner-mode=off",
                    "spring.datasource.url=" + url,
                    "spring.datasource.username=" + (postgres ? Postgres.APPLICATION : "sa"),
                    "spring.datasource.password=",
                    "spring.flyway.url=" + url,
                    "spring.flyway.user=" + (postgres ? Postgres.OWNER : "sa"),
                    "spring.flyway.password=",
                    "spring.flyway.placeholders.application=" + Postgres.APPLICATION,
                    "handover.scenario=",
                    "handover.signing.key-store=./target/signing.p12",
                    "logging.level.root=warn",
                    "logging.level.org.camunda.bpm.engine.jobexecutor=error");
            application = new SpringApplicationBuilder(HandoverApplication.class)
                    .initializers(context -> ((GenericApplicationContext) context).registerBean(SentStatements.class))
                    .run(Stream.of(
                                    own.map(property -> "--" + property),
                                    Routine.NO_REMINDERS.stream().map(property -> "--" + property),
                                    Stream.of(properties))
                            .flatMap(each -> each)
                            .toArray(String[]::new));
            SentStatements.listen(sql -> {
                statements.incrementAndGet();
                if (Thread.currentThread().getName().contains("-exec-")) {
                    overHttp.incrementAndGet();
                }
            });
            say("ready");
            var questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = questions.readLine(); line != null; line = questions.readLine()) {
                say(answer(line.split(" ")));
            }
            System.exit(0);
        }

        private static void say(String answer) {
            System.out.println(ANSWER + answer);
        }

        private String answer(String[] asked) {
            switch (asked[0]) {
                case "statements" -> {
                    return statements + " " + overHttp;
                }
                case "heap" -> {
                    var memory = ManagementFactory.getMemoryMXBean();
                    for (int i = 0; i < 3; i++) {
                        memory.gc();
                    }
                    return String.valueOf(memory.getHeapMemoryUsage().getUsed());
                }
                case "play" -> {
                    var accession = new Accession(
                            Integer.parseInt(asked[2]), Integer.parseInt(asked[3]), 1953, Accession.FEW_BONES);
                    routine = new Routine(asked[1], accession, true);
                    crowd = new Crowd(database(), new InProcess(application), Integer.parseInt(asked[4]));
                    crowd.start(routine);
                    return "started";
                }
                case "until" -> crowd.until(routine, asked[1]);
                case "step" -> crowd.step(routine, asked[1]);
                case "end" -> crowd.toTheEnd(routine);
                default -> throw new IllegalArgumentException(asked[0]);
            }
            return crowd.completed() + " " + crowd.again();
        }

        /** Beside the pool whose statements are counted. */
        private JdbcClient database() {
            boolean postgres = url.startsWith("jdbc:postgresql");
            return JdbcClient.create(new DriverManagerDataSource(url, postgres ? Postgres.OWNER : "sa", ""));
        }
    }
}
