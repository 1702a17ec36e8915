package org.handover.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.camunda.bpm.webapp.impl.security.auth.UserAuthentication;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/** Sessions of two nodes on one database. */
abstract class KeptSessionsContract {

    abstract DataSource database();

    private DataSource database;
    private JdbcClient jdbc;
    private Node<?> one;
    private Node<?> other;

    @BeforeEach
    void start() throws Exception {
        database = database();
        jdbc = JdbcClient.create(database);
        one = node(database);
        other = node(database);
    }

    private static Node<?> node(DataSource database) throws Exception {
        var store = new SessionStore();
        return new Node<>(store.sessions(
                store.sessionTable(database, new JdbcTransactionManager(database), Duration.ofMinutes(30))));
    }

    /** What the session filter does with the sessions of a node. */
    private record Node<S extends Session>(SessionRepository<S> sessions) {

        String signIn(String user) {
            S session = sessions.createSession();
            session.setAttribute(KeptSessions.SIGNED_IN, people(user));
            sessions.save(session);
            ended(sessions);
            return session.getId();
        }

        Request<S> request(String id) {
            return new Request<>(sessions, sessions.findById(id));
        }

        @SuppressWarnings("unchecked")
        void save(Request<?> request) {
            sessions.save((S) request.session());
        }

        boolean knows(String id) {
            return sessions.findById(id) != null;
        }
    }

    private record Request<S extends Session>(SessionRepository<S> sessions, S session) {

        Authentications people() {
            return session.getAttribute(KeptSessions.SIGNED_IN);
        }

        void end() {
            sessions.save(session);
            ended(sessions);
        }
    }

    private static void ended(SessionRepository<?> sessions) {
        ((KeptSessions<?>) sessions).endOfRequest();
    }

    private static Authentications people(String user) {
        var authentication = new UserAuthentication(user, "default");
        authentication.setGroupIds(new ArrayList<>(List.of("scientists", "observers")));
        authentication.setTenantIds(new ArrayList<>());
        authentication.setAuthorizedApps(new HashSet<>(Set.of("tasklist", "welcome")));
        authentication.setCacheValidationTime(new java.util.Date());
        var people = new Authentications();
        people.addOrReplace(authentication);
        return people;
    }

    @Test
    void whoIsSignedInOnOneNode_isSignedInOnAll_withGroupsAndApps() {
        String id = one.signIn("scientists-1");

        UserAuthentication found =
                other.request(id).people().getAuthentications().get(0);

        assertThat(found.getIdentityId()).isEqualTo("scientists-1");
        assertThat(found.getGroupIds()).containsExactly("scientists", "observers");
        assertThat(found.getAuthorizedApps()).containsExactlyInAnyOrder("tasklist", "welcome");
    }

    @Test
    void requestThatChangesNothing_writesNothing_thoughTheWebAppsSetTheAttribute() {
        String id = one.signIn("scientists-1");
        Request<?> request = other.request(id);
        request.session()
                .setLastAccessedTime(request.session().getLastAccessedTime().plusSeconds(59));
        request.session().setAttribute(KeptSessions.SIGNED_IN, request.people());
        Request<?> changing = one.request(id);
        changing.session().setAttribute("token", "2");
        jdbc.sql("alter table web_session rename to elsewhere").update();

        assertThatCode(request::end).doesNotThrowAnyException();
        assertThatThrownBy(changing::end).as("this test would see a write").isInstanceOf(Exception.class);
    }

    @Test
    void savedSession_isNotAskedForAgainInTheSameRequest_butInTheNext() {
        String id = one.signIn("scientists-1");
        Request<?> request = other.request(id);
        other.save(request);
        jdbc.sql("delete from web_session").update();

        assertThat(other.knows(id)).as("by the same request").isTrue();
        assertThat(other.knows(id)).isFalse();
    }

    @Test
    void use_isKnownToTheMinute() {
        String id = one.signIn("scientists-1");
        Request<?> request = one.request(id);
        var before = request.session().getLastAccessedTime();

        request.session().setLastAccessedTime(before.plusSeconds(61));
        request.end();

        assertThat(other.request(id).session().getLastAccessedTime()).isEqualTo(before.plusSeconds(61));
    }

