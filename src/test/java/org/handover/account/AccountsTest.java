package org.handover.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.handover.account.Accounts.ContainerState;
import org.handover.account.Accounts.SpecimenState;
import org.handover.custody.Handling;
import org.handover.custody.Holder;
import org.handover.custody.Ledger;
import org.handover.database.H2;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Unit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The account of rows as the parts of the story write them. */
class AccountsTest {

    private static final DataSource DATABASE = H2.fresh();
    private static final Instant NOW = Instant.parse("2018-07-18T03:00:00Z");
    private static int number;

    private final JdbcClient jdbc = JdbcClient.create(DATABASE);
    private final Ledger ledger = new Ledger(DATABASE);
    private final RecordClock clock = new RecordClock();
    private final Accounts accounts = new Accounts(jdbc, ledger.custody(), clock);
    private Reference reference;

    @BeforeEach
    void open() {
        reference = Ledger.open(DATABASE, "ACC-2018-%03d".formatted(++number));
    }

    private Account account() {
        return clock.at(NOW, () -> accounts.take(reference));
    }

    // What was said

    @Test
    @DisplayName("X13 what nobody knows is null and says so, never 0")
    void nothingKnown() {
        said("PLEDGED", null, "2018-06-12");

        Account account = account();

        assertThat(account.statements()).singleElement().satisfies(said -> {
            assertThat(said.number()).isNull();
            assertThat(said.numberText()).isEqualTo("no number");
        });
        assertThat(account.planningFactor().number()).isNull();
        assertThat(account.planningFactor().numberText()).isEqualTo("unknown");
        assertThat(account.agreed()).isNull();
        assertThat(account.casesStaged()).isNull();
        assertThat(account.individualsEstimated()).isEmpty();
    }

    @Test
    @DisplayName("X13 U2 agreed on an unknown number of sets")
    void agreedOnAnUnknownNumber() {
        session(1, "2018-07-16", "AGREED", null);

        assertThat(account().agreed().sets()).isNull();
        assertThat(account().agreed().setsText()).isEqualTo("unknown");
        assertThat(account().planningFactor().number()).isNull();
    }

    @Test
    @DisplayName("N1 no statement changes a count")
    void noStatementChangesACount() {
        container("C-01", Holder.UNC);
        Account before = account();

        for (String kind : List.of("PLEDGED", "CLAIMED_RETURNED", "OFFERED", "EXPECTED", "DECLARED", "INDICATED")) {
            for (Unit unit : Unit.values()) {
                said(kind, 55, "2018-07-18", unit);
            }
        }

        assertThat(counts(account())).isEqualTo(counts(before));
    }

    @Test
    @DisplayName("N7 every count carries its unit and the time it holds for")
    void everyCountHasUnitAndTime() {
        assertThat(counts(account()).values()).extracting(Tally::asOf).containsOnly(NOW);
        assertThat(counts(account()).values())
                .extracting(Tally::unit)
                .containsOnly(Unit.CONTAINERS, Unit.SPECIMENS, Unit.INDIVIDUALS, Unit.PERSONS);
    }

    @ParameterizedTest(name = "said {0} on {1}, {2} containers received on 27 July")
    @DisplayName("N5 a claim that something was returned is contradicted by what was received")
    @CsvSource({
        "PERSONS, 2018-06, 0, '0 containers received as of 2018-07-18'",
        "PERSONS, 2018-06, 2, 'nothing had been received when it was said; 2 containers received as of 2018-07-18'",
        "PERSONS, 2018-07-26, 1, 'nothing had been received when it was said; 1 container received as of 2018-07-18'",
        "PERSONS, 2018-07, 2,",
        "PERSONS, 2018-07-27, 2,",
        "SETS, 2018-08-01, 2,",
        "CONTAINERS, 2018-08-01, 2, '2 containers received as of 2018-07-18'",
        "CONTAINERS, 2018-08-01, 3,"
    })
    void claimOfReturn(Unit unit, String saidOn, int received, String contradictedBy) {
        for (int i = 1; i <= received; i++) {
            container("C-0" + i, Holder.UNC);
        }
        said("CLAIMED_RETURNED", 3, saidOn, unit);

        Account.Said claim = account().statements().get(0);

        assertThat(claim.number()).isEqualTo(3);
        assertThat(claim.contradicted()).isEqualTo(contradictedBy != null);
        assertThat(claim.contradictedBy()).isEqualTo(contradictedBy);
    }

