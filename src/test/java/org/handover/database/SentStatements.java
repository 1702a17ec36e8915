package org.handover.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.stereotype.Component;

/**
 * Tells a test of every SQL statement that the application sends, the engine's as ours, on the thread that sends it. Refuses a second connection to whoever
 * holds one: as many as the pool is large would wait for each other.
 */
@Component
@Profile("test")
public final class SentStatements implements BeanPostProcessor {

    private static final List<Consumer<String>> LISTENERS = new CopyOnWriteArrayList<>();

    /** Ends what it was given for. */
    @FunctionalInterface
    public interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    private static final List<AtomicLong> ROWS = new CopyOnWriteArrayList<>();

    /** Counts every row that is read, from now on until it is closed. */
    public static Listening countRows(AtomicLong rows) {
        ROWS.add(rows);
        return () -> ROWS.remove(rows);
    }

    private static final List<Runnable> COMMITS = new CopyOnWriteArrayList<>();

    /** Counts every commit of the present thread, of transactions that wrote something. */
    public static Listening countCommits(AtomicLong commits) {
        Thread here = Thread.currentThread();
        Runnable count = () -> {
            if (Thread.currentThread() == here) {
                commits.incrementAndGet();
            }
        };
        COMMITS.add(count);
        return () -> COMMITS.remove(count);
    }

    /** Gives the text of every statement to a listener, from now on until it is closed. */
    public static Listening listen(Consumer<String> listener) {
        LISTENERS.add(listener);
        return () -> LISTENERS.remove(listener);
    }

    /** As {@link #listen}, to what the present thread sends; others work in the background. */
    public static Listening listenHere(Consumer<String> listener) {
        Thread here = Thread.currentThread();
        return listen(sql -> {
            if (Thread.currentThread() == here) {
                listener.accept(sql);
            }
        });
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource database && !(bean instanceof Watched) ? new Watched(database) : bean;
    }

    private static final class Watched extends DelegatingDataSource {

        /** How many connections a thread holds. */
        private final Map<Thread, Integer> held = new ConcurrentHashMap<>();

        Watched(DataSource database) {
            super(database);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Thread holder = Thread.currentThread();
            if (held.getOrDefault(holder, 0) > 0 && !mayHoldTwo()) {
                throw new IllegalStateException("%s holds a connection, and asks for a second one".formatted(holder));
            }
            Connection connection = super.getConnection();
            held.merge(holder, 1, Integer::sum);
            var wrote = new AtomicBoolean();
            return watch(Connection.class, (proxy, method, arguments) -> {
                boolean open = !connection.isClosed();
                Object result = invoke(connection, method, arguments);
                if (open && connection.isClosed()) {
                    held.merge(holder, -1, Integer::sum);
                }
                if (method.getName().equals("commit") && wrote.getAndSet(false)) {
                    COMMITS.forEach(Runnable::run);
                }
                if (result instanceof PreparedStatement statement
                        && method.getName().equals("prepareStatement")) {
                    return watch(PreparedStatement.class, telling(statement, (String) arguments[0], wrote));
                }
                return result instanceof Statement statement && method.getName().equals("createStatement")
                        ? watch(Statement.class, telling(statement, null, wrote))
                        : result;
            });
        }

        /** What comes one at a time: the migrations before anybody asks, and a replay, whose lock is held by a connection. */
        private static boolean mayHoldTwo() {
            return StackWalker.getInstance().walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                    .anyMatch(name ->
                            name.startsWith("org.flywaydb.") || name.equals("org.handover.database.OneAtATime")));
        }

        private static InvocationHandler telling(Statement statement, String prepared, AtomicBoolean wrote) {
            return (proxy, method, arguments) -> {
                // What is sent in a batch is told one by one, as the database counts it.
                if (method.getName().equals("addBatch")
                        || method.getName().startsWith("execute")
                                && !method.getName().endsWith("Batch")) {
                    String sql = prepared == null && arguments != null ? String.valueOf(arguments[0]) : prepared;
                    if (!sql.stripLeading().regionMatches(true, 0, "select", 0, 6)) {
                        wrote.set(true);
                    }
                    LISTENERS.forEach(listener -> listener.accept(sql));
                }
                Object result = invoke(statement, method, arguments);
                return result instanceof ResultSet read && !ROWS.isEmpty()
                        ? watch(ResultSet.class, counting(read))
                        : result;
            };
        }

        private static InvocationHandler counting(ResultSet read) {
            return (proxy, method, arguments) -> {
                Object result = invoke(read, method, arguments);
                if (method.getName().equals("next") && Boolean.TRUE.equals(result)) {
                    ROWS.forEach(AtomicLong::incrementAndGet);
                }
                return result;
            };
        }

        private static Object invoke(Object on, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
            try {
                return method.invoke(on, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        private static <T> T watch(Class<T> type, InvocationHandler handler) {
            return type.cast(
                    Proxy.newProxyInstance(SentStatements.class.getClassLoader(), new Class<?>[] {type}, handler));
        }
    }
}
