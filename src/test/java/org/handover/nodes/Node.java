package org.handover.nodes;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.handover.HandoverApplication;
import org.handover.database.Postgres;

/** The application in a process of its own, with the demo's users, on a PostgreSQL. */
final class Node implements AutoCloseable {

    private final String name;
    private final Path log;
    private final int port;
    private final List<String> command = new ArrayList<>();
    private final Map<String, String> environment;
    private Process process;

    /**
     * @param url of an empty database or of one with the application's tables
     * @param properties of the application, {@code name=value}
     */
    Node(String name, Path folder, String url, String... properties) throws IOException {
        this.name = name;
        this.log = folder.resolve(name + ".log");
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        environment = environment(url);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx320m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                HandoverApplication.class.getName(),
                "--spring.profiles.active=demo,postgres",
                "--server.port=" + port,
                "--camunda.bpm.generic-properties.properties.hostname=" + name,
                "--logging.level.root=warn"));
        for (String property : properties) {
            command.add("--" + property);
        }
    }

    /** As operators give it to the application and to the scripts. */
    static Map<String, String> environment(String url) {
        return Map.of(
                "HANDOVER_DB_URL",
                url,
                "HANDOVER_DB_USER",
                Postgres.APPLICATION,
                "HANDOVER_DB_PASSWORD",
                "",
                "HANDOVER_DB_OWNER",
                Postgres.OWNER,
                "HANDOVER_DB_OWNER_PASSWORD",
                "");
    }

    Node start() throws IOException {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        process = builder.start();
        return this;
    }

    /** As long as it takes to start, but not for ever. */
    Node awaitReady() throws Exception {
        var client = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(URI.create(base() + "/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(20))
                .build();
        Instant last = Instant.now().plusSeconds(180);
        while (Instant.now().isBefore(last) && process.isAlive()) {
            try {
                if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return this;
                }
            } catch (IOException notYet) {
                // it does not listen yet
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new AssertionError("%s does not get ready; its log says:%n%s".formatted(name, log()));
    }

    /** As a power failure would. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    String base() {
        return "http://127.0.0.1:" + port;
    }

    String name() {
        return name;
    }

    private String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public String toString() {
        return "%s at %s, process %d, log %s".formatted(name, base(), process.pid(), log);
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