    @Test
    @DisplayName("N2 the last number that was agreed or offered is the planning factor, in sets only")
    void planningFactor() {
        said("OFFERED", 200, "2018-07-10", Unit.PERSONS);
        assertThat(account().planningFactor().number()).isNull();
        said("OFFERED", 50, "2018-07-11", Unit.SETS);
        assertThat(account().planningFactor().from()).isEqualTo("offered on 2018-07-11 by DPRK");
        session(1, "2018-07-16", "AGREED", 52);
        assertThat(account().planningFactor().from()).isEqualTo("agreed in session 1 on 2018-07-16");
        said("OFFERED", 55, "2018-07-18", Unit.SETS);
        session(2, "2018-07-19", "AGREED", null);

        assertThat(account().planningFactor().number()).isEqualTo(55);
        assertThat(account().agreed().session()).isEqualTo(2);
    }

    @Test
    void talks_areCountedByOutcome() {
        session(1, "2018-07-12", "NO_SHOW", null);
        session(2, "2018-07-15", "ADJOURNED", null);
        session(3, "2018-07-16", "AGREED", null);
        session(4, "2018-07-20", null, null);

        assertThat(account().talks()).isEqualTo(new Account.TalksHeld(4, 1, 1, 1, 1));
    }

    // Containers

    static Stream<Arguments> containers() {
        return Stream.of(
                Arguments.of(List.of(Holder.UNC), false, ContainerState.IN_TRANSIT),
                Arguments.of(List.of(Holder.UNC, Holder.airlift("M-1")), false, ContainerState.IN_TRANSIT),
                Arguments.of(
                        List.of(Holder.UNC, Holder.airlift("M-1"), Holder.LABORATORY), false, ContainerState.UNOPENED),
                Arguments.of(
                        List.of(Holder.UNC, Holder.airlift("M-1"), Holder.LABORATORY), true, ContainerState.EXAMINED));
    }

    @ParameterizedTest
    @DisplayName("N3 received = examined + in transit + unopened, wherever a container is")
    @MethodSource("containers")
    void containerState(List<Holder> holders, boolean examined, ContainerState state) {
        container("C-01", holders.toArray(Holder[]::new));
        if (examined) {
            examine("C-01");
        }

        assertThat(accounts.containerStates(reference)).isEqualTo(Map.of("C-01", state));
        assertThat(account().containersReceived().number()).isEqualTo(1);
        assertThat(account().reconciliation().faults()).isEmpty();
    }

    @Test
    @DisplayName("N2 received counts accepted transfers; a refused container is not received")
    void refusedContainer() {
        container("C-01", Holder.UNC);
        container("C-02");
        jdbc.sql("update container set refused_on = date '2018-07-27' where reference = ? and number = 'C-02'")
                .param(reference.value())
                .update();

        assertThat(account().containersReceived().number()).isEqualTo(1);
        assertThat(account().inTransit().number()).isEqualTo(1);
        assertThat(account().reconciliation().reconciles()).isTrue();
        assertThat(accounts.received()).containsEntry(reference.value(), 1);
    }

    @Test
    @DisplayName("N3 a container in nobody's custody breaks the identity, and is named")
    void containerInNobodysCustody() {
        container("C-01", Holder.UNC);
        container("C-02");

        assertThat(account().reconciliation().faults())
                .singleElement()
                .asString()
                .startsWith("containers: 2 received, but 0 examined + 1 in transit + 0 unopened")
                .endsWith("C-02");
    }

    // Specimens

