package org.handover.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.handover.account.Account;
import org.handover.account.Accounts;
import org.handover.custody.Custody;
import org.handover.database.SentStatements;
import org.handover.engine.Workbench;
import org.handover.fixture.WholeAccession;
import org.handover.process.ProcessTest;
import org.handover.process.Story;
import org.handover.vocabulary.Reference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/** A whole invented accession, from the pledge to the last case, by the scenario that comes with the application. */
@ProcessTest
class WholeAccessionProcessTest {

    private static final String SCENARIO = "invented-accession";

    @Autowired
    private Replay replay;

    @Autowired
    private BundledScenarios scenarios;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Custody custody;

    @Autowired
    private ConfigurableTransactionManager transactions;

    /** Lets no transaction through that would leave an account that does not add up. */
    private final class EveryCommit implements TransactionExecutionListener {

        /** The tables the identities are of: what is written elsewhere cannot change them. */
        private static final Pattern COUNTED = Pattern.compile(
                "(insert into|update|delete from) (container|specimen|individual|individual_specimen|custody_event)\\b.*",
                Pattern.DOTALL);

        private final Reference reference;
        private boolean counted;
        private int commits;
        private int checks;

        EveryCommit(Reference reference) {
            this.reference = reference;
        }

        void sent(String sql) {
            counted |= COUNTED.matcher(sql).matches();
        }

        @Override
        public void beforeCommit(TransactionExecution transaction) {
            commits++;
            if (counted) {
                counted = false;
                checks++;
                assertThat(accounts.reconcile(reference).faults()).isEmpty();
            }
        }
    }

    @Test
    void theFile_isDrawnByTheGenerator() {
        assertThat(scenarios.find(SCENARIO).orElseThrow().lines())
                .containsExactlyElementsOf(WholeAccession.scenario().lines().toList());
    }

    @Test
    @DisplayName(
            "N3 N5 N6 C2 C8 T6 W13 55 containers, 250 individuals: the account adds up at every commit, until the last case is closed")
    void everyCase_isClosed_andTheHandoverEnds(
            @Autowired ProcessEngine engine, @Autowired Workbench workbench, @Autowired JdbcClient jdbc) {
        var story = new Story(engine, workbench, jdbc);
        var reference = new Reference(story.reference());
        var everyCommit = new EveryCommit(reference);
        var before = List.copyOf(transactions.getTransactionExecutionListeners());
        transactions.addListener(everyCommit);
        try (var listening = SentStatements.listen(everyCommit::sent)) {
            replay.play(Scenario.parse(scenarios.find(SCENARIO).orElseThrow()), reference);
        } finally {
            transactions.setTransactionExecutionListeners(before);
        }

        assertThat(everyCommit.commits).isGreaterThan(2_400);
        assertThat(everyCommit.checks).isGreaterThan(600);
        assertThat(story.hasEnded()).isTrue();
        assertThat(story.openElements()).isEmpty();
        Account account = accounts.take(reference);
        assertThat(account.phase()).isEqualTo("ACCOUNTED_FOR");
        assertThat(account.containersExamined().number()).isEqualTo(55);
        assertThat(account.open().number()).isZero();
        assertThat(account.individuals().total().number()).isEqualTo(250);
        assertThat(account.individuals().dispositions().values().stream().map(each -> each.number()))
                .as("every disposition there is")
                .hasSize(7)
                .allMatch(number -> number > 0);
        Map<String, Integer> closed = account.individuals().dispositions().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().number()));
        assertThat(closed.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(250);
        assertThat(account.notified().number()).isEqualTo(closed.get("IDENTIFIED"));
        assertThat(account.specimens().total().number()).isBetween(2_000, 5_000);
        assertThat(account.specimens().consumed().number()).isPositive();
        assertThat(account.specimens().unassigned().number()).isPositive();
        assertThat(custody.verify(reference).intact()).isTrue();
        assertThat(story.value("select max(cycle) from individual where reference = ?", Integer.class))
                .as("cases that were opened again")
                .isEqualTo(2);
    }
}
