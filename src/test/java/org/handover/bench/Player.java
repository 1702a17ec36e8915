package org.handover.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A contestant of the eight steps in a process of its own. */
final class Player implements AutoCloseable {

    /**
     * @param seconds of wall clock
     * @param cpu seconds of its process
     * @param finished individuals
     */
    record Played(double seconds, double cpu, int finished) {}

    private final Child contestant;

    Player(Path log, String classpath, String main, Map<String, String> environment, List<String> arguments)
            throws IOException {
        Stream<String> command = Stream.of("-Xmx768m", "-cp", classpath, main);
        contestant = new Child(
                log, environment, Stream.concat(command, arguments.stream()).toList());
        contestant.answer("ready");
    }

    /** Plays a handover with two people who complete tasks, for no longer than so many seconds. */
    Played play(String handover, int individuals, int people, long seconds) throws IOException {
        String[] played = contestant
                .ask("%s %d %d %d".formatted(handover, individuals, people, seconds), "played ")
                .split(" ");
        return new Played(Double.parseDouble(played[0]), Double.parseDouble(played[1]), Integer.parseInt(played[2]));
    }

    @Override
    public void close() throws InterruptedException {
        contestant.close();
    }
}
