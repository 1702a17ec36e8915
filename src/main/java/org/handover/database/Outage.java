package org.handover.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/**
 * The database could not do it: not there, starting, full, or no connection was free in time. Nothing was written, or whoever asked cannot
 * know; sent again it is the same act (see {@code Once}).
 */
public final class Outage {

    /** What whoever asked is told. */
    public static final String SAYS =
            "the database does not answer at the moment; nothing is lost, send the same again in a moment";

    /** Seconds after which it is worth trying again. */
    public static final int RETRY_AFTER = 5;

    /** Of SQL states: connection, resources (disk, memory, connections), the operator stopped or starts it, a failure of the system. */
    private static final Set<String> CLASSES = Set.of("08", "53", "57", "58");

    /** Of H2: closed, broken, files that cannot be read or written. */
    private static final Set<Integer> H2 = Set.of(90_007, 90_028, 90_031, 90_067, 90_098, 90_121);

    private Outage() {}

    public static boolean isIn(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException failure && isOne(failure)) {
                return true;
            }
        }
        return false;
    }

    /** The pool says this of a connection that broke before, without a state. */
    private static final String GONE = "Connection is closed";

    private static boolean isOne(SQLException failure) {
        String state = failure.getSQLState();
        return failure instanceof SQLTransientConnectionException
                || state == null && GONE.equals(failure.getMessage())
                || state != null && state.length() == 5 && CLASSES.contains(state.substring(0, 2))
                || H2.contains(failure.getErrorCode());
    }
}
