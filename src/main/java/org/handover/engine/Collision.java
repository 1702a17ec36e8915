package org.handover.engine;

import java.sql.SQLException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.springframework.dao.ConcurrencyFailureException;

/** Somebody else, or the job executor, did something to the same rows in the same moment. Nothing was written; it can be done again. */
public final class Collision {

    /** What whoever acts is told. */
    public static final String SAYS =
            "somebody else acted on the same in this moment; nothing was written, send it again";

    /** How often an act is tried before whoever acts hears of it. */
    public static final int TRIES = 5;

    private Collision() {}

    public static boolean isIn(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof OptimisticLockingException
                    || cause instanceof ConcurrencyFailureException
                    || isDeadlock(cause)
                    || isOfTheEnginesRows(cause)) {
                return true;
            }
        }
        return false;
    }

    /** Each waited for the other, and the database took one of them back: SQL states of class 40. */
    private static boolean isDeadlock(Throwable cause) {
        return cause instanceof SQLException failure
                && failure.getSQLState() != null
                && failure.getSQLState().startsWith("40");
    }

    /** A token that somebody else has just split or joined: PostgreSQL says so by the foreign key between the engine's own rows. */
    private static boolean isOfTheEnginesRows(Throwable cause) {
        return cause instanceof SQLException violation
                && "23503".equals(violation.getSQLState())
                && violation.getMessage().contains("\"act_fk_exe_");
    }
}
