package org.handover.bench.stage;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Lets a contestant play what is asked for on standard input, a line each, {@code HANDOVER INDIVIDUALS THREADS SECONDS}, and answers each with a line
 * {@code played SECONDS CPU_SECONDS FINISHED}. A handover that is not finished in the given seconds is left as it is.
 */
public final class Stage {

    private static final int LISTED = 100;

    private final Contestant contestant;
    private final DataSource database;
    private final int together;

    /** @param together how many tasks a person completes at once */
    public Stage(Contestant contestant, DataSource database, int together) {
        this.contestant = contestant;
        this.database = database;
        this.together = together;
    }

    /** Plays until there is nothing more on standard input, and ends the process; so it does when something goes wrong. */
    public void play(PrintStream answers) {
        try {
            answers.println("ready");
            var input = new BufferedReader(new InputStreamReader(System.in));
            for (String line = input.readLine(); line != null && !line.isBlank(); line = input.readLine()) {
                answers.println(played(line.strip().split(" ")));
            }
            contestant.close();
            System.exit(0);
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private String played(String[] asked) throws Exception {
        long began = System.nanoTime();
        long cpu = cpuNanos();
        int finished = play(asked[0], Integer.parseInt(asked[1]), Integer.parseInt(asked[2]), Long.parseLong(asked[3]));
        return String.format(
                Locale.ROOT,
                "played %.3f %.3f %d",
                (System.nanoTime() - began) / 1e9,
                (cpuNanos() - cpu) / 1e9,
                finished);
    }

    private int play(String handover, int individuals, int threads, long seconds) throws Exception {
        long last = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        ExecutorService people = Executors.newFixedThreadPool(threads);
        try {
            contestant.open(handover, individuals);
            while (System.nanoTime() < last) {
                List<String> tasks = contestant.tasks(Math.max(LISTED, together * threads));
                if (tasks.isEmpty()) {
                    if (finished(handover) == individuals) {
                        break;
                    }
                    Thread.sleep(10);
                    continue;
                }
                complete(tasks, people, last);
            }
            return finished(handover);
        } finally {
            people.shutdown();
            people.awaitTermination(1, TimeUnit.MINUTES);
        }
    }

    private void complete(List<String> tasks, ExecutorService people, long last) throws Exception {
        var completions = new ArrayList<Future<?>>();
        for (int i = 0; i < tasks.size(); i += together) {
            List<String> next = List.copyOf(tasks.subList(i, Math.min(i + together, tasks.size())));
            completions.add(people.submit(() -> {
                if (System.nanoTime() < last) {
                    contestant.complete(next);
                }
                return null;
            }));
        }
        for (Future<?> completion : completions) {
            completion.get();
        }
    }

    private int finished(String handover) throws SQLException {
        try (var connection = database.getConnection();
                var count = connection.prepareStatement(
                        "select count(*) from steps_state where handover = ? and step = " + RecordWrites.STEPS)) {
            count.setString(1, handover);
            try (var row = count.executeQuery()) {
                row.next();
                int finished = row.getInt(1);
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                }
                return finished;
            }
        }
    }

    private static long cpuNanos() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }
}
