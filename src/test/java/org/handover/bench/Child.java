package org.handover.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A JVM of its own, which is asked by lines on its standard input and answers by lines on its output. */
final class Child implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter questions;
    private final Path log;

    /**
     * @param log gets what it says on its error output
     * @param given options of the JVM, its class path and main class, and the arguments
     */
    Child(Path log, Map<String, String> environment, List<String> given) throws IOException {
        this.log = log;
        var builder = new ProcessBuilder(
                        Stream.concat(Stream.of(java()), given.stream()).toList())
                .redirectError(log.toFile());
        builder.environment().putAll(environment);
        process = builder.start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        questions = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Asks and waits for the answer, however long that takes. */
    String ask(String question, String beginning) throws IOException {
        questions.println(question);
        return answer(beginning);
    }

    /** The rest of the next line that begins so; what a JVM says of its options is none. */
    String answer(String beginning) throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length());
            }
        }
        throw new IOException("the process ended before it said '%s…', see %s".formatted(beginning, log));
    }

    long pid() {
        return process.pid();
    }

    /** Processor time so far, in milliseconds. */
    double cpu() {
        return process.info().totalCpuDuration().orElseThrow().toMillis();
    }

    /** It ends when there are no more questions. */
    @Override
    public void close() throws InterruptedException {
        questions.close();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
