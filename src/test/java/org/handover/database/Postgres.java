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

    private static EmbeddedPostgres server;

    private Postgres() {}

    /** The record's tables on a database of one's own. */
    public static DataSource fresh() {
        DataSource database = server().getDatabase("postgres", create());
        H2.migrate(database, "postgresql");
        return database;
    }

    /** The JDBC URL of an empty database; user and password are {@code postgres}. */
    public static String freshUrl() {
        return server().getJdbcUrl("postgres", create());
    }

    private static String create() {
        String name = "handover_" + UUID.randomUUID().toString().replace("-", "");
        try (var connection = server().getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return name;
    }

    private static synchronized EmbeddedPostgres server() {
        if (server == null) {
            try {
                server = EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return server;
    }
}
