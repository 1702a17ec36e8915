package org.handover.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.handover.fixture.Outcome;
import org.handover.seal.Signing;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Two nodes on one PostgreSQL, and people who act on handovers while something breaks: whoever was answered finds it in the record, nothing is
 * there twice, every chain fits together, and all work goes on to its end, which is the same as that of a handover in peace.
 * {@code -Dhandover.rounds=20} kills more nodes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodesIT {

    private static final int ROUNDS = Integer.getInteger("handover.rounds", 2);
    private static final int PEOPLE_AT_ONCE = 3;

    /** How long a node keeps a job to itself. In operation it is five minutes. */
    private static final int LOCK_SECONDS = 3;

    /** How long a node waits for the database's answer. In operation it is five minutes. */
    private static final int GIVEN_UP_SECONDS = 10;

    private final AtomicInteger handovers = new AtomicInteger();
    private final Path keyStore = Signing.keyStore();
    private Path folder;
    private Path smallDisk;
    private Server server;
    private List<Node> nodes;
    private JdbcClient jdbc;
    private People people;
    private Map<String, List<String>> inPeace;

    @BeforeAll
    void start() throws Exception {
        folder = Server.emptyFolder("run");
        server = new Server(folder.resolve("data"));
        smallDisk = smallDisk();
        if (smallDisk != null) {
            server.execute("create tablespace small location '%s'".formatted(smallDisk));
        }
        server.create("nodes", smallDisk == null ? "" : "tablespace small");
        String url = server.url("nodes");
        jdbc = server.sql("nodes");
        // Both at once, on an empty database.
        nodes = List.of(node("one", url).start(), node("two", url).start());
        for (Node node : nodes) {
            node.awaitReady();
        }
        people = new People(nodes);
        String reference = reference();
        people.play(reference);
        awaitEnd(List.of(reference));
        inPeace = Outcome.of(jdbc, reference);
        assertThat(inPeace.get("handover").toString()).contains("ACCOUNTED_FOR");
    }

    private Node node(String name, String url) throws IOException {
        return new Node(
                name,
                folder,
                url,
                "handover.scenario=",
                "handover.signing.key-store=" + keyStore,
                "handover.signing.password=" + Signing.PASSWORD,
                "spring.datasource.hikari.maximum-pool-size=5",
                "spring.datasource.hikari.connection-timeout=1500",
                "spring.datasource.hikari.data-source-properties.socketTimeout=" + GIVEN_UP_SECONDS,
                "camunda.bpm.job-execution.lock-time-in-millis=" + LOCK_SECONDS * 1000,
                "camunda.bpm.job-execution.wait-time-in-millis=300",
                "camunda.bpm.job-execution.max-wait=500",
                // What happened in 2018 is long overdue.
                "handover.reminders.talks-outcome=P36500D",
                "handover.reminders.arrival=P36500D");
    }

    @AfterAll
    void stop() throws Exception {
        if (nodes != null) {
            for (Node node : nodes) {
                node.close();
            }
        }
        server.close();
        if (smallDisk != null) {
            new ProcessBuilder("umount", "-l", smallDisk.toString()).start().waitFor();
        }
    }

    /** A disk of its own for the tables; null where this machine does not let us have one. */
    private Path smallDisk() throws Exception {
        Path disk = Files.createDirectories(folder.resolve("small-disk"));
        try {
            Process mount = new ProcessBuilder(
                            "mount", "-t", "tmpfs", "-o", "size=160m,mode=777", "none", disk.toString())
                    .redirectErrorStream(true)
                    .start();
            return mount.waitFor() == 0 ? disk : null;
        } catch (IOException noSuchCommand) {
            return null;
        }
    }

    private String reference() {
        return "NOD-2018-%03d".formatted(handovers.incrementAndGet());
    }

    /** Something that breaks and is well again. */
    private interface Fault {
        void happen() throws Exception;
    }

    private void whilePeopleAct(Fault fault) throws Exception {
        people.again().clear();
        var going = new AtomicBoolean(true);
        ExecutorService desks = Executors.newFixedThreadPool(PEOPLE_AT_ONCE);
        var played = new ArrayList<String>();
        try {
            List<Future<List<String>>> work = new ArrayList<>();
            for (int desk = 0; desk < PEOPLE_AT_ONCE; desk++) {
                work.add(desks.submit(() -> {
                    var own = new ArrayList<String>();
                    do {
                        String reference = reference();
                        people.play(reference);
                        own.add(reference);
                    } while (going.get());
                    return own;
                }));
            }
            try {
                fault.happen();
            } finally {
                going.set(false);
            }
            for (Future<List<String>> each : work) {
                played.addAll(each.get());
            }
        } finally {
            desks.shutdownNow();
        }
        awaitEnd(played);
        nothingIsLost_andNothingIsThereTwice(played);
        System.out.printf("%d handovers; sent again: %s%n", played.size(), people.again());
        assertThat(people.again().keySet()).as("what people were told").allSatisfy(said -> assertThat(said)
                .containsAnyOf("no answer", "the database does not answer", "somebody else acted on the same"));
    }

    private void awaitEnd(List<String> references) throws Exception {
        Instant last = Instant.now().plusSeconds(90);
        List<String> open = references;
        while (!open.isEmpty() && Instant.now().isBefore(last)) {
            // A step that failed is tried again after five minutes; here they have passed.
            jdbc.sql("update act_ru_job set duedate_ = null where type_ = 'message' and duedate_ is not null")
                    .update();
            TimeUnit.MILLISECONDS.sleep(300);
            open = jdbc
                    .sql("select distinct business_key_ from act_ru_execution where business_key_ is not null")
                    .query(String.class)
                    .list()
                    .stream()
                    .filter(key -> references.contains(key.split("/")[0]))
                    .toList();
        }
        assertThat(open).as("what does not come to an end").isEmpty();
    }

    private void nothingIsLost_andNothingIsThereTwice(List<String> references) {
        for (String reference : references) {
            Map<String, List<String>> outcome = Outcome.of(jdbc, reference);
            inPeace.forEach((what, rows) -> {
                if (!what.equals("incidents")) {
                    assertThat(outcome.get(what))
                            .as("%s of %s", what, reference)
                            .isEqualTo(rows);
                }
            });
            assertReconciles(people, reference);
        }
        List<String> written = jdbc.sql("select substr(act_key, 6) from act where act_key like 'task %'")
                .query(String.class)
                .list();
        assertThat(written).as("every act that was answered").containsAll(people.answered());
        assertThat(jdbc.sql("select count(*) from act_ru_incident")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private static void assertReconciles(People people, String reference) {
        JsonNode verified = people.read("observers-1", "/api/handovers/" + reference + "/custody/verify")
                .json();
        assertThat(verified.at("/intact").asBoolean()).as(verified.toString()).isTrue();
        JsonNode account = people.read("observers-1", "/api/handovers/" + reference + "/account")
                .json();
        assertThat(account.at("/reconciliation/reconciles").asBoolean())
                .as(account.toString())
                .isTrue();
    }

    @Test
    void nodesAreKilled_againAndAgain() throws Exception {
        whilePeopleAct(() -> {
            for (int round = 0; round < ROUNDS; round++) {
                Node victim = nodes.get(round % nodes.size());
                TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(1_500, 4_000));
                victim.kill();
                TimeUnit.MILLISECONDS.sleep(500);
                victim.start().awaitReady();
            }
        });
        assertThat(people.again()).containsKey("no answer");
        assertThat(jdbc.sql("select distinct hostname_ from act_hi_job_log where job_state_ = 2")
                        .query(String.class)
                        .list())
                .as("who did the steps in the background")
                .containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void databaseIsRestarted() throws Exception {
        whilePeopleAct(() -> {
            TimeUnit.SECONDS.sleep(2);
            server.stop();
            TimeUnit.SECONDS.sleep(2);
            server.start();
            TimeUnit.SECONDS.sleep(1);
        });
        assertThat(people.again().toString()).contains("503 the database does not answer");
    }

    @Test
    void databaseFallsSilent() throws Exception {
        whilePeopleAct(() -> {
            TimeUnit.SECONDS.sleep(2);
            server.freeze();
            try {
                TimeUnit.SECONDS.sleep(GIVEN_UP_SECONDS + 3);
            } finally {
                server.wake();
            }
        });
        assertThat(people.again().toString()).contains("503 the database does not answer");
    }

    /** Nobody can write the handovers for longer than a node may keep a job, and longer than anybody waits for a connection. */
    @Test
    void stepsOutlastTheirLocks_andConnectionsRunOut() throws Exception {
        var readers = Executors.newFixedThreadPool(12);
        try {
            whilePeopleAct(() -> {
                TimeUnit.SECONDS.sleep(2);
                try (var connection = DriverManager.getConnection(server.url("nodes"), "postgres", "");
                        var statement = connection.createStatement()) {
                    connection.setAutoCommit(false);
                    statement.execute("lock table handover in access exclusive mode");
                    for (int reader = 0; reader < 12; reader++) {
                        readers.submit(() -> people.read("observers-1", "/api/handovers/NOD-2018-001/account"));
                    }
                    TimeUnit.SECONDS.sleep(2 * LOCK_SECONDS);
                    connection.rollback();
                }
            });
        } finally {
            readers.shutdownNow();
        }
        assertThat(people.again().toString()).contains("503 the database does not answer");
    }

    /** The operator's drill of docs/operations.md, with its scripts. */
    @Test
    void backupMadeWhilePeopleAct_isRestoredOnAnotherServer_andTheWorkGoesOn() throws Exception {
        assumeTrue(
                Scripts.canDump(jdbc),
                "no pg_dump that is as new as the server on this machine: postgresql-client has it");
        Path backup = folder.resolve("backup.dump");
        whilePeopleAct(() -> {
            TimeUnit.SECONDS.sleep(3);
            Scripts.run("backup", server.url("nodes"), backup);
        });

        try (var other = new Server(folder.resolve("restored"))) {
            other.create("restored", "");
            String url = other.url("restored");
            JdbcClient record = other.sql("restored");
            assertThat(Scripts.run("restore", url, backup)).contains("restored: ");
            assertThat(record.sql("select count(*) from web_session")
                            .query(Integer.class)
                            .single())
                    .as("who was signed in")
                    .isZero();
            List<String> references = record.sql("select reference from handover order by 1")
                    .query(String.class)
                    .list();
            assertThat(references).hasSizeGreaterThan(1);
            assertThat(record.sql("select count(*) from handover where phase <> 'ACCOUNTED_FOR'")
                            .query(Integer.class)
                            .single())
                    .as("handovers in the middle of something")
                    .isPositive();
            try (Node node = node("restored", url).start().awaitReady()) {
                var back = new People(List.of(node));
                references.forEach(reference -> back.finish(record, reference));
                for (String reference : references) {
                    Map<String, List<String>> outcome = Outcome.of(record, reference);
                    assertThat(outcome.get("instances")).isEqualTo(inPeace.get("instances"));
                    assertThat(outcome.get("custody_event")).isEqualTo(inPeace.get("custody_event"));
                    assertReconciles(back, reference);
                }
            }
            assertThat(Scripts.refused("restore", url, backup)).contains("restore into an empty one");
        }
    }

    @Test
    void diskIsFull() throws Exception {
        assumeTrue(smallDisk != null, "no disk of a size of its own on this machine: it takes root and tmpfs");
        whilePeopleAct(() -> {
            TimeUnit.SECONDS.sleep(1);
            Path ballast = smallDisk.resolve("ballast");
            try (var file = FileChannel.open(ballast, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                var block = java.nio.ByteBuffer.allocate(1 << 16);
                while (true) {
                    file.write(block.rewind());
                }
            } catch (IOException full) {
                assertThat(full).hasMessageContaining("No space left");
            }
            TimeUnit.SECONDS.sleep(6);
            Files.delete(ballast);
        });
        assertThat(people.again().toString()).contains("503 the database does not answer");
    }
}
