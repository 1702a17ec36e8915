package org.handover.nodes;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.handover.database.Postgres;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A PostgreSQL that can be stopped and started again with what it has, at the same address. */
final class Server implements AutoCloseable {

    private final Path data;
    private final int port;
    private EmbeddedPostgres running;

    Server(Path data) throws IOException, SQLException {
        this.data = data;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        start();
        execute("create role %s login".formatted(Postgres.OWNER));
        execute("create role %s login".formatted(Postgres.APPLICATION));
    }

    void start() throws IOException {
        running = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(true)
                .setPort(port)
                .start();
    }

    /** Ends every connection. */
    void stop() throws IOException {
        running.close();
    }

    /** Lets it do nothing, and say nothing, until it is {@link #wake woken}; its connections stay. */
    void freeze() throws Exception {
        signal("STOP");
    }

    void wake() throws Exception {
        signal("CONT");
    }

    private void signal(String signal) throws Exception {
        ProcessHandle first = ProcessHandle.of(Long.parseLong(
                        Files.readAllLines(data.resolve("postmaster.pid")).get(0)))
                .orElseThrow();
        var command = new ArrayList<>(List.of("kill", "-" + signal, String.valueOf(first.pid())));
        first.descendants().map(ProcessHandle::pid).map(String::valueOf).forEach(command::add);
        // One that has just ended is no fault.
        new ProcessBuilder(command).start().waitFor();
    }

    void execute(String sql) throws SQLException {
        try (var connection = running.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** @param where e.g. in which tablespace, or nothing */
    void create(String database, String where) throws SQLException {
        execute("create database %s owner %s %s".formatted(database, Postgres.OWNER, where));
    }

    /** Nobody needs a password; {@code postgres} may do everything. */
    String url(String database) {
        return running.getJdbcUrl("postgres", database).replaceFirst("[?].*", "");
    }

    JdbcClient sql(String database) {
        return JdbcClient.create(new DriverManagerDataSource(url(database), "postgres", ""));
    }

    @Override
    public void close() throws IOException {
        running.close();
    }

    static Path emptyFolder(String name) throws IOException {
        Path folder = Path.of(
                        "target", "nodes", name + "-" + ProcessHandle.current().pid())
                .toAbsolutePath();
        return Files.createDirectories(folder);
    }
}
