package org.handover.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.handover.crash.Installation.Fate;
import org.handover.custody.Custody;
import org.handover.fixture.Outcome;
import org.handover.vocabulary.Reference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The application dies around the commits of a whole handover and is started again; its people repeat what they got no answer for. The
 * record and the way of every instance are the same as if nothing had happened. {@code -Dhandover.crashes=all} tries every commit by
 * itself, before and after; without it some are chosen, by a seed that is printed and that {@code -Dhandover.seed} sets.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CrashContract {

    private static final boolean ALL = "all".equals(System.getProperty("handover.crashes"));
    private static final long SEED = Long.getLong("handover.seed", System.nanoTime());

    private Installation installation;
    private Map<String, List<String>> undisturbed;
    private int commits;
    private int handovers;

    abstract DataSource database();

    /** How many single deaths are tried where not all are. */
    abstract int sample();

    @BeforeAll
    void playUndisturbed() {
        installation = new Installation(database());
        undisturbed = play(Fate.NONE);
        commits = installation.commits();
        assertThat(commits).isGreaterThan(40);
        assertThat(undisturbed.get("instances"))
                .containsExactly(
                        "this COMPLETED", "this/C-01 COMPLETED", "this/I-001 COMPLETED", "this/I-002 COMPLETED");
        assertThat(undisturbed.get("handover").toString()).contains("ACCOUNTED_FOR");
        assertThat(undisturbed.get("left")).isEmpty();
        assertThat(undisturbed.get("incidents")).isEmpty();
    }

    @AfterAll
    void stop() {
        installation.close();
    }

    private Map<String, List<String>> play(Fate fate) {
        String reference = "CRS-2018-%02d".formatted(++handovers);
        installation.meets(fate);
        new Player(installation, reference).play();
        assertThat(installation
                        .get(Custody.class)
                        .verify(new Reference(reference))
                        .intact())
                .isTrue();
        return Outcome.of(installation.get(JdbcClient.class), reference);
    }

    @Test
    void undisturbed_itEndsTheSameEachTime() {
        endsTheSame(play(Fate.NONE), "undisturbed");
        assertThat(installation.deaths()).isZero();
    }

    @Test
    void diedAgainAndAgain_theEndIsTheSame() {
        for (Fate fate : everywhere(new Random(SEED))) {
            endsTheSame(play(fate), "seed " + SEED);
            hasDied(installation.deaths(), commits);
        }
    }

    private void endsTheSame(Map<String, List<String>> outcome, String how) {
        undisturbed.forEach((what, rows) ->
                assertThat(outcome.get(what)).as("%s: %s", how, what).isEqualTo(rows));
    }

    /** Deaths at many commits, one after the other. */
    abstract List<Fate> everywhere(Random chance);

    abstract void hasDied(int times, int commits);

    @Test
    void diedOnce_theEndIsTheSame() {
        var chance = new Random(SEED);
        List<Integer> deaths = ALL
                ? IntStream.range(0, 2 * commits).boxed().toList()
                : chance.ints(sample(), 0, 2 * commits).boxed().toList();
        System.out.printf("%s: seed %d, %d commits, deaths %s%n", getClass().getSimpleName(), SEED, commits, deaths);
        for (int death : deaths) {
            int commit = death / 2 + 1;
            boolean before = death % 2 == 0;
            endsTheSame(
                    play(Installation.once(commit, before)),
                    "died %s commit %d".formatted(before ? "before" : "after", commit));
            assertThat(installation.deaths()).isOne();
        }
    }
}