    @Test
    @DisplayName(
            "N5 each specimen counts once: transferred, consumed, material evidence, non-human, assigned, unassigned")
    void specimenStates() {
        atLaboratory("C-01");
        individual("I-001", "OPEN", null);
        individual("I-002", "CLOSED", "NON_HUMAN");
        specimen("C-01", "1", "BONE", "YES");
        specimen("C-01", "2", "BONE", "YES");
        assign("C-01", "2", "I-001");
        specimen("C-01", "3", "BONE", "NO");
        specimen("C-01", "4", "BONE", "YES");
        assign("C-01", "4", "I-002");
        specimen("C-01", "5", "MATERIAL_EVIDENCE", "NOT_APPLICABLE");
        specimen("C-01", "6", "TOOTH", "YES");
        assign("C-01", "6", "I-001");
        consume("C-01", "6");
        specimen("C-01", "7", "BONE", "YES");
        assign("C-01", "7", "I-001");
        consume("C-01", "7");
        handOver("C-01/7", Holder.partner("ROK"));
        specimen("C-01", "8", "MATERIAL_EVIDENCE", "NOT_APPLICABLE");
        handOver("C-01/8", Holder.family("P-0001"));
        specimen("C-01", "9", "FRAGMENT", "UNDETERMINED");
        specimen("C-01", "10", "BONE", "YES");
        handOver("C-01/10", Holder.DNA_LABORATORY);

        assertThat(accounts.specimenStates(reference))
                .isEqualTo(Map.of(
                        "C-01/1", SpecimenState.UNASSIGNED,
                        "C-01/2", SpecimenState.ASSIGNED,
                        "C-01/3", SpecimenState.NON_HUMAN,
                        "C-01/4", SpecimenState.NON_HUMAN,
                        "C-01/5", SpecimenState.MATERIAL_EVIDENCE,
                        "C-01/6", SpecimenState.CONSUMED,
                        "C-01/7", SpecimenState.TRANSFERRED,
                        "C-01/8", SpecimenState.TRANSFERRED,
                        "C-01/9", SpecimenState.UNASSIGNED,
                        "C-01/10", SpecimenState.UNASSIGNED));
        assertThat(accounts.specimenStates(reference, List.of("C-01"))).hasSize(10);
        assertThat(accounts.specimenStates(reference, List.of("C-02"))).isEmpty();
        Account.Specimens specimens = account().specimens();
        assertThat(specimens.total().number()).isEqualTo(10);
        assertThat(Stream.of(
                                specimens.assigned(),
                                specimens.unassigned(),
                                specimens.nonHuman(),
                                specimens.materialEvidence(),
                                specimens.consumed(),
                                specimens.transferred())
                        .mapToInt(Tally::number))
                .containsExactly(1, 3, 2, 1, 1, 2);
        assertThat(account().reconciliation().reconciles()).isTrue();
    }

    @Test
    @DisplayName("N5 a specimen that was assigned twice over time counts once")
    void reassignedSpecimen() {
        atLaboratory("C-01");
        individual("I-001", "OPEN", null);
        individual("I-002", "OPEN", null);
        specimen("C-01", "1", "BONE", "YES");
        assign("C-01", "1", "I-001");
        jdbc.sql("update individual_specimen set active = null, ended = date '2018-09-02' where reference = ?")
                .param(reference.value())
                .update();
        assign("C-01", "1", "I-002");

        assertThat(account().specimens().total().number()).isEqualTo(1);
        assertThat(account().specimens().assigned().number()).isEqualTo(1);
        assertThat(account().reconciliation().reconciles()).isTrue();
    }

    @Test
    @DisplayName("N5 a specimen in nobody's custody breaks the identity, and is named")
    void specimenInNobodysCustody() {
        atLaboratory("C-01");
        row("C-01", "1", "BONE", "YES");

        assertThat(account().reconciliation().faults())
                .containsExactly("specimens: 1 recorded, but 0 accounted for; look into the custody of C-01/1");
    }

    // Individuals

    @Test
    @DisplayName("N6 individuals = open + sum of dispositions")
    void individuals() {
        individual("I-001", "GROUPED", null);
        individual("I-002", "OPEN", null);
        int next = 3;
        for (String disposition : List.of(
                "IDENTIFIED",
                "PARTNER_NAMED",
                "PARTNER_UNNAMED",
                "GROUP_ACCOUNTED",
                "CONSOLIDATE",
                "RETAINED",
                "NON_HUMAN")) {
            individual("I-%03d".formatted(next++), "CLOSED", disposition);
        }

        Account account = account();

        assertThat(account.individuals().total().number()).isEqualTo(9);
        assertThat(account.individuals().people().number()).isEqualTo(7);
        assertThat(account.open().number()).isEqualTo(2);
        assertThat(account.individuals().dispositions().values())
                .hasSize(7)
                .extracting(Tally::number)
                .containsOnly(1);
        assertThat(account.reconciliation().reconciles()).isTrue();
    }

    @Test
    @DisplayName("N6 the numbers of the real account: 93 + 88 + 69 = 250")
    void realNumbers() {
        int next = 0;
        for (var group :
                List.of(Map.entry("IDENTIFIED", 93), Map.entry("PARTNER_UNNAMED", 88), Map.entry("OPEN", 69))) {
            for (int i = 0; i < group.getValue(); i++) {
                boolean open = group.getKey().equals("OPEN");
                individual("I-%03d".formatted(++next), open ? "OPEN" : "CLOSED", open ? null : group.getKey());
            }
        }
        estimate(250, "2024-08-14");

        assertThat(account().individuals().total().number()).isEqualTo(250);
        assertThat(account().open().number()).isEqualTo(69);
        assertThat(account().individualsEstimated().get(0).number()).isEqualTo(250);
    }

