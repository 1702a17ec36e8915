package org.handover.live;

import jakarta.annotation.PreDestroy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Between the nodes that share one PostgreSQL: each tells the others, after its transactions are committed and outside of them, which
 * handovers it changed. On H2 there is one node and nothing to tell. Not thread-safe: one schedule calls it.
 */
@Component
class Relay {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    private static final String CHANNEL = "handover_changed";

    /** After a failure, and for the look whether a silent connection lives. */
    private static final Duration PAUSE = Duration.ofSeconds(15);

    private final JdbcClient jdbc;
    private final JdbcConnectionDetails database;
    private final boolean others;

    /** Tells one's own notifications, which come back, from those of the others. */
    private final String node = UUID.randomUUID().toString();

    private final Set<String> untold = new TreeSet<>();
    private Connection listening;
    private Instant checkAt = Instant.MIN;
    private boolean failed;

    Relay(JdbcClient jdbc, JdbcConnectionDetails database) {
        this.jdbc = jdbc;
        this.database = database;
        this.others = database.getJdbcUrl().startsWith("jdbc:postgresql:");
    }

    /** Tells the other nodes. What fails is told with the next call. */
    void tell(Collection<String> handovers) {
        if (!others) {
            return;
        }
        untold.addAll(handovers);
        try {
            for (String handover : new ArrayList<>(untold)) {
                jdbc.sql("select pg_notify(:channel, :payload)")
                        .param("channel", CHANNEL)
                        .param("payload", node + " " + handover)
                        .query(row -> {});
                untold.remove(handover);
            }
        } catch (DataAccessException e) {
            LOG.warn("Other nodes are told later what changed: {}", e.getMessage());
        }
    }

    /**
     * What the other nodes told since the last call. Before the first one, and after a failure, anything may have changed.
     *
     * @param wanted whether anybody wants to know: without, no connection is held
     * @return references, or {@link Streams#ANY}
     */
    Set<String> heard(boolean wanted) {
        if (!others || !wanted) {
            hangUp();
            failed = false;
            return Set.of();
        }
        try {
            return listening == null ? connect() : receive();
        } catch (SQLException e) {
            LOG.warn("No news from other nodes for {} seconds: {}", PAUSE.toSeconds(), e.getMessage());
            hangUp();
            checkAt = Instant.now().plus(PAUSE);
            failed = true;
            return Set.of();
        }
    }

    private Set<String> connect() throws SQLException {
        if (failed && Instant.now().isBefore(checkAt)) {
            return Set.of();
        }
        var properties = new Properties();
        properties.setProperty("user", database.getUsername());
        if (database.getPassword() != null) {
            // Without one the server knows us otherwise.
            properties.setProperty("password", database.getPassword());
        }
        properties.setProperty("ApplicationName", "handover live");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "5");
        properties.setProperty("socketTimeout", "10");
        properties.setProperty("tcpKeepAlive", "true");
        // Not from the pool, which it would hold a connection of for good.
        listening = DriverManager.getConnection(database.getJdbcUrl(), properties);
        try (var statement = listening.createStatement()) {
            statement.execute("listen " + CHANNEL);
        }
        checkAt = Instant.now().plus(PAUSE);
        failed = false;
        // Nobody heard what was told before.
        return Set.of(Streams.ANY);
    }

    private Set<String> receive() throws SQLException {
        PGNotification[] notifications = listening.unwrap(PGConnection.class).getNotifications(1);
        var heard = new TreeSet<String>();
        if (notifications != null) {
            for (PGNotification each : notifications) {
                String[] nodeAndHandover = each.getParameter().split(" ", 2);
                if (nodeAndHandover.length == 2 && !nodeAndHandover[0].equals(node)) {
                    heard.add(nodeAndHandover[1]);
                }
            }
        }
        if (Instant.now().isAfter(checkAt)) {
            if (!listening.isValid(5)) {
                throw new SQLException("the connection is broken");
            }
            checkAt = Instant.now().plus(PAUSE);
        }
        return heard;
    }

    @PreDestroy
    void hangUp() {
        if (listening == null) {
            return;
        }
        try {
            listening.close();
        } catch (SQLException e) {
            LOG.debug("Closing a connection that is broken anyway", e);
        }
        listening = null;
    }
}
