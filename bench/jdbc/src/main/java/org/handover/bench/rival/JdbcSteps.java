package org.handover.bench.rival;

import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.handover.bench.stage.Contestant;
import org.handover.bench.stage.RecordWrites;
import org.handover.bench.stage.Stage;

/** The limit: the record's own inserts, updates and commits for the same steps, and nothing else. Who is where is kept in memory. */
public final class JdbcSteps implements Contestant {

    private record Due(String item, int step) {

        String key() {
            return item + " " + step;
        }
    }

    private final DataSource database;
    private final int together;
    private final Queue<Due> due = new ConcurrentLinkedQueue<>();

    private JdbcSteps(DataSource database, int together) {
        this.database = database;
        this.together = together;
    }

    /** @param given JDBC URL, user, and how many individuals take a step in one transaction */
    public static void main(String[] given) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        var database = new HikariDataSource();
        database.setJdbcUrl(given[0]);
        database.setUsername(given[1]);
        database.setAutoCommit(false);
        int together = Integer.parseInt(given[2]);
        new Stage(new JdbcSteps(database, together), database, together).play(answers);
    }

    @Override
    public void open(String handover, int individuals) throws SQLException {
        List<Due> first = IntStream.rangeClosed(1, individuals)
                .mapToObj(i -> new Due(handover + "/" + i, 1))
                .toList();
        for (int i = 0; i < individuals; i += together) {
            write(first.subList(i, Math.min(i + together, individuals)));
        }
    }

    @Override
    public List<String> tasks(int most) {
        return Stream.generate(due::poll)
                .takeWhile(java.util.Objects::nonNull)
                .limit(most)
                .map(Due::key)
                .toList();
    }

    @Override
    public void complete(List<String> tasks) throws SQLException {
        write(tasks.stream()
                .map(key -> key.split(" "))
                .map(parts -> new Due(parts[0], Integer.parseInt(parts[1])))
                .toList());
    }

    private void write(List<Due> steps) throws SQLException {
        try (var connection = database.getConnection()) {
            for (Due next : steps) {
                RecordWrites.write(connection, next.item(), next.step());
            }
            connection.commit();
        }
        steps.stream()
                .filter(next -> next.step() < RecordWrites.STEPS)
                .forEach(next -> due.add(new Due(next.item(), next.step() + 1)));
    }
}
