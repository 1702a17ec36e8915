package org.handover.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.handover.seal.Seals;
import org.handover.seal.SignedDigest;
import org.handover.seal.Signing;
import org.handover.seal.SigningKeys;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the ledger and the database under it hold, whichever database it is. */
abstract class CustodyLedgerContract {

    private static final SigningKeys KEYS = Signing.keys(Signing.keyStore());

    private static int number;

    private JdbcClient jdbc;
    private Custody custody;
    private Reference reference;
    private ItemKey container;

    /** The same database for every test of a class. */
    abstract DataSource database();

    @BeforeEach
    void containerWithUnc() {
        jdbc = JdbcClient.create(database());
        reference = Ledger.open(database(), "CUS-2018-%03d".formatted(++number));
        container = reference.item("C-07");
        var ledger = new Ledger(database());
        custody = ledger.custody();
        ledger.bring(container.toString(), Holder.UNC, Holder.airlift("M-1"), Holder.LABORATORY);
    }

    private Handling on(String date) {
        return Handling.on(LocalDate.parse(date), Place.HICKAM.zone(), "HICKAM", "releaser", "receiver", "test");
    }

    private int rows() {
        return jdbc.sql("select count(*) from custody_event where reference = ?")
                .param(reference.value())
                .query(Integer.class)
                .single();
    }

    @ParameterizedTest
    @DisplayName("C4 rows are only added")
    @ValueSource(
            strings = {
                "update custody_event set place = 'elsewhere'",
                "update custody_event set to_holder = 'THIEF' where seq = 3",
                "update custody_event set recorded_at = current_timestamp",
                "delete from custody_event",
                "delete from custody_event where seq = 3",
                "truncate table custody_event"
            })
    void rowsAreOnlyAdded(String change) {
        String before = jdbc.sql("select * from custody_event order by item, seq")
                .query()
                .listOfRows()
                .toString();

        assertThatThrownBy(() -> jdbc.sql(change).update())
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageMatching("(?s).*(append-only|Cannot truncate|permission denied).*");

        assertThat(jdbc.sql("select * from custody_event order by item, seq")
                        .query()
                        .listOfRows()
                        .toString())
                .isEqualTo(before);
    }

    /** Replaces one value of an event that would fit. */
    static Stream<Arguments> misfits() {
        return Stream.of(
                Arguments.of("C1 a second holder at the end", Map.of("seq", 3, "prev_seq", 2)),
                Arguments.of("C1 a second holder from the start", Map.of("seq", 1)),
                Arguments.of("C1 a chain that begins in the middle", withoutPrevious(4)),
                Arguments.of("C1 an event that does not say what it follows", withoutPrevious(2)),
                Arguments.of("C2 a gap in the sequence", Map.of("seq", 5)),
                Arguments.of("C2 a gap in time", Map.of("prev_at", at("2018-07-30T00:00:00Z"))),
                Arguments.of("C2 an act before the one it follows", Map.of("at", at("2018-07-01T00:00:00Z"))),
                Arguments.of("C3 a releaser who is not the holder", Map.of("from_holder", "UNC")),
                Arguments.of("C3 a transfer to oneself", Map.of("to_holder", "LABORATORY")),
                Arguments.of("a move that changes the holder", Map.of("act", "MOVED")),
                Arguments.of("an act nobody knows", Map.of("act", "LOST")),
                Arguments.of("a hash that is not the one before", Map.of("prev_hash", "0".repeat(64))),
                Arguments.of("another item's chain", Map.of("item", "elsewhere")),
                Arguments.of("an unknown handover", Map.of("reference", "NO-SUCH-01")));
    }

    private static Map<String, Object> withoutPrevious(int sequence) {
        var values = new java.util.HashMap<String, Object>();
        values.put("seq", sequence);
        values.put("prev_seq", null);
        values.put("prev_hash", null);
        values.put("prev_at", null);
        return values;
    }

