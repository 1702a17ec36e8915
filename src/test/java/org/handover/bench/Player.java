package org.handover.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A contestant of the eight steps in a process of its own. */
final class Player implements AutoCloseable {

    /**
     * @param seconds of wall clock
     * @param cpu seconds of its process
     * @param finished individuals
     */
    record Played(double seconds, double cpu, int finished) {}

    private final Process process;
    private final BufferedReader answers;
    private final PrintStream orders;
    private final Path log;

    Player(Path log, String classpath, String main, Map<String, String> environment, List<String> arguments)
            throws IOException {
        this.log = log;
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-cp",
                classpath,
                main));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().putAll(environment);
        process = builder.start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream()));
        orders = new PrintStream(process.getOutputStream(), true);
        answer("ready");
    }

    /** Plays a handover with two people who complete tasks, for no longer than so many seconds. */
    Played play(String handover, int individuals, int people, long seconds) throws IOException {
        orders.printf("%s %d %d %d%n", handover, individuals, people, seconds);
        String[] played = answer("played").split(" ");
        return new Played(Double.parseDouble(played[1]), Double.parseDouble(played[2]), Integer.parseInt(played[3]));
    }

    /** The next line that begins so; what a JVM says of its options is none. */
    private String answer(String beginning) throws IOException {
        String line = answers.readLine();
        while (line != null && !line.startsWith(beginning)) {
            line = answers.readLine();
        }
        if (line == null) {
            throw new IOException(
                    "the contestant ended before it said '%s …'; its log is %s".formatted(beginning, log));
        }
        return line;
    }

    @Override
    public void close() throws InterruptedException {
        orders.println();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
