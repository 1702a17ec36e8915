package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.camunda.bpm.engine.IdentityService;
import org.handover.database.SentStatements;
import org.handover.engine.Completions;
import org.handover.engine.Completions.Item;
import org.handover.once.IdempotencyKey;
import org.handover.vocabulary.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Many tasks of one person in one transaction: each as it would be alone, all or none. */
@ProcessTest
class CompletionsProcessTest {

    @Autowired
    private Completions completions;

    @Autowired
    private IdentityService identity;

    private LaboratoryStory story;

    @BeforeEach
    void threeCases(@Autowired ApplicationContext context) {
        story = new LaboratoryStory(context).cases(6).on("2018-09-12");
    }

    @Test
    void allAreCompleted_inOneTransaction() {
        var commits = new AtomicLong();
        int completed;
        try (var counting = SentStatements.countCommits(commits)) {
            completed = as("lab-managers-1", selections("I-001", "I-002", "I-003"));
        }

        assertThat(completed).isEqualTo(3);
        assertThat(commits).hasValue(1);
        for (String individual : List.of("I-001", "I-002", "I-003")) {
            assertThat(story.open(individual)).containsExactly("ExamineAnthropology", "ExamineHistory");
        }
        assertThat(story.value(
                        "select count(*) from decision where reference = ? and stage = 'LINES_OF_EVIDENCE' and decided_by = 'lab-managers-1'",
                        Integer.class))
                .isEqualTo(3);
    }

    @Test
    void oneIsRefused_noneIsCompleted_andEachRefusalIsNamed() {
        List<Item> items = new ArrayList<>(selections("I-001", "I-002"));
        items.add(selection("I-003", "linesOfEvidence", "PALMISTRY"));
        items.add(selection("I-004"));
        items.add(selection("I-099", "linesOfEvidence", "HISTORY"));
        items.add(items.get(0));

        Completions.Refusals refusals = refused(
                "lab-managers-1",
                items,
                "item 3 (SelectLinesOfEvidence of " + story.key("I-003") + "): linesOfEvidence: ",
                "item 4 (SelectLinesOfEvidence of " + story.key("I-004") + "): linesOfEvidence: is missing",
                "there is no open task SelectLinesOfEvidence of " + story.key("I-099"),
                "is here twice");

        assertThat(refusals.status()).isEqualTo(400);
        assertThat(refusals.items()).extracting(Completions.Refused::item).containsExactly(3, 4, 5, 6);
        assertThat(as("lab-managers-1", selections("I-001", "I-002"))).isEqualTo(2);
    }

    @Test
    void fourEyes_holdInside_andAcross() {
        proposed("lab-managers-1", "I-001");
        proposed("lab-managers-2", "I-002");
        List<Item> reviews = List.of(review("I-001"), review("I-002"));

        refused("lab-managers-1", reviews, "item 1 ", "lab-managers-1 proposed this disposition");
        refused("lab-managers-2", reviews, "item 2 ", "lab-managers-2 proposed this disposition");

        assertThat(as("lab-managers-3", reviews)).isEqualTo(2);
        assertThat(story.open("I-001")).containsExactly("RetainRemains");
        assertThat(story.open("I-002")).containsExactly("RetainRemains");
    }

    @Test
    void anotherGroup_isToldWhoDoesIt() {
        Completions.Refusals refusals = refused(
                "scientists-1", selections("I-001"), "scientists-1 is not in the group lab-managers, which does this");

        assertThat(refusals.status()).isEqualTo(403);
    }

    @Test
    void sentAgain_isAnsweredAgain() {
        List<Item> items = selections("I-001", "I-002");
        assertThat(as("lab-managers-1", items)).isEqualTo(2);
        int rows = story.rows("decision");

        assertThat(as("lab-managers-1", items)).isEqualTo(2);
        assertThat(story.rows("decision")).isEqualTo(rows);
        refused("lab-managers-2", items, "there is no open task");

        IdempotencyKey.with("a-key", () -> as("lab-managers-1", selections("I-003")));
        assertThat(IdempotencyKey.<Integer>with("a-key", () -> as("lab-managers-1", selections("I-003"))))
                .isEqualTo(1);
        assertThatThrownBy(() -> IdempotencyKey.with("a-key", () -> as("lab-managers-1", selections("I-004"))))
                .hasMessageContaining("another act has another key");
        assertThat(story.open("I-004")).containsExactly("SelectLinesOfEvidence");
    }

    /** One of them came back: the list is another act than the one that is done. */
    @Test
    void sentAgain_whenOneIsOpenAgain_isRefused() {
        List<Item> items = selections("I-001", "I-002");
        assertThat(as("lab-managers-1", items)).isEqualTo(2);
        story.examinedLine("I-001", "ExamineAnthropology", "INCONCLUSIVE")
                .examinedLine("I-001", "ExamineHistory", "INCONCLUSIVE")
                .joined("I-001")
                .again("I-001");
        assertThat(story.open("I-001")).containsExactly("SelectLinesOfEvidence");

        refused("lab-managers-1", items, "item 2 ", "there is no open task");
        assertThat(story.open("I-001")).containsExactly("SelectLinesOfEvidence");
    }