    @Test
    @DisplayName("N6 estimates are versions, none replaces another")
    void estimates() {
        estimate(208, "1994-01-01");
        estimate(400, "2009-12-28");
        estimate(600, "2015-01-01");

        assertThat(account().individualsEstimated())
                .extracting(Account.Estimate::number, Account.Estimate::unit)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(208, Unit.INDIVIDUALS),
                        org.assertj.core.groups.Tuple.tuple(400, Unit.INDIVIDUALS),
                        org.assertj.core.groups.Tuple.tuple(600, Unit.INDIVIDUALS));
    }

    @Test
    @DisplayName("X10 a person is counted once across containers and notices")
    void personsAreCountedOnce() {
        for (String container : List.of("C-01", "C-02", "C-03")) {
            atLaboratory(container);
            specimen(container, "1", "BONE", "YES");
        }
        person("P-1");
        individual("I-001", "OPEN", null);
        List.of("C-01", "C-02", "C-03").forEach(container -> assign(container, "1", "I-001"));
        long approval = approval("I-001", "P-1");
        notice("I-001", "P-1", "NOT_REACHED", approval);
        notice("I-001", "P-1", "DELIVERED", approval);
        notice("I-001", "P-1", "DELIVERED", approval);

        assertThat(account().individuals().people().number()).isEqualTo(1);
        assertThat(account().notified().number()).isEqualTo(1);
        assertThat(account().namesReleased().number()).isZero();
    }

    @Test
    @DisplayName("W22 a family told of an identification that was revoked is not counted as told")
    void revokedIdentification() {
        person("P-1");
        individual("I-001", "OPEN", null);
        long approval = approval("I-001", "P-1");
        notice("I-001", "P-1", "DELIVERED", approval);
        assertThat(account().notified().number()).isEqualTo(1);

        decision("I-001", "REVOCATION", "REVOKE", "P-1");
        assertThat(account().notified().number()).isZero();

        notice("I-001", "P-1", "DELIVERED", approval("I-001", "P-1"));
        assertThat(account().notified().number()).isEqualTo(1);
    }

    // Closing

    @Test
    void emptyAccount_reconciles_andCanBeClosed() {
        assertThat(accounts.close(reference).faults()).isEmpty();
    }

    @Test
    void whatStandsAgainstClosing_isNamed() {
        container("C-01", Holder.UNC);
        individual("I-001", "OPEN", null);
        jdbc.sql(
                        "insert into discrepancy (reference, agreed_sets, received_containers, found_on) values (?, 55, 1, date '2018-07-27')")
                .param(reference.value())
                .update();
        jdbc.sql(
                        """
                insert into incident (reference, item, kind, description, opened_by, opened_on)
                values (:reference, :item, 'SEAL', 'seal differs', 'evidence-coordinators-1', date '2018-08-03')""")
                .param("reference", reference.value())
                .param("item", reference + "/C-01")
                .update();

        assertThat(accounts.close(reference).faults())
                .containsExactly(
                        "containers: 1 were received and have no verified inventory",
                        "individuals: 1 cases are open",
                        "discrepancies: 1 between sets agreed and containers received are not explained; complete ExplainDiscrepancy",
                        "incidents: not resolved at " + reference + "/C-01");
        assertThat(accounts.reconcile(reference).reconciles()).isTrue();
    }

    @Test
    void explainedDiscrepancy_isShown_andDoesNotStandAgainstClosing() {
        jdbc.sql(
                        """
                insert into discrepancy (reference, agreed_sets, received_containers, found_on, explanation, next_step,
                    explained_by, explained_on)
                values (?, 55, 48, date '2018-07-27', 'seven follow', 'ACCEPT', 'negotiators-1', date '2018-08-01')""")
                .param(reference.value())
                .update();

        assertThat(accounts.close(reference).reconciles()).isTrue();
        assertThat(account().discrepancies())
                .containsExactly(new Account.Discrepancy(
                        55,
                        48,
                        null,
                        null,
                        null,
                        LocalDate.of(2018, 7, 27),
                        null,
                        "seven follow",
                        "ACCEPT",
                        "negotiators-1",
                        LocalDate.of(2018, 8, 1)));
    }

    @Test
    @DisplayName("N2 an item that was missing stands against closing until somebody has said what became of it")
    void missingItem_standsAgainstClosing_untilItIsExplained() {
        jdbc.sql(
                        """
                insert into discrepancy (reference, item, leg, description, found_on, found_by)
                values (?, ?, 1, 'Not aboard', date '2018-08-01', 'airlift-1')""")
                .params(reference.value(), reference + "/C-02")
                .update();
        assertThat(accounts.close(reference).faults())
                .containsExactly("discrepancies: nobody has said what became of " + reference + "/C-02");
        assertThat(account().discrepancies()).singleElement().satisfies(each -> {
            assertThat(each.item()).isEqualTo(reference + "/C-02");
            assertThat(each.agreedSets()).isNull();
        });

        jdbc.sql(
                        """
                update discrepancy set explanation = 'Left at Osan', next_step = 'FOUND', explained_by = 'airlift-2',
                    explained_on = date '2018-08-02' where reference = ?""")
                .param(reference.value())
                .update();
        assertThat(accounts.close(reference).reconciles()).isTrue();
    }

    @Test
    void unknownHandover_hasNoAccount() {
        assertThatThrownBy(() -> accounts.take(new Reference("KOR-1953-99")))
                .isInstanceOf(UnknownHandover.class)
                .hasMessage("there is no handover KOR-1953-99");
    }

    private static Map<String, Tally> counts(Account account) {
        var counts = new java.util.TreeMap<String, Tally>();
        counts.put("received", account.containersReceived());
        counts.put("examined", account.containersExamined());
        counts.put("inTransit", account.inTransit());
        counts.put("unopened", account.unopenedAtLaboratory());
        counts.put("specimens", account.specimens().total());
        counts.put("assigned", account.specimens().assigned());
        counts.put("unassigned", account.specimens().unassigned());
        counts.put("nonHuman", account.specimens().nonHuman());
        counts.put("materialEvidence", account.specimens().materialEvidence());
        counts.put("consumed", account.specimens().consumed());
        counts.put("transferred", account.specimens().transferred());
        counts.put("individuals", account.individuals().total());
        counts.put("people", account.individuals().people());
        counts.put("notified", account.notified());
        counts.put("namesReleased", account.namesReleased());
        counts.put("open", account.open());
        counts.putAll(account.individuals().dispositions());
        return counts;
    }

    // Rows

    private void said(String kind, Integer amount, String on) {
        said(kind, amount, on, null);
    }

    private void said(String kind, Integer amount, String on, Unit unit) {
        jdbc.sql(
                        """
                insert into statement (reference, speaker, kind, amount, qualifier, unit, said_on, said_text, recorded_by)
                values (:reference, 'DPRK', :kind, :amount, :qualifier, :unit, :on, 'words', 'negotiators-1')""")
                .param("reference", reference.value())
                .param("kind", kind)
                .param("amount", amount)
                .param("qualifier", amount == null ? "NO_NUMBER" : "EXACTLY")
                .param("unit", unit == null ? null : unit.name())
                .param("on", on)
                .update();
    }

    private void session(int session, String on, String outcome, Integer sets) {
        boolean agreed = "AGREED".equals(outcome);
        jdbc.sql(
                        """
                insert into talks_session (reference, session, talks_on, talks_level, venue, scheduled_by, outcome, absent_party,
                    agreed_sets, handover_on, destination, field_operations)
                values (:reference, :session, :on, 'WORKING', 'Panmunjom', 'negotiators-1', :outcome, :absent,
                    :sets, :handoverOn, :destination, :fieldOperations)""")
                .param("reference", reference.value())
                .param("session", session)
                .param(
                        "on",
                        LocalDate.parse(on).atTime(10, 0).atZone(Place.BORDER).toOffsetDateTime())
                .param("outcome", outcome)
                .param("absent", "NO_SHOW".equals(outcome) ? "DPRK" : null)
                .param("sets", sets)
                .param("handoverOn", agreed ? LocalDate.of(2018, 7, 27) : null)
                .param("destination", agreed ? "UNDECIDED" : null)
                .param("fieldOperations", agreed ? false : null)
                .update();
    }

    private void container(String container, Holder... holders) {
        jdbc.sql(
                        """
                insert into container (reference, number, seal, received_on, received_at_place, handed_over_by, received_by)
                values (:reference, :number, :number, date '2018-07-27', 'WONSAN', 'KPA', 'transfer-team-1')""")
                .param("reference", reference.value())
                .param("number", container)
                .update();
        ledger.bring(reference + "/" + container, holders);
    }

    private void atLaboratory(String container) {
        container(container, Holder.UNC, Holder.airlift("M-1"), Holder.LABORATORY);
        examine(container);
    }

    private void examine(String container) {
        jdbc.sql(
                        """
                update container set inventoried_by = 'scientists-1', inventoried_on = date '2018-08-10',
                    inventory_verified_by = 'scientists-2', inventory_verified_on = date '2018-08-11'
                where reference = ? and number = ?""")
                .params(reference.value(), container)
                .update();
    }

    private void specimen(String container, String designator, String kind, String human) {
        row(container, designator, kind, human);
        ItemKey parent = reference.item(container);
        ledger.custody().inherit(Map.of(parent.part(designator), parent), on("2018-08-11"));
    }

    private void row(String container, String designator, String kind, String human) {
        jdbc.sql(
                        """
                insert into specimen (reference, container, designator, kind, human) values (?, ?, ?, ?, ?)""")
                .params(reference.value(), container, designator, kind, human)
                .update();
    }

    private void handOver(String item, Holder to) {
        ledger.custody()
                .transfer(List.of(ItemKey.parse(reference + "/" + item)), Holder.LABORATORY, to, on("2018-10-01"));
    }

    private static Handling on(String date) {
        return Handling.on(LocalDate.parse(date), Place.HICKAM.zone(), "HICKAM", "releaser", "receiver", "test");
    }

    private void consume(String container, String designator) {
        jdbc.sql(
                        """
                update specimen set consumed_on = date '2018-09-10'
                where reference = ? and container = ? and designator = ?""")
                .params(reference.value(), container, designator)
                .update();
    }

    private void individual(String individual, String state, String disposition) {
        jdbc.sql(
                        """
                insert into individual (reference, number, cycle, case_state, disposition, closed_on)
                values (:reference, :number, 1, :state, :disposition, :on)""")
                .param("reference", reference.value())
                .param("number", individual)
                .param("state", state)
                .param("disposition", disposition)
                .param("on", disposition == null ? null : LocalDate.of(2018, 9, 30))
                .update();
    }

    private void assign(String container, String designator, String individual) {
        jdbc.sql(
                        """
                insert into individual_specimen (reference, individual, container, designator, method, strength, grouped_by,
                    reviewed_by, since, active)
                values (?, ?, ?, ?, 'ARTICULATION', 'STRONG', 'scientists-1', 'scientists-2', date '2018-09-01', 1)""")
                .params(reference.value(), individual, container, designator)
                .update();
    }

    private void estimate(int individuals, String on) {
        jdbc.sql(
                        """
                insert into count_estimate (reference, individuals, method, author, estimated_on)
                values (?, ?, 'MNI', 'scientists-1', ?)""")
                .params(Arrays.asList(reference.value(), individuals, LocalDate.parse(on)))
                .update();
    }

    private void person(String person) {
        jdbc.sql("insert into person (id, registered_by) values (?, 'historians-1')")
                .param(reference + person)
                .update();
    }

    private long approval(String individual, String person) {
        return decision(individual, "MEDICAL_EXAMINER", "APPROVE", person);
    }

    private long decision(String individual, String stage, String outcome, String person) {
        jdbc.sql(
                        """
                insert into decision (reference, subject, cycle, stage, outcome, disposition, person, decided_by, decided_on)
                values (?, ?, 1, ?, ?, 'IDENTIFIED', ?, 'medical-examiners-1', date '2018-09-17')""")
                .params(reference.value(), reference + "/" + individual, stage, outcome, reference + person)
                .update();
        return jdbc.sql("select max(id) from decision").query(Long.class).single();
    }

    private void notice(String individual, String person, String outcome, long approval) {
        jdbc.sql(
                        """
                insert into notice (reference, subject, cycle, kind, person, outcome, given_on, given_by, approval_id,
                    approval_stage, approval_outcome, approval_disposition, approval_on)
                values (?, ?, 1, 'IDENTIFICATION', ?, ?, date '2018-09-18', 'casualty-office-1', ?,
                    'MEDICAL_EXAMINER', 'APPROVE', 'IDENTIFIED', date '2018-09-17')""")
                .params(reference.value(), reference + "/" + individual, reference + person, outcome, approval)
                .update();
    }
}