    @Test
    void attributeChangedInPlace_isKept() {
        String id = one.signIn("scientists-1");
        Request<?> request = one.request(id);
        request.people().getAuthentications();
        request.people()
                .addOrReplace(people("scientists-2").getAuthentications().get(0));
        request.end();

        assertThat(other.request(id).people().getAuthentications().get(0).getIdentityId())
                .isEqualTo("scientists-2");
    }

    @Test
    void signOut_endsTheSessionOnEveryNode_andRequestsUnderWayCannotUndoIt() {
        String id = one.signIn("scientists-1");
        Request<?> underWay = other.request(id);
        underWay.people().getAuthentications().get(0).setCacheValidationTime(new java.util.Date(0));
        underWay.session().setAttribute("token", "late");
        Request<?> signOut = one.request(id);

        signOut.people().removeByEngineName("default");
        signOut.end();
        underWay.end();

        assertThat(one.knows(id)).isFalse();
        assertThat(other.knows(id)).isFalse();
        assertThat(jdbc.sql("select count(*) from web_session_attributes")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void parallelRequestsOfOnePerson_loseNoAttribute() throws Exception {
        String id = one.signIn("scientists-1");
        int requests = 12;
        var threads = Executors.newFixedThreadPool(requests);
        var together = new CyclicBarrier(requests);
        try {
            List<Callable<Boolean>> work = IntStream.range(0, requests)
                    .<Callable<Boolean>>mapToObj(number -> () -> {
                        Request<?> request = (number % 2 == 0 ? one : other).request(id);
                        together.await();
                        request.session().setAttribute("of-" + number, "x");
                        // Both nodes give the first token at once.
                        request.session().setAttribute("token", "of " + number);
                        request.end();
                        return true;
                    })
                    .toList();
            for (Future<Boolean> each : threads.invokeAll(work)) {
                assertThat(each.get()).isTrue();
            }
        } finally {
            threads.shutdown();
        }

        Session session = one.request(id).session();
        assertThat(session.getAttributeNames())
                .as("these, the token, who is signed in, and by what name the table finds it")
                .hasSize(requests + 3);
        assertThat(session.<String>getAttribute("token")).startsWith("of ");
    }

    @Test
    void sessionInWhichNobodySignsIn_isForgottenSoon() {
        Session signedIn = one.request(one.signIn("scientists-1")).session();
        Node<?> node = one;
        Session anonymous = anonymous(node);

        assertThat(signedIn.getMaxInactiveInterval()).isEqualTo(Duration.ofMinutes(30));
        assertThat(anonymous.getMaxInactiveInterval()).isEqualTo(KeptSessions.WITHOUT_SIGN_IN);
    }

    private static <S extends Session> Session anonymous(Node<S> node) {
        S session = node.sessions().createSession();
        session.setAttribute("token", "1");
        node.sessions().save(session);
        ended(node.sessions());
        return node.sessions().findById(session.getId());
    }

    @Test
    void classThatIsNotNeeded_isNotWritten_andNotMadeWhenSomebodyPutItIntoTheTable() throws Exception {
        String id = one.signIn("scientists-1");
        Session session = one.request(id).session();
        assertThatThrownBy(() -> session.setAttribute("x", new Probe())).isInstanceOf(UncheckedIOException.class);

        Probe.made = 0;
        var bytes = new java.io.ByteArrayOutputStream();
        try (var stream = new java.io.ObjectOutputStream(bytes)) {
            stream.writeObject(new ArrayList<>(List.of(new Probe())));
        }
        jdbc.sql("update web_session_attributes set attribute_bytes = :bytes")
                .param("bytes", bytes.toByteArray())
                .update();

        assertThat(other.request(id).people())
                .as("a session that cannot be read is nobody's")
                .isNull();
        assertThat(Probe.made).isZero();
    }

    /** Does something when it is read, as the classes of an attack do. */
    private static final class Probe implements java.io.Serializable {

        private static final long serialVersionUID = 1;
        private static int made;

        private void readObject(java.io.ObjectInputStream stream) throws java.io.IOException, ClassNotFoundException {
            stream.defaultReadObject();
            made++;
        }
    }
}
