package org.handover.crash;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The database as a process sees it that will die at a commit. Commits of transactions that wrote something are counted. From the
 * moment of death nothing reaches the database any more, and nobody gets an answer.
 */
final class DoomedDatabase extends DelegatingDataSource {

    private static final Set<String> WRITES = Set.of("insert", "update", "delete", "merge");

    private IntPredicate diesBefore;
    private IntPredicate diesAfter;
    private boolean mortal;
    private int commits;
    private boolean dead;

    DoomedDatabase(DataSource database) {
        super(database);
    }

    /** Another process, which does not die while it starts. */
    void born() {
        mortal = false;
        dead = false;
        commits = 0;
    }

    /**
     * From now on commits count: the process has started.
     *
     * @param before whether the process dies just before a commit, by its number from 1 on
     * @param after whether it dies just after one, before it hears that the commit succeeded
     */
    void started(IntPredicate before, IntPredicate after) {
        diesBefore = before;
        diesAfter = after;
        mortal = true;
    }

    boolean isDead() {
        return dead;
    }

    /** Of this process. */
    int commits() {
        return commits;
    }

    @Override
    public Connection getConnection() throws SQLException {
        live();
        return new Traffic(super.getConnection()).connection();
    }

    private void live() throws SQLException {
        if (dead) {
            throw new SQLException("the process is dead");
        }
    }

    /** One connection, and whether its transaction wrote anything. */
    private final class Traffic {

        private final Connection real;
        private boolean wrote;

        Traffic(Connection real) {
            this.real = real;
        }

        Connection connection() {
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, given) -> {
                        switch (method.getName()) {
                            case "close" -> {
                                real.close();
                                return null;
                            }
                            case "commit" -> {
                                commit();
                                return null;
                            }
                            case "rollback" -> wrote = false;
                            case "createStatement", "prepareStatement", "prepareCall" -> {
                                live();
                                var statement = (Statement) call(real, method, given);
                                boolean writes = given != null && given.length > 0 && writes((String) given[0]);
                                return statement(statement, method.getReturnType(), writes);
                            }
                            default -> {}
                        }
                        return call(real, method, given);
                    });
        }

        private Object statement(Statement statement, Class<?> type, boolean writes) {
            return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
                if (!method.getName().startsWith("execute")) {
                    return call(statement, method, given);
                }
                live();
                boolean mayWrite = given != null && given[0] instanceof String sql ? writes(sql) : writes;
                if (mortal && mayWrite && real.getAutoCommit()) {
                    throw new AssertionError("a write outside of a transaction: " + statement);
                }
                Object result = call(statement, method, given);
                wrote |= mayWrite && changed(statement, result);
                return result;
            });
        }

        /** An act that is done already is asked for in the same statement that would begin it, and changes nothing. */
        private static boolean changed(Statement statement, Object result) throws SQLException {
            if (result instanceof int[] rows) {
                return Arrays.stream(rows).anyMatch(count -> count != 0);
            }
            return result instanceof Integer rows ? rows != 0 : statement.getUpdateCount() != 0;
        }

        private void commit() throws SQLException {
            live();
            if (!wrote || !mortal) {
                real.commit();
                return;
            }
            wrote = false;
            commits++;
            if (diesBefore.test(commits)) {
                die();
            }
            real.commit();
            if (diesAfter.test(commits)) {
                die();
            }
        }

        private void die() throws SQLException {
            dead = true;
            real.rollback();
            real.close();
            live();
        }

        private static boolean writes(String sql) {
            return WRITES.contains(sql.strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT));
        }

        private static Object call(Object target, java.lang.reflect.Method method, Object[] given) throws Throwable {
            try {
                return method.invoke(target, given);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}
