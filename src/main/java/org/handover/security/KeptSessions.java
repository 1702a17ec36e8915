package org.handover.security;

import static org.springframework.session.FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.handover.database.Outage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/**
 * Sessions as the web apps use them, kept elsewhere: what has not changed is not written, though the web apps set who is signed in at
 * every request. With that a request that began before a sign-out on another node cannot undo it. A session in which nobody is signed
 * in any more ends, and one in which nobody ever was is kept for minutes only.
 */
class KeptSessions<S extends Session> implements SessionRepository<KeptSessions.Kept<S>> {

    /** Where the web apps keep who is signed in. */
    static final String SIGNED_IN = "authenticatedUser";

    /** How exactly the last use of a session is known; less is a write at every request. */
    static final Duration USE = Duration.ofMinutes(1);

    /** Long enough for a sign-in. */
    static final Duration WITHOUT_SIGN_IN = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(KeptSessions.class);

    private final SessionRepository<S> kept;

    /** Whoever saves a session at the end of a request asks at once whether it is there. */
    private final ThreadLocal<Kept<S>> justSaved = new ThreadLocal<>();

    KeptSessions(SessionRepository<S> kept) {
        this.kept = kept;
    }

    @Override
    public Kept<S> createSession() {
        return new Kept<>(kept.createSession(), true);
    }

    @Override
    public void save(Kept<S> session) {
        if (session.signedOut()) {
            deleteById(session.getId());
            return;
        }
        boolean goesOn = session.hadSignIn;
        session.prepare();
        try {
            kept.save(session.kept);
        } catch (RuntimeException e) {
            if (!goesOn || !Outage.isIn(e)) {
                throw e;
            }
            // The answer stands; only when the session was used last is not known.
            LOG.warn("The use of a session is not noted: {}", e.getMessage());
        }
        justSaved.set(session);
    }

    /** Without a word of it being used. */
    @Override
    public Kept<S> findById(String id) {
        Kept<S> saved = justSaved.get();
        justSaved.remove();
        if (saved != null && saved.getId().equals(id)) {
            return saved;
        }
        S found = kept.findById(id);
        return found == null ? null : new Kept<>(found, false);
    }

    @Override
    public void deleteById(String id) {
        justSaved.remove();
        kept.deleteById(id);
    }

    /** At the end of a request: the next one on this thread may be anybody's. */
    void endOfRequest() {
        justSaved.remove();
    }

    private static boolean signedIn(Session session) {
        return session.getAttribute(SIGNED_IN) instanceof Authentications people
                && !people.getAuthentications().isEmpty();
    }

    /** By whom the table finds it: a new password ends the sessions of its owner. */
    private static String person(Session session) {
        Authentications people = session.getAttribute(SIGNED_IN);
        return people.getAuthentications().get(0).getIdentityId();
    }

    /** Of one request, whose thread alone uses it. */
    static class Kept<S extends Session> implements Session {

        private final S kept;
        private final Duration lasts;
        private final Map<String, byte[]> known = new HashMap<>();
        private boolean fresh;
        private boolean hadSignIn;

        Kept(S kept, boolean fresh) {
            this.kept = kept;
            this.lasts = kept.getMaxInactiveInterval();
            this.fresh = fresh;
            this.hadSignIn = !fresh && signedIn(kept);
        }

        private boolean signedOut() {
            return hadSignIn && !signedIn(kept);
        }

        private void prepare() {
            // Whoever holds an attribute may have changed it without setting it.
            for (Map.Entry<String, byte[]> each : known.entrySet()) {
                Object value = kept.getAttribute(each.getKey());
                byte[] now = value == null ? null : SessionAttributes.write(value);
                if (!Arrays.equals(now, each.getValue())) {
                    kept.setAttribute(each.getKey(), value);
                    each.setValue(now);
                }
            }
            hadSignIn = signedIn(kept);
            String person = hadSignIn ? person(kept) : null;
            if (!Objects.equals(person, kept.getAttribute(PRINCIPAL_NAME_INDEX_NAME))) {
                kept.setAttribute(PRINCIPAL_NAME_INDEX_NAME, person);
            }
            if (fresh) {
                kept.setMaxInactiveInterval(hadSignIn ? lasts : WITHOUT_SIGN_IN);
                fresh = false;
            }
        }

        @Override
        public <T> T getAttribute(String name) {
            T value = kept.getAttribute(name);
            if (value != null) {
                known.computeIfAbsent(name, key -> SessionAttributes.write(value));
            }
            return value;
        }

        @Override
        public void setAttribute(String name, Object value) {
            byte[] before = getAttribute(name) == null ? null : known.get(name);
            byte[] now = value == null ? null : SessionAttributes.write(value);
            if (!Arrays.equals(before, now)) {
                kept.setAttribute(name, value);
                known.put(name, now);
            }
        }

        @Override
        public void removeAttribute(String name) {
            setAttribute(name, null);
        }

        @Override
        public Set<String> getAttributeNames() {
            return kept.getAttributeNames();
        }

        @Override
        public void setLastAccessedTime(Instant time) {
            if (time.isAfter(kept.getLastAccessedTime().plus(USE))) {
                kept.setLastAccessedTime(time);
            }
        }

        @Override
        public Instant getLastAccessedTime() {
            return kept.getLastAccessedTime();
        }

        @Override
        public String getId() {
            return kept.getId();
        }

        @Override
        public String changeSessionId() {
            return kept.changeSessionId();
        }

        @Override
        public Instant getCreationTime() {
            return kept.getCreationTime();
        }

        @Override
        public void setMaxInactiveInterval(Duration interval) {
            kept.setMaxInactiveInterval(interval);
        }

        @Override
        public Duration getMaxInactiveInterval() {
            return kept.getMaxInactiveInterval();
        }

        @Override
        public boolean isExpired() {
            return kept.isExpired();
        }
    }
}
