package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.handover.process.LaboratoryStory.bone;
import static org.handover.process.LaboratoryStory.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.handover.database.SentStatements;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two people who decide about one individual, or of two that cannot both be, in one moment: one of them is refused. */
@ProcessTest
class AtOnceProcessTest {

    @Autowired
    private JdbcClient jdbc;

    private LaboratoryStory story;
    private String person;

    @BeforeEach
    void begin(@Autowired ApplicationContext context) {
        story = new LaboratoryStory(context)
                .arrived("C-01")
                .examined(
                        "C-01",
                        List.of(
                                bone("1", "cranium", "MIDLINE", 100),
                                bone("2", "cranium", "MIDLINE", 100),
                                bone("3", "cranium", "MIDLINE", 100),
                                bone("4", "tibia", "LEFT", 100)))
                .on("2018-09-10")
                .grouped(List.of(
                        link("I-001", "C-01", "1"),
                        link("I-002", "C-01", "2"),
                        link("I-003", "C-01", "3"),
                        link("I-001", "C-01", "4")))
                .accepted()
                .settle()
                .on("2018-09-12");
        person = story.reference() + "-P1";
    }

    @Test
    @DisplayName(
            "I7, W22 two medical examiners revoke at once: one revocation, one new cycle, and its family can be told")
    void revokedTwice() throws Exception {
        story.goneHome("I-001", person);

        String refused = oneIsRefused(
                new Act("update individual set cycle", () -> revoked("medical-examiners-1")),
                new Act("update individual set cycle", () -> revoked("medical-examiners-2")));

        assertThat(refused).contains("is not identified; there is nothing to revoke");
        assertThat(cycles("REVOCATION")).isEqualTo("2 of 2");
        story.completeAt(
                "I-001",
                "casualty-office-1",
                "NotifyOfRevocation",
                "outcome",
                "DELIVERED",
                "notifiedOn",
                "2018-09-12",
                "recipient",
                "Kin of the demo");
        assertThat(story.open("I-001")).containsExactly("SelectLinesOfEvidence");
    }

    @Test
    @DisplayName("T6 two who send evidence at once: one new cycle, in which the other's evidence has its place")
    void evidenceTwice() throws Exception {
        story.retained("I-001");

        String refused = oneIsRefused(
                new Act("update individual set cycle", () -> received("historians-1")),
                new Act("update individual set cycle", () -> received("historians-2")));

        assertThat(refused).contains("its case is open; evidence goes into that case");
        assertThat(cycles("REOPENING")).isEqualTo("2 of 2");
        assertThat(story.open("I-001")).containsExactly("SelectLinesOfEvidence");
    }

    private void revoked(String examiner) {
        story.sendTo("I-001", examiner, "IdentificationRevoked", null, "reason", "Files were mixed up");
    }

    private void received(String historian) {
        story.sendTo("I-001", historian, "EvidenceReceived", null, "evidence", "A letter");
    }

    /** The cycle, and that of the decisions that began it. */
    private String cycles(String stage) {
        return story.text("select cycle from individual where reference = ? and number = 'I-001'")
                + " of "
                + jdbc
                        .sql("select cycle from decision where reference = ? and stage = ?")
                        .params(story.reference(), stage)
                        .query(String.class)
                        .list()
                        .stream()
                        .reduce((one, other) -> one + " and " + other)
                        .orElse("none");
    }

    @Test
    @DisplayName("I2 a proposal is approved while its specimens are moved: it is approved, or they are moved")
    void approvedWhileRegrouped() throws Exception {
        story.send("scientists-3", "RegroupingCalledFor", "text", "It looks like another person's")
                .complete(
                        "scientists-1",
                        "RegroupSpecimens",
                        "regrouping",
                        List.of(link("I-003", "C-01", "4")),
                        "reason",
                        "Another build");
        story.borneOut("I-003", person)
                .proposed("I-003", "IDENTIFIED", "person", person)
                .reviewed("I-003");

        String refused = oneIsRefused(
                new Act("insert into decision", () -> story.approved("I-003")),
                new Act(
                        "update individual_specimen",
                        () -> story.complete("scientists-2", "ReviewRegrouping", "accepted", "yes")));

        assertThat(refused).containsAnyOf("the specimens of", "what becomes of I-003 is decided");
        assertThat(
                        story.text(
                                """
                select (select count(*) from decision where reference = i.reference and stage = 'IDENTIFICATION')
                    + composition - 1 from individual i where reference = ? and number = 'I-003'"""))
                .as("identified, or changed")
                .isEqualTo("1");
    }

    @Test
    @DisplayName("I6 the last place of a group is approved twice at once: one has it")
    void lastPlaceTwice() throws Exception {
        for (String individual : List.of("I-001", "I-002", "I-003")) {
            story.selected(individual, "ANTHROPOLOGY")
                    .examinedLine(individual, "ExamineAnthropology", "INCONCLUSIVE")
                    .joined(individual)
                    .proposed(
                            individual,
                            "GROUP_ACCOUNTED",
                            "group",
                            "G-01",
                            "groupPersons",
                            individual.equals("I-001") ? person + ", " + person + "B" : null)
                    .reviewed(individual);
        }
        story.approved("I-001");

        String refused = oneIsRefused(
                new Act("insert into decision", () -> story.approved("I-002")),
                new Act("insert into decision", () -> story.approved("I-003")));

        assertThat(refused).contains("would have more individuals than people");
    }

    /** @param writes how its first statement begins that writes what it has made sure of */
    private record Act(String writes, Runnable act) {}

    /**
     * Does both, each as far as it can without the other before it writes.
     *
     * @return what the one who is refused is told
     */
    private static String oneIsRefused(Act... acts) throws Exception {
        var ready = new CountDownLatch(acts.length);
        var people = Executors.newFixedThreadPool(acts.length);
        var told = new ArrayList<String>();
        try {
            List<Callable<Void>> each = Arrays.stream(acts)
                    .map(act -> (Callable<Void>) () -> done(act, ready))
                    .toList();
            for (Future<Void> done : people.invokeAll(each)) {
                try {
                    done.get();
                } catch (ExecutionException e) {
                    told.add(e.getCause().getMessage());
                }
            }
        } finally {
            people.shutdown();
        }
        assertThat(told).as("who is refused").hasSize(1);
        return told.get(0);
    }

    private static Void done(Act act, CountDownLatch ready) {
        var written = new AtomicBoolean();
        try (var sent = SentStatements.listenHere(sql -> {
            if (sql.stripLeading().startsWith(act.writes()) && !written.getAndSet(true)) {
                ready.countDown();
                try {
                    // Who waits for a lock of this one does not come.
                    ready.await(500, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        })) {
            act.act().run();
        }
        return null;
    }
}
