package org.handover.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Databases of a PostgreSQL that runs as long as the tests. Nobody closes it: a connection pool that outlives it would hang at the
 * end.
 */
public final class Postgres {

    /** Owns the databases and their tables; no superuser. */
    public static final String OWNER = "handover_owner";

    /** As whom the application uses them. */
    public static final String APPLICATION = "handover_application";

    private static EmbeddedPostgres server;

    private Postgres() {}

    /** A database with the record's tables, as its owner and as the application. */
    public record Migrated(DataSource owner, DataSource application) {}

    public static Migrated migrated() {
        String name = create();
        DataSource owner = server().getDatabase(OWNER, name);
        migrate(owner);
        return new Migrated(owner, server().getDatabase(APPLICATION, name));
    }

    /** Once more, as at every start. */
    public static void migrate(DataSource owner) {
        H2.migrate(owner, "postgresql");
    }

    /** The record's tables on a database of one's own, as the application has it. */
    public static DataSource fresh() {
        return migrated().application();
    }

    /** The JDBC URL of an empty database without tables; nobody needs a password. */
    public static String freshUrl() {
        return server().getJdbcUrl(OWNER, create()).replaceFirst("[?].*", "");
    }

    private static String create() {
        String name = "handover_" + UUID.randomUUID().toString().replace("-", "");
        try (var connection = server().getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database %s owner %s".formatted(name, OWNER));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return name;
    }

    private static synchronized EmbeddedPostgres server() {
        if (server == null) {
            try {
                server = EmbeddedPostgres.builder().start();
                try (var connection = server.getPostgresDatabase().getConnection();
                        var statement = connection.createStatement()) {
                    statement.execute("create role %s login".formatted(OWNER));
                    statement.execute("create role %s login".formatted(APPLICATION));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
        return server;
    }
}