    @Test
    void aTaskByItsId_doneBySomebodyElse_isSaid() {
        String task = story.value(
                "select t.id_ from act_ru_task t join act_ru_execution p on p.id_ = t.proc_inst_id_ where p.business_key_ = ? || '/I-001'",
                String.class);
        var item = new Item(task, null, null, Map.of("linesOfEvidence", "HISTORY"));

        assertThat(as("lab-managers-1", List.of(item))).isEqualTo(1);
        refused("lab-managers-2", List.of(item), "item 1: there is no such open task");
    }

    @Test
    void csv_hasARowForEachTask() {
        List<Item> items = Completions.readCsv(
                """
                case,step,linesOfEvidence,remarks
                %1$s/I-001,SelectLinesOfEvidence,"ANTHROPOLOGY,HISTORY",
                %1$s/I-002,SelectLinesOfEvidence,HISTORY,As agreed on Monday
                """
                        .formatted(story.reference()));

        assertThat(as("lab-managers-1", items)).isEqualTo(2);
        assertThat(story.open("I-002")).containsExactly("ExamineHistory");
    }

    @Test
    void whatNamesNoTask_isRefused() {
        assertThatThrownBy(() -> Completions.read(List.of(
                        Map.of("case", "X-2018-01/I-001"),
                        Map.of("task", "1", "step", "SelectLinesOfEvidence"),
                        Map.of("task", "1", "fields", "none", "user", "somebody"))))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.problems())
                        .anyMatch(problem -> problem.startsWith("item 1: step: is missing"))
                        .anyMatch(problem -> problem.startsWith("item 2: step: is given, but applies only when"))
                        .anyMatch(problem -> problem.startsWith("item 3: fields: is not an object"))
                        .anyMatch(problem -> problem.startsWith("item 3: user: is unknown")));
        assertThatThrownBy(() -> Completions.read(Collections.singletonList(null)))
                .hasMessageContaining("item 1: case: is missing");
        assertThatThrownBy(() -> as(
                        "lab-managers-1",
                        Collections.nCopies(Completions.MOST + 1, selection("I-001", "linesOfEvidence", "HISTORY"))))
                .hasMessageContaining("there are 201; send 1 to 200");
        assertThatThrownBy(() -> as("lab-managers-1", List.of())).hasMessageContaining("there are 0");
    }

    @Test
    void costsLess_thanOneByOne() {
        long[] alone = cost(() -> as("lab-managers-1", selections("I-001")));
        long[] together = cost(() -> as("lab-managers-1", selections("I-002", "I-003", "I-004", "I-005", "I-006")));

        System.out.printf(
                "A selection of lines: alone %d statements and %d commit; of five at once each %.1f and %.1f%n",
                alone[0], alone[1], together[0] / 5.0, together[1] / 5.0);
        assertThat(together[0]).isPositive().isLessThan(5 * alone[0]);
        assertThat(together[1]).isEqualTo(1);
    }

    private static long[] cost(Runnable act) {
        var statements = new AtomicLong();
        var commits = new AtomicLong();
        try (var sent = SentStatements.listenHere(sql -> statements.incrementAndGet());
                var committed = SentStatements.countCommits(commits)) {
            act.run();
        }
        return new long[] {statements.get(), commits.get()};
    }

    private void proposed(String manager, String individual) {
        story.selected(individual, "ANTHROPOLOGY")
                .examinedLine(individual, "ExamineAnthropology", "INCONCLUSIVE")
                .settle()
                .completeAt(
                        individual,
                        manager,
                        "ProposeDisposition",
                        "disposition",
                        "RETAINED",
                        "rationale",
                        "Nothing more can be found");
    }

    private Item review(String individual) {
        return new Item(null, story.key(individual).toString(), "ReviewDisposition", Map.of("decision", "CONCUR"));
    }

    private List<Item> selections(String... individuals) {
        return Arrays.stream(individuals)
                .map(individual -> selection(individual, "linesOfEvidence", "ANTHROPOLOGY,HISTORY"))
                .toList();
    }

    private Item selection(String individual, Object... fields) {
        return new Item(null, story.key(individual).toString(), "SelectLinesOfEvidence", LaboratoryStory.row(fields));
    }

    /** Nothing may have changed. */
    private Completions.Refusals refused(String user, List<Item> items, String... words) {
        var found = new Completions.Refusals[1];
        story.refuses(
                () -> {
                    try {
                        as(user, items);
                    } catch (Completions.Refusals refusals) {
                        found[0] = refusals;
                        throw refusals;
                    }
                },
                words);
        return found[0];
    }

    private int as(String user, List<Item> items) {
        List<String> groups = identity.createGroupQuery().groupMember(user).list().stream()
                .map(group -> group.getId())
                .toList();
        identity.setAuthentication(user, groups);
        try {
            return completions.complete(items, user);
        } finally {
            identity.clearAuthentication();
        }
    }
}
