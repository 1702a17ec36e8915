package org.handover.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.handover.database.Postgres;

/** The packaged application as {@code scripts/lay-out} lays it out and installations run it, in a process of its own, with the demo's users. */
final class LaidOut implements AutoCloseable {

    private static Path made;

    private final String name;
    private final Path log;
    private final int port;
    private final Process process;

    /** The folder it is laid out in, made once. */
    static synchronized Path folder() throws IOException, InterruptedException {
        if (made == null) {
            Path folder = Files.createDirectories(Path.of("target", "bench", "laid-out"))
                    .toAbsolutePath();
            Process script = new ProcessBuilder("scripts/lay-out", jar(), folder.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (script.waitFor() != 0) {
                throw new IllegalStateException("scripts/lay-out: " + said);
            }
            made = folder;
        }
        return made;
    }

    /** The packaged application. */
    static String jar() throws IOException {
        return only(Path.of("target"), "handover-[0-9.]+(-SNAPSHOT)?[.]jar");
    }

    static String only(Path folder, String name) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("%s has no %s".formatted(folder, name)))
                    .toAbsolutePath()
                    .toString();
        }
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /**
     * Starts it on a PostgreSQL.
     *
     * @param java options of the JVM beside those of {@code bin/handover}
     * @param options of the application, {@code name=value}
     */
    LaidOut(String name, String url, String java, List<String> options) throws IOException, InterruptedException {
        this.name = name;
        this.port = freePort();
        Path folder =
                Files.createDirectories(Path.of("target", "bench", "logs")).toAbsolutePath();
        this.log = folder.resolve(name + ".log");
        var command = new ArrayList<>(List.of(
                folder().resolve("bin/handover").toString(),
                "--spring.profiles.active=demo,postgres",
                "--server.port=" + port,
                "--camunda.bpm.generic-properties.properties.hostname=" + name,
                "--handover.scenario=",
                "--handover.signing.key-store=" + folder.resolve("signing.p12")));
        options.forEach(option -> command.add("--" + option));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        var environment = builder.environment();
        environment.put("JAVA_OPTS", java);
        environment.put("HANDOVER_DB_URL", url.replaceFirst("[?].*", ""));
        environment.put("HANDOVER_DB_USER", Postgres.APPLICATION);
        environment.put("HANDOVER_DB_PASSWORD", "");
        environment.put("HANDOVER_DB_OWNER", Postgres.OWNER);
        environment.put("HANDOVER_DB_OWNER_PASSWORD", "");
        process = builder.start();
    }

    LaidOut awaitReady() throws IOException, InterruptedException {
        var client = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(URI.create(base() + "/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(20))
                .build();
        long last = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        while (System.nanoTime() < last && process.isAlive()) {
            try {
                if (client.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                    return this;
                }
            } catch (IOException notYet) {
                // it does not listen yet
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new IllegalStateException("%s does not get ready, see %s".formatted(name, log));
    }

    String base() {
        return "http://127.0.0.1:" + port;
    }

    /** Seconds of processor time until now. */
    double processor() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    double residentMegabytes() throws IOException {
        return residentMegabytes(process);
    }

    /** What the system counts of a process in memory. */
    static double residentMegabytes(Process process) throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", String.valueOf(process.pid())).start();
        return Long.parseLong(new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip()) / 1024.0;
    }

    /** How many lines of its log say something. */
    long lines(String saying) throws IOException {
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(saying)).count();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
