package org.handover.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.handover.http.Http;
import org.handover.http.Http.Answer;
import org.handover.seal.Signing;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One scenario, given to two nodes in the same moment. */
class ReplayIT {

    private static final String REFERENCE = "KOR-2018-01";

    private final Path keyStore = Signing.keyStore();

    @Test
    void oneScenario_onTwoNodesAtOnce_isReplayedOnce() throws Exception {
        Path folder = Server.emptyFolder("replay");
        try (var server = new Server(folder.resolve("data"))) {
            server.create("replay", "");
            try (Node one = TwoNodes.node("one", folder, server.url("replay"), keyStore, "korea-2018-to-july-18");
                    Node two = TwoNodes.node("two", folder, server.url("replay"), keyStore, "korea-2018-to-july-18")) {
                whenBothWait(server, () -> {
                    one.start();
                    two.start();
                });
                one.awaitReady();
                two.awaitReady();
                JdbcClient record = server.sql("replay");
                List<String> said = record.sql("select said_text from statement order by 1")
                        .query(String.class)
                        .list();
                assertThat(said).as("at the start").isNotEmpty().doesNotHaveDuplicates();
                assertThat(count(record, "talks_session")).isEqualTo(3);

                var replays = new ArrayList<CompletableFuture<Answer>>();
                whenBothWait(server, () -> {
                    for (Node node : List.of(one, two)) {
                        replays.add(CompletableFuture.supplyAsync(() -> Http.at(node.base())
                                .as("operators-1")
                                .postLines("/api/scenarios?name=korea-2018-after-july-18&reference=" + REFERENCE, "")));
                    }
                });
                List<Answer> answers =
                        replays.stream().map(CompletableFuture::join).toList();

                assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 400);
                assertThat(answers)
                        .filteredOn(answer -> answer.status() == 400)
                        .first()
                        .extracting(Answer::body)
                        .asString()
                        .as("who came second found it done")
                        .contains("line 2 (C02");
                assertThat(count(record, "container")).isEqualTo(55);
                assertThat(Http.at(two.base())
                                .as("observers-1")
                                .get("/api/handovers/" + REFERENCE + "/account")
                                .json()
                                .at("/reconciliation/reconciles")
                                .asBoolean())
                        .isTrue();
            }
        }
    }

    private interface Replays {
        void begin() throws Exception;
    }

    /** Lets both nodes go on in the same moment: when each has come to where one waits for the other. */
    private static void whenBothWait(Server server, Replays replays) throws Exception {
        try (var connection = DriverManager.getConnection(server.url("replay"), "postgres", "");
                var statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock(hashtext('handover'), hashtext('one at a time'))");
            replays.begin();
            JdbcClient record = server.sql("replay");
            Instant last = Instant.now().plusSeconds(90);
            while (waiting(record) < 2) {
                assertThat(Instant.now()).as("both wait").isBefore(last);
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private static int waiting(JdbcClient record) {
        return record.sql(
                        "select count(*) from pg_stat_activity where query like '%one at a time%' and wait_event = 'advisory'")
                .query(Integer.class)
                .single();
    }

    private static int count(JdbcClient record, String table) {
        return record.sql("select count(*) from " + table).query(Integer.class).single();
    }
}
