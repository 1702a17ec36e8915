package org.handover.database;

import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;

/** The engine's and the record's tables on a database of one's own, in memory. */
public final class H2 {

    private H2() {}

    public static DataSource fresh() {
        return asOf("latest");
    }

    /** As it was when it had been migrated so far. */
    static DataSource asOf(String version) {
        var database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
        migrate(database, "h2", version);
        return database;
    }

    static void migrate(DataSource database, String vendor) {
        migrate(database, vendor, "latest");
    }

    private static void migrate(DataSource database, String vendor, String version) {
        Flyway.configure()
                .target(version)
                .dataSource(database)
                .locations("classpath:db/migration/record", "classpath:db/migration/" + vendor)
                .javaMigrations(new V0_1__Engine())
                .placeholders(Map.of("application", Postgres.APPLICATION))
                .load()
                .migrate();
    }
}
