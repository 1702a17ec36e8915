package org.handover.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * For answers that go on long after the request: whether whoever asked is signed in still, wherever they signed out. One question to the
 * database a second, for however many.
 */
@Component
public class StillSignedIn {

    private static final Duration KNOWN = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private Set<String> lasting;
    private long askedAt;

    StillSignedIn(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A sign-in of a browser, which ends with a sign-out or with the session. Asking does not prolong the session. */
    public interface Session {

        /** The same for all pages of one sign-in. */
        String id();

        boolean lasts();
    }

    /**
     * The sign-in that a request rests on.
     *
     * @throws IllegalStateException when the request has no session
     */
    public Session of(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null) {
            throw new IllegalStateException("the request has no session");
        }
        String id = session.getId();
        // Never what was asked before there was this session.
        long since = System.nanoTime();
        return new Session() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public boolean lasts() {
                return lasting(since).contains(id);
            }
        };
    }

    private synchronized Set<String> lasting(long since) {
        long now = System.nanoTime();
        if (lasting == null || askedAt - since < 0 || now - askedAt > KNOWN.toNanos()) {
            // A session whose sign-in has ended is not there any more.
            lasting = jdbc.sql("select session_id from web_session where expiry_time > :now")
                    .param("now", System.currentTimeMillis())
                    .query(String.class)
                    .set();
            askedAt = now;
        }
        return lasting;
    }
}
