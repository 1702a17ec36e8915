package org.handover.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.handover.account.Account;
import org.handover.account.Accounts;
import org.handover.custody.Act;
import org.handover.custody.Custody;
import org.handover.process.ProcessTest;
import org.handover.process.Story;
import org.handover.vocabulary.Qualifier;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.handover.vocabulary.Unit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The events of 2018, replayed through the real process. */
@ProcessTest
class ReplayProcessTest {

    @Autowired
    private Replay replay;

    @Autowired
    private BundledScenarios scenarios;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Custody custody;

    private Story story;
    private Reference reference;

    @BeforeEach
    void handover(
            @Autowired org.camunda.bpm.engine.ProcessEngine engine,
            @Autowired org.handover.engine.Workbench workbench,
            @Autowired org.springframework.jdbc.core.simple.JdbcClient jdbc) {
        story = new Story(engine, workbench, jdbc);
        reference = new Reference(story.reference());
    }

    @Test
    void eventsToJuly18_leadToTheStateOfThatDay() {
        play("korea-2018-to-july-18");

        assertThat(story.phase()).isEqualTo("TRANSFER");
        assertThat(story.openElements()).containsExactly("ReceiveRemains");
        assertThat(story.instance("F-01"))
                .as("joint field operations were on the agenda")
                .isNotNull();

        Account account = accounts.take(reference);
        assertThat(account.containersReceived().number()).isZero();
        assertThat(account.talks().sessions()).isEqualTo(3);
        assertThat(account.talks().noShows()).isEqualTo(1);
        assertThat(account.agreed().sets()).isNull();
        assertThat(account.agreed().setsText()).isEqualTo("unknown");
        assertThat(account.agreed().handoverOn()).isEqualTo("2018-07-27");
        assertThat(account.agreed().destination()).isEqualTo("UNDECIDED");
        assertThat(account.casesStaged().numberText()).isEqualTo("about 100 cases");
        assertThat(story.value("select outcome from talks_session where session = 1 and reference = ?", String.class))
                .isEqualTo("NO_SHOW");
    }

    @Test
    void everyNumberSomebodySaid_isThereWithWhoSaidIt() {
        play("korea-2018-to-july-18");

        List<Account.Said> said = accounts.take(reference).statements();
        assertThat(said).anySatisfy(it -> {
            assertThat(it.text()).isEqualTo("thousands and thousands");
            assertThat(it.number()).isNull();
            assertThat(it.speaker()).isEqualTo("DPRK");
            assertThat(it.relayedBy()).isEqualTo("US_PRESIDENT");
        });
        assertThat(said).anySatisfy(it -> {
            assertThat(it.kind()).isEqualTo("CLAIMED_RETURNED");
            assertThat(it.number()).isEqualTo(200);
            assertThat(it.speaker()).isEqualTo("US_PRESIDENT");
            assertThat(it.contradicted()).isTrue();
            assertThat(it.contradictedBy()).contains("0 containers received");
        });
        assertThat(said).anySatisfy(it -> said(it, "EXPECTED", 50, Qualifier.ABOUT, Unit.PERSONS, "US_OFFICIAL_ANON"));
        assertThat(said).anySatisfy(it -> said(it, "OFFERED", 55, Qualifier.EXACTLY, Unit.SETS, "DPRK"));
        assertThat(said).anySatisfy(it -> said(it, "INDICATED", 200, Qualifier.UP_TO, Unit.PERSONS, "DPRK"));
        assertThat(accounts.take(reference).planningFactor().number()).isEqualTo(55);
    }

