package org.handover.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.springframework.stereotype.Component;

/** For answers that go on long after the request: whether whoever asked is signed in still. */
@Component
public class StillSignedIn {

    private final WebAppSessions sessions;

    StillSignedIn(WebAppSessions sessions) {
        this.sessions = sessions;
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
        return new Session() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public boolean lasts() {
                return sessions.signedIn(session);
            }
        };
    }
}
