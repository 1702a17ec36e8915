package org.handover.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
            try (Node one = node("one", folder, server.url("replay"));
                    Node two = node("two", folder, server.url("replay"))) {
                one.start();
                two.start();
                one.awaitReady();
                two.awaitReady();
                JdbcClient record = server.sql("replay");
                List<String> said = record.sql("select said_text from statement order by 1")
                        .query(String.class)
                        .list();
                assertThat(said).as("at the start").isNotEmpty().doesNotHaveDuplicates();
                assertThat(count(record, "talks_session")).isEqualTo(3);

                List<Answer> answers = List.of(one, two).stream()
                        .map(node -> CompletableFuture.supplyAsync(() -> Http.at(node.base())
                                .as("operators-1")
                                .postLines("/api/scenarios?name=korea-2018-after-july-18&reference=" + REFERENCE, "")))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();

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

    private static int count(JdbcClient record, String table) {
        return record.sql("select count(*) from " + table).query(Integer.class).single();
    }

    private Node node(String name, Path folder, String url) throws Exception {
        return new Node(
                name,
                folder,
                url,
                "handover.signing.key-store=" + keyStore,
                "handover.signing.password=" + Signing.PASSWORD,
                "handover.scenario=korea-2018-to-july-18",
                "handover.scenario-reference=" + REFERENCE);
    }
}