    @Test
    void eventsAfterJuly18_leadToTheLaboratory_andTheFirstNames() {
        play("korea-2018-to-july-18");
        play("korea-2018-after-july-18");

        Account account = accounts.take(reference);
        assertThat(story.phase()).isEqualTo("IDENTIFICATION");
        assertThat(account.containersReceived().number()).isEqualTo(55);
        assertThat(account.containersExamined().number()).isEqualTo(55);
        assertThat(account.reconciliation().reconciles()).isTrue();

        assertThat(story.rows("ceremony")).isEqualTo(2);
        assertThat(story.value(
                        "select count(*) from container where transfer_case is not null and reference = ?",
                        Integer.class))
                .isEqualTo(55);
        assertThat(custody.verify(reference).intact()).isTrue();
        for (int number = 1; number <= 55; number++) {
            assertThat(custody.events(reference.item("C-%02d".formatted(number))).stream()
                            .filter(event -> event.act() == Act.TRANSFERRED)
                            .map(event -> event.from() + " > " + event.to()))
                    .containsExactly(
                            "COUNTERPARTY:DPRK > UNC", "UNC > AIRLIFT:RCH-1801", "AIRLIFT:RCH-1801 > LABORATORY");
        }

        assertThat(story.value(
                        "select count(*) from notice where kind = 'MATERIAL_EVIDENCE' and outcome = 'DELIVERED' and reference = ?",
                        Integer.class))
                .isEqualTo(1);
        assertThat(account.notified().number()).isEqualTo(2);
        assertThat(account.namesReleased().number()).isEqualTo(2);
        assertThat(story.value(
                        """
                        select count(*) from notice n join decision d on d.id = n.approval_id join notice t on t.id = n.told_id
                        where n.kind = 'NAME_RELEASE' and d.decided_on <= t.given_on and t.given_on <= n.given_on and n.reference = ?""",
                        Integer.class))
                .as("approved, then told, then named")
                .isEqualTo(2);
        assertThat(story.value("select count(*) from person where name is not null and ? <> ''", Integer.class))
                .as("nobody real is named, these people are invented")
                .isZero();
        assertThat(story.openElements("I-001")).containsExactly("SignOutForReturn");
        assertThat(story.openElements("I-003")).containsExactly("SelectLinesOfEvidence");
    }

    @Test
    void anEventThatDoesNotFit_namesItsLineAndWhatIsOpen_earlierEventsStand() {
        String tooEarly = scenarios
                        .find("korea-2018-to-july-18")
                        .orElseThrow()
                        .lines()
                        .limit(3)
                        .reduce("", (a, b) -> a + b + "\n")
                + "{\"id\":\"C02\",\"at\":\"2018-07-27\",\"type\":\"CONTAINERS_TRANSFERRED\",\"from\":\"KPA\",\"qty\":55}\n";

        assertThatThrownBy(() -> replay.play(Scenario.parse(tooEarly), reference))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("line 4 (C02 CONTAINERS_TRANSFERRED)")
                .hasMessageContaining("no open task ReceiveRemains; open are [ScheduleTalks]");

        assertThat(story.phase()).isEqualTo("TALKS");
        assertThat(story.rows("container")).isZero();
    }

    @Test
    void aCountThatTheRecordDoesNotCarry_isRefused() {
        play("korea-2018-to-july-18");

        assertThatThrownBy(() -> replay.play(
                        Scenario.parse("{\"id\":\"X\",\"at\":\"2018-07-18\",\"type\":\"RECEIVED_COUNT\",\"qty\":200}"),
                        reference))
                .hasMessageContaining(
                        "line 1 (X RECEIVED_COUNT): qty: 0 containers were received, counted from the record, not 200");
    }

    @Test
    void badLines_areAllNamed_andNothingIsPlayed() {
        assertThatThrownBy(() -> Scenario.parse(
                        "{\"id\":\"A\",\"at\":\"2018-06-12\",\"type\":\"X\"}\nnonsense\n{\"id\":\"B\",\"type\":\"X\"}\n"
                                + "{\"id\":\"C\",\"at\":\"June\",\"type\":\"X\"}\n[1]\n"))
                .hasMessageContaining("line 2: not a JSON object")
                .hasMessageContaining("line 3: 'at' is missing")
                .hasMessageContaining("line 4: at or tz is wrong")
                .hasMessageContaining("line 5: not a JSON object");
        assertThatThrownBy(() -> replay.play(
                        Scenario.parse("{\"id\":\"A\",\"at\":\"2018-06-12\",\"type\":\"PLEDGED\"}"), reference))
                .hasMessageContaining("line 1 (A): the type PLEDGED is unknown; known are")
                .hasMessageContaining("PLEDGE_MADE");
        assertThatThrownBy(() -> Scenario.parse("\n")).hasMessageContaining("the scenario is empty");
        assertThat(story.rows("handover")).isZero();
    }

    private void play(String name) {
        replay.play(Scenario.parse(scenarios.find(name).orElseThrow()), reference);
    }

    private static void said(Account.Said it, String kind, int number, Qualifier qualifier, Unit unit, String speaker) {
        assertThat(it.kind()).isEqualTo(kind);
        assertThat(it.number()).isEqualTo(number);
        assertThat(it.qualifier()).isEqualTo(qualifier);
        assertThat(it.unit()).isEqualTo(unit);
        assertThat(it.speaker()).isEqualTo(speaker);
    }
}
