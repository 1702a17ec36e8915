package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.handover.process.LaboratoryStory.bone;
import static org.handover.process.LaboratoryStory.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.handover.database.SentStatements;
import org.handover.engine.Unguarded;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/**
 * An individual costs the same however many the handover has: as many SQL statements, the engine's as ours, and as many rows read.
 * Compared are handovers of 50 and of 500.
 */
@ProcessTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FlatCostProcessTest {

    private static final int FEW = 50;
    private static final int MANY = 500;

    /** For a case of one person's remains with DNA, eleven tasks of people, told, named and returned; with what the test asks to find its tasks. */
    private static final int MOST_STATEMENTS = 534;

    private static final int MOST_ROWS = 337;
    private static final int MOST_COMMITS = 16;

    private record Cost(long statements, long rows, long commits) {

        double statementsPer(int individuals) {
            return statements / (double) individuals;
        }

        double rowsPer(int individuals) {
            return rows / (double) individuals;
        }
    }

    private LaboratoryStory few;
    private LaboratoryStory many;
    private Cost openingFew;
    private Cost openingMany;

    @BeforeAll
    void open(@Autowired ApplicationContext context) {
        // Once before, so that nothing is read for the first time.
        closed(new LaboratoryStory(context).cases(2).on("2018-09-12"), "I-001");
        few = grouped(context, FEW);
        many = grouped(context, MANY);
        openingFew = cost(() -> few.accepted().settle());
        openingMany = cost(() -> many.accepted().settle());
        few.on("2018-09-12");
        many.on("2018-09-12");
    }

    /** Other tests look at the same engine. */
    @AfterAll
    void leaveNothingOpen(@Autowired ProcessEngine engine) {
        RuntimeService runtime = engine.getRuntimeService();
        for (LaboratoryStory story : List.of(few, many)) {
            List<String> open = runtime
                    .createProcessInstanceQuery()
                    .processInstanceBusinessKeyLike(story.reference() + "%")
                    .rootProcessInstances()
                    .list()
                    .stream()
                    .map(ProcessInstance::getId)
                    .toList();
            Unguarded.run(engine, () -> runtime.deleteProcessInstances(open, "the test is over", true, true));
        }
    }

    private static LaboratoryStory grouped(ApplicationContext context, int individuals) {
        var inventory = new ArrayList<Map<String, Object>>();
        var grouping = new ArrayList<Map<String, Object>>();
        for (int i = 1; i <= individuals; i++) {
            inventory.add(bone(String.valueOf(i), "cranium", "MIDLINE", 100));
            grouping.add(link("I-%03d".formatted(i), "C-01", String.valueOf(i)));
        }
        return new LaboratoryStory(context)
                .arrived("C-01")
                .examined("C-01", inventory)
                .on("2018-09-10")
                .grouped(grouping);
    }

    private static Cost cost(Runnable act) {
        var statements = new AtomicLong();
        var rows = new AtomicLong();
        var commits = new AtomicLong();
        try (var sent = SentStatements.listenHere(sql -> statements.incrementAndGet());
                var read = SentStatements.countRows(rows);
                var committed = SentStatements.countCommits(commits)) {
            act.run();
        }
        return new Cost(statements.get(), rows.get(), commits.get());
    }

    private static Cost costOfCase(LaboratoryStory story, String individual) {
        return cost(() -> closed(story, individual));
    }

    /** From the selection of lines to the family, then closed. */
    private static void closed(LaboratoryStory story, String individual) {
        String person = story.reference() + "-" + individual;
        story.selected(individual, "ANTHROPOLOGY,HISTORY,MTDNA")
                .cut(individual)
                .examinedLine(individual, "ExamineAnthropology", "SUPPORTS")
                .examinedLine(individual, "ExamineHistory", "SUPPORTS", "candidate", person)
                .examinedLine(individual, "RecordDnaResult", "INCONCLUSIVE")
                .settle()
                .proposed(individual, "IDENTIFIED", "person", person)
                .reviewed(individual)
                .approved(individual)
                .settle()
                .told(individual)
                .named(individual)
                .returned(individual)
                .settle();
    }

    @Test
    void opening_costsTheSameForEach() {
        System.out.printf(
                "Opening: %.1f statements and %.1f rows for each of %d, %.1f and %.1f for each of %d%n",
                openingFew.statementsPer(FEW),
                openingFew.rowsPer(FEW),
                FEW,
                openingMany.statementsPer(MANY),
                openingMany.rowsPer(MANY),
                MANY);
        assertThat(openingMany.statementsPer(MANY)).isPositive().isLessThanOrEqualTo(openingFew.statementsPer(FEW));
        assertThat(openingMany.rowsPer(MANY)).isPositive().isLessThanOrEqualTo(openingFew.rowsPer(FEW));
    }

    @Test
    void workingAndClosing_costsTheSame() {
        Cost oneOfFew = costOfCase(few, "I-003");
        Cost oneOfMany = costOfCase(many, "I-003");

        System.out.printf(
                "One case from its lines of evidence to its end: %s of %d, %s of %d%n", oneOfFew, FEW, oneOfMany, MANY);
        assertThat(oneOfFew.statements()).as("statements").isPositive().isLessThanOrEqualTo(MOST_STATEMENTS);
        assertThat(oneOfFew.rows()).as("rows read").isPositive().isLessThanOrEqualTo(MOST_ROWS);
        assertThat(oneOfFew.commits()).as("commits").isPositive().isLessThanOrEqualTo(MOST_COMMITS);
        assertThat(oneOfMany).isEqualTo(oneOfFew);
    }

    @Test
    void retaining_costsTheSame() {
        List<Cost> costs = List.of(cost(() -> retained(few, "I-005")), cost(() -> retained(many, "I-005")));

        assertThat(costs.get(1)).isEqualTo(costs.get(0));
    }

    private static void retained(LaboratoryStory story, String individual) {
        story.selected(individual, "ANTHROPOLOGY")
                .examinedLine(individual, "ExamineAnthropology", "INCONCLUSIVE")
                .settle()
                .proposed(individual, "RETAINED")
                .reviewed(individual)
                .completeAt(individual, "lab-managers-1", "RetainRemains", "storage", "Shelf 12")
                .settle();
    }
}
