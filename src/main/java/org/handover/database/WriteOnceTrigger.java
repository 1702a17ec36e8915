package org.handover.database;

import java.sql.Connection;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.Objects;
import org.h2.api.Trigger;

/** Refuses on H2 to change what a row has, or to delete it, as the trigger function does on PostgreSQL; what is absent may be added (rule N2). */
public class WriteOnceTrigger implements Trigger {

    private String table;

    @Override
    public void init(Connection connection, String schema, String trigger, String table, boolean before, int type) {
        this.table = AppendOnlyTrigger.named(table);
    }

    @Override
    public void fire(Connection connection, Object[] oldRow, Object[] newRow)
            throws SQLIntegrityConstraintViolationException {
        boolean rewritten = newRow == null;
        for (int column = 0; column < oldRow.length && !rewritten; column++) {
            rewritten = oldRow[column] != null && !Objects.equals(oldRow[column], newRow[column]);
        }
        if (rewritten) {
            throw new SQLIntegrityConstraintViolationException(
                    table + " is write-once: the change is refused, what is there stays", "23000");
        }
    }
}
