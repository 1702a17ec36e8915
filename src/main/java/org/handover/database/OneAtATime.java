package org.handover.database;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.jdbc.support.SQLErrorCodeSQLExceptionTranslator;
import org.springframework.stereotype.Component;

/**
 * Work of many transactions that is done once at a time, on whichever of the nodes that share one PostgreSQL; on H2 there is one node. A
 * node that dies lets go with its connection.
 */
@Component
public class OneAtATime {

    private final ReentrantLock here = new ReentrantLock();
    private final DataSource pool;
    private final boolean others;

    OneAtATime(DataSource pool) throws MetaDataAccessException {
        this.pool = pool;
        others = JdbcUtils.extractDatabaseMetaData(pool, DatabaseMetaData::getDatabaseProductName)
                .equals("PostgreSQL");
    }

    /** Waits until nobody else is at it. What is done within may ask for the same again. Holds a connection meanwhile. */
    public <T> T whileNobodyElse(Supplier<T> work) {
        if (here.isHeldByCurrentThread()) {
            return work.get();
        }
        here.lock();
        try {
            return others ? whileNoOtherNode(work) : work.get();
        } finally {
            here.unlock();
        }
    }

    private <T> T whileNoOtherNode(Supplier<T> work) {
        try (Connection lock = pool.getConnection()) {
            execute(lock, "select pg_advisory_lock(hashtext('handover'), hashtext('one at a time'))");
            try {
                return work.get();
            } finally {
                execute(lock, "select pg_advisory_unlock(hashtext('handover'), hashtext('one at a time'))");
            }
        } catch (SQLException failure) {
            throw new SQLErrorCodeSQLExceptionTranslator(pool).translate("one at a time", null, failure);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