    private static Object at(String instant) {
        return Instant.parse(instant).atOffset(ZoneOffset.UTC);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misfits")
    void databaseRefuses(String what, Map<String, Object> wrong) {
        int before = rows();

        assertThatThrownBy(() -> insert(wrong)).as(what).isInstanceOf(DataIntegrityViolationException.class);

        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void databaseTakes_whatFits() {
        insert(Map.of());

        assertThat(custody.holder(container)).contains(Holder.partner("ROK"));
    }

    private void insert(Map<String, Object> wrong) {
        CustodyEvent last = custody.events(container).get(2);
        var row = new java.util.HashMap<String, Object>();
        row.put("item", container.toString());
        row.put("seq", 4);
        row.put("reference", reference.value());
        row.put("from_holder", "LABORATORY");
        row.put("to_holder", "PARTNER:ROK");
        row.put("at", at("2020-06-23T00:00:00Z"));
        row.put("act", "TRANSFERRED");
        row.put("prev_seq", 3);
        row.put("prev_hash", last.hash());
        row.put("prev_at", last.at().atOffset(ZoneOffset.UTC));
        row.putAll(wrong);
        jdbc.sql(
                        """
                insert into custody_event (item, seq, reference, from_holder, to_holder, at, place, released_by, received_by,
                    reason, act, prev_seq, prev_hash, prev_at, hash)
                values (:item, :seq, :reference, :from_holder, :to_holder, :at, 'HICKAM', 'releaser', 'receiver', 'test', :act,
                    :prev_seq, :prev_hash, :prev_at, '1')""")
                .params(row)
                .update();
    }

    @Test
    @DisplayName("C3 only the holder releases, and to somebody else")
    void onlyTheHolderReleases() {
        int before = rows();

        assertThatThrownBy(
                        () -> custody.transfer(List.of(container), Holder.UNC, Holder.partner("ROK"), on("2020-06-23")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("the holder is LABORATORY, so UNC cannot release it");
        assertThatThrownBy(() ->
                        custody.transfer(List.of(container), Holder.LABORATORY, Holder.LABORATORY, on("2020-06-23")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("cannot release to itself");

        assertThat(rows()).isEqualTo(before);
    }

    @Test
    @DisplayName("C2 no act before the one it follows")
    void noActBeforeTheOneItFollows() {
        assertThatThrownBy(() -> custody.transfer(
                        List.of(container), Holder.LABORATORY, Holder.partner("ROK"), on("2018-07-01")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("before its last custody event");
    }

    @Test
    @DisplayName("C1 an item nobody took cannot be handed on")
    void unknownItem_isRefused_withAllOthers() {
        int before = rows();

        assertThatThrownBy(() -> custody.transfer(
                        List.of(container, reference.item("C-99")),
                        Holder.LABORATORY,
                        Holder.partner("ROK"),
                        on("2020-06-23")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("C-99: nobody has taken it yet");

        assertThat(rows()).isEqualTo(before);
    }

    @Test
    @DisplayName("C6 a child begins with its parent's holder and moves on its own")
    void childBeginsWithItsParentsHolder() {
        ItemKey specimen = container.part("12");
        ItemKey sample = reference.item("S-0001");
        custody.inherit(Map.of(specimen, container), on("2018-08-10"));
        custody.inherit(Map.of(sample, specimen), on("2018-09-01"));

        custody.transfer(List.of(sample), Holder.LABORATORY, Holder.DNA_LABORATORY, on("2018-09-02"));

        assertThat(custody.holder(specimen)).contains(Holder.LABORATORY);
        assertThat(custody.holder(sample)).contains(Holder.DNA_LABORATORY);
        assertThatThrownBy(() -> custody.inherit(Map.of(specimen, container), on("2018-08-11")))
                .isInstanceOf(Refusal.class);
    }

    @Test
    @DisplayName("X14 who holds it is answered for any item by one query")
    void whoHoldsIt() {
        custody.inherit(Map.of(container.part("12"), container), on("2018-08-10"));
        custody.handle(List.of(container), Act.MOVED, on("2018-08-12"));

        assertThat(custody.holdings(reference))
                .extracting(
                        Holding::item, Holding::to, holding -> holding.since().toString())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                container.toString(), Holder.LABORATORY, "2018-07-28T15:00:00Z"),
                        org.assertj.core.groups.Tuple.tuple(
                                container + "/12", Holder.LABORATORY, "2018-08-10T10:00:00Z"));
    }

    @Test
    void chainsReadBack_areIntact() {
        assertThat(custody.verify(reference)).isEqualTo(new Verification(true, 1, 3, null));
    }

    @ParameterizedTest
    @DisplayName("C4 what was signed is only added to")
    @ValueSource(
            strings = {
                "update signing_key set public_key = 'another'",
                "delete from custody_digest_head",
                "delete from custody_digest",
                "update custody_digest set root = 'another'",
                "update custody_digest_head set hash = 'another'",
                "delete from signing_key"
            })
    void whatWasSigned_isOnlyAddedTo(String change) {
        Seals seals = Signing.seals(database(), KEYS);
        SignedDigest digest = seals.seal(reference);

        assertThatThrownBy(() -> jdbc.sql(change).update())
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageMatching("(?s).*(is append-only|permission denied).*");

        assertThat(seals.seal(reference)).isEqualTo(digest);
    }

    @Test
    @DisplayName("Sealed by many at once, the digests are one chain; writers wait for none of them")
    void sealedByManyAtOnce() throws Exception {
        Seals seals = Signing.seals(database(), KEYS);
        var sealed = new ArrayList<CompletableFuture<SignedDigest>>();
        for (int number = 10; number < 18; number++) {
            new Ledger(database()).bring(reference.item("C-" + number).toString(), Holder.UNC);
            sealed.add(CompletableFuture.supplyAsync(() -> seals.seal(reference)));
            sealed.add(CompletableFuture.supplyAsync(() -> seals.seal(reference)));
        }
        for (CompletableFuture<SignedDigest> each : sealed) {
            each.get(30, TimeUnit.SECONDS);
        }

        List<SignedDigest> digests = seals.upTo(seals.seal(reference));
        for (int i = 0; i < digests.size(); i++) {
            assertThat(digests.get(i).number()).isEqualTo(i + 1);
            assertThat(digests.get(i).previousHash())
                    .isEqualTo(i == 0 ? null : digests.get(i - 1).hash());
        }
        assertThat(digests.get(digests.size() - 1).items()).isEqualTo(9);
        assertThat(seals.verify(reference).intact()).isTrue();
    }

    private void writtenOnce() {
        jdbc.sql(
                        "insert into discrepancy (reference, agreed_sets, received_containers, found_on) values (?, 55, 54, ?)")
                .params(reference.value(), LocalDate.parse("2018-07-27"))
                .update();
        jdbc.sql("insert into incident (reference, item, kind, description, opened_by, opened_on)"
                        + " values (?, ?, 'SEAL', 'seal differs', 'transfer-team-1', ?)")
                .params(reference.value(), container.toString(), LocalDate.parse("2018-07-27"))
                .update();
        jdbc.sql(
                        """
                insert into flight_leg (reference, leg, from_airfield, to_airfield, aircraft, mission_number, depart_on, planned_by)
                values (?, 1, 'OSAN', 'HICKAM', 'C-17', 'M-1', ?, 'airlift-1')""")
                .params(reference.value(), LocalDate.parse("2018-08-01"))
                .update();
    }

    private int change(String change) {
        return jdbc.sql(change + " where reference = '%s'".formatted(reference)).update();
    }

    @ParameterizedTest
    @DisplayName("N2 a discrepancy, an incident and a leg are closed by what is added, never by changing what is there")
    @ValueSource(
            strings = {
                "update discrepancy set received_containers = 55",
                "update discrepancy set agreed_sets = 54",
                "update discrepancy set found_on = current_date",
                "update incident set description = 'nothing'",
                "update flight_leg set mission_number = 'M-2'",
                "delete from discrepancy",
                "delete from incident",
                "delete from flight_leg"
            })
    void whatIsThere_stays(String change) {
        writtenOnce();

        assertThatThrownBy(() -> change(change))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageMatching("(?s).*(is write-once|permission denied).*");
    }

    @ParameterizedTest
    @DisplayName("N2 an explanation with a name closes a discrepancy, once")
    @ValueSource(
            strings = {
                "update discrepancy set explanation = 'one follows', next_step = 'ACCEPT', explained_by = 'a', explained_on = current_date"
                        + " | update discrepancy set explanation = 'another'",
                "update incident set resolution = 'cleared', resolved_by = 'a', resolved_on = current_date"
                        + " | update incident set resolved_by = 'b'",
                "update flight_leg set departed_at = current_timestamp, cases_on = 55 | update flight_leg set cases_on = 54"
            })
    void whatIsAdded_isAddedOnce(String changes) {
        writtenOnce();
        String[] both = changes.split(" \\| ");

        assertThat(change(both[0])).isEqualTo(1);

        assertThatThrownBy(() -> change(both[1]))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("is write-once");
    }
}
