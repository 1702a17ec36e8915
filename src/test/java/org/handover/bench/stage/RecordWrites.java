package org.handover.bench.stage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** What each of the four service steps writes: a row of custody, and the state of the individual. */
public final class RecordWrites {

    /** Creates the two tables. */
    public static final String[] TABLES = {
        "create table steps_custody (item varchar(80) not null, seq integer not null, holder varchar(80) not null,"
                + " at timestamp with time zone default current_timestamp not null, primary key (item, seq))",
        "create table steps_state (item varchar(80) not null primary key, handover varchar(40) not null, step integer not null)",
        "create index steps_state_open on steps_state (handover, step)"
    };

    /** The number of service steps. */
    public static final int STEPS = 4;

    private RecordWrites() {}

    /**
     * Writes one step in the transaction of the connection.
     *
     * @param item {@code handover/number}
     */
    public static void write(Connection connection, String item, int step) throws SQLException {
        custody(connection, item, step);
        state(connection, item, step);
    }

    /** Only the state: for a contestant that keeps custody in a ledger of its own. */
    public static void state(Connection connection, String item, int step) throws SQLException {
        if (step == 1) {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into steps_state (item, handover, step) values (?, ?, 1)")) {
                insert.setString(1, item);
                insert.setString(2, item.substring(0, item.indexOf('/')));
                insert.executeUpdate();
            }
        } else {
            try (PreparedStatement update =
                    connection.prepareStatement("update steps_state set step = ? where item = ? and step = ?")) {
                update.setInt(1, step);
                update.setString(2, item);
                update.setInt(3, step - 1);
                if (update.executeUpdate() != 1) {
                    throw new IllegalStateException("%s is not at step %d".formatted(item, step - 1));
                }
            }
        }
    }

    private static void custody(Connection connection, String item, int step) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into steps_custody (item, seq, holder) values (?, ?, ?)")) {
            insert.setString(1, item);
            insert.setInt(2, step);
            insert.setString(3, "holder-" + step);
            insert.executeUpdate();
        }
    }
}
