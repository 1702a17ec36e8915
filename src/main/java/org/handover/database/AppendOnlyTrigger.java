package org.handover.database;

import java.sql.Connection;
import java.sql.SQLIntegrityConstraintViolationException;
import org.h2.api.Trigger;

/** Refuses UPDATE and DELETE on H2, as the trigger function does on PostgreSQL (rule C4). */
public class AppendOnlyTrigger implements Trigger {

    private String table;

    @Override
    public void init(Connection connection, String schema, String trigger, String table, boolean before, int type) {
        this.table = named(table);
    }

    /** The name of a table. Where a column was added, H2 says the name of the copy it made for that. */
    static String named(String table) {
        return table.toLowerCase().replaceFirst("_copy_\\d+_\\d+$", "");
    }

    @Override
    public void fire(Connection connection, Object[] oldRow, Object[] newRow)
            throws SQLIntegrityConstraintViolationException {
        throw new SQLIntegrityConstraintViolationException(
                table + " is append-only: the change is refused, a correction is a new row", "23000");
    }
}
