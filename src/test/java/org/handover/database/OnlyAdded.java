package org.handover.database;

import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which tables of the record may only be added to, as the catalogue of a database says. */
public final class OnlyAdded {

    /** Closed by what is added to their rows; nothing that is there is changed. */
    public static final Set<String> WRITTEN_ONCE = Set.of("discrepancy", "incident", "flight_leg", "act");

    /** Where a row tells the present state. A new table of the record is none of them unless it says so here. */
    public static final Set<String> CHANGED = Set.of(
            "handover",
            "talks_session",
            "container",
            "specimen",
            "sample",
            "individual",
            "individual_specimen",
            "field_operation",
            "draft",
            "web_session",
            "web_session_attributes");

    private OnlyAdded() {}

    /** Tables that are neither the engine's nor the migration's. */
    public static Set<String> ours(DataSource database) {
        return new TreeSet<>(JdbcClient.create(database)
                .sql(
                        """
                select lower(table_name) from information_schema.tables
                where lower(table_schema) = 'public' and table_type = 'BASE TABLE'
                and lower(table_name) not like 'act\\_%' escape '\\' and lower(table_name) <> 'flyway_schema_history'""")
                .query(String.class)
                .list());
    }

    /** Tables whose triggers refuse a change of a row. */
    public static Set<String> guarded(DataSource database, String trigger) {
        return new TreeSet<>(
                JdbcClient.create(database).sql(trigger).query(String.class).list());
    }
}
