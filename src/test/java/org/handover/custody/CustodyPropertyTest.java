package org.handover.custody;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.handover.database.H2;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Random acts, allowed and not, against a model of who holds what. A failure prints the seed; {@code -Dcustody.seed=…} repeats it. */
class CustodyPropertyTest {

    private static final DataSource DATABASE = H2.fresh();
    private static final List<Holder> HOLDERS = List.of(
            Holder.UNC,
            Holder.airlift("M-1"),
            Holder.LABORATORY,
            Holder.DNA_LABORATORY,
            Holder.partner("ROK"),
            Holder.family("P-0412"),
            Ledger.COUNTERPARTY);

    private final Custody custody = new Ledger(DATABASE).custody();
    private final Map<ItemKey, Holder> held = new HashMap<>();
    private Instant now = Instant.parse("2018-07-27T03:00:00.123456789Z");
    private int acts;

    @RepeatedTest(5)
    @DisplayName("C1 C2 one holder, no gap, intact; tampering is found")
    void randomActs(RepetitionInfo repetition) {
        long seed = Long.getLong("custody.seed", System.nanoTime());
        try {
            check(new Random(seed), new Reference("PRP-2018-%02d".formatted(repetition.getCurrentRepetition())));
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("with seed " + seed + ": " + e.getMessage(), e);
        }
    }

    private void check(Random random, Reference reference) {
        Ledger.open(DATABASE, reference.value());
        for (int step = 0; step < 300; step++) {
            act(random, reference);
        }
        List<CustodyEvent> events = custody.events(reference);
        assertThat(acts).isGreaterThan(50);
        assertThat(events).hasSize(acts);

        var holders = new HashMap<ItemKey, Holder>();
        custody.holdings(reference).forEach(holding -> {
            assertThat(holders.put(ItemKey.parse(holding.item()), holding.to())).isNull();
        });
        assertThat(holders).isEqualTo(held);
        held.forEach((item, holder) -> assertThat(custody.holder(item)).contains(holder));
        held.keySet().forEach(this::assertNoGap);
        assertThat(Verification.of(events)).isEqualTo(new Verification(true, held.size(), acts, null));

        tamper(random, events);
    }

    private void act(Random random, Reference reference) {
        now = now.plus(Duration.ofMinutes(random.nextInt(5000) - 200));
        ItemKey item = reference.item("C-%02d".formatted(random.nextInt(8)));
        Holder from = random.nextInt(4) == 0 ? any(random) : held.getOrDefault(item, Ledger.COUNTERPARTY);
        Holder to = any(random);
        var how = Handling.at(now, Place.OSAN.zone(), "Ort " + random.nextInt(3) + " é", "a", "b", "seed");
        try {
            switch (random.nextInt(4)) {
                case 0 -> {
                    custody.take(List.of(item), from, to, how);
                    done(item, to);
                }
                case 1 -> {
                    custody.transfer(List.of(item), from, to, how);
                    done(item, to);
                }
                case 2 -> {
                    custody.handle(List.of(item), random.nextBoolean() ? Act.MOVED : Act.RECASED, how);
                    done(item, held.get(item));
                }
                default -> {
                    ItemKey child = item.part(String.valueOf(random.nextInt(40)));
                    custody.inherit(Map.of(child, item), how);
                    assertThat(held).doesNotContainKey(child);
                    done(child, held.get(item));
                }
            }
        } catch (Refusal refused) {
            assertThat(custody.events(reference)).hasSize(acts);
        }
    }

    private void done(ItemKey item, Holder holder) {
        held.put(item, holder);
        acts++;
    }

    private static Holder any(Random random) {
        return HOLDERS.get(random.nextInt(HOLDERS.size()));
    }

    private void assertNoGap(ItemKey item) {
        List<CustodyEvent> chain = custody.events(item);
        for (int i = 1; i < chain.size(); i++) {
            assertThat(chain.get(i).from()).isEqualTo(chain.get(i - 1).to());
            assertThat(chain.get(i).at()).isAfterOrEqualTo(chain.get(i - 1).at());
        }
    }

    private static void tamper(Random random, List<CustodyEvent> events) {
        int victim = random.nextInt(events.size());
        CustodyEvent event = events.get(victim);
        alterations().forEach((field, alter) -> {
            CustodyEvent altered = alter.apply(event);
            assertThat(altered).as(field).isNotEqualTo(event);
            assertFound(replace(events, victim, altered), "altered " + field + " of " + event);
        });

        List<Integer> followed = new ArrayList<>();
        for (int i = 0; i + 1 < events.size(); i++) {
            if (events.get(i + 1).item().equals(events.get(i).item())) {
                followed.add(i);
            }
        }
        int dropped = followed.get(random.nextInt(followed.size()));
        var shorter = new ArrayList<>(events);
        shorter.remove(dropped);
        assertFound(shorter, "dropped " + events.get(dropped));

        var swapped = new ArrayList<>(events);
        java.util.Collections.swap(swapped, dropped, dropped + 1);
        assertFound(swapped, "swapped " + events.get(dropped) + " with the next");

        // Whoever rewrites an event with its own hash has to rewrite every event after it.
        CustodyEvent original = events.get(dropped);
        CustodyEvent rewritten = alterations().get("reason").apply(original);
        rewritten = with(rewritten, 11, rewritten.computeHash());
        assertFound(replace(events, dropped, rewritten), "rewrote " + original);
    }

    private static void assertFound(List<CustodyEvent> events, String tampering) {
        Verification verification = Verification.of(events);
        assertThat(verification.intact()).as(tampering).isFalse();
        assertThat(verification.firstFault()).isNotBlank();
    }

    private static List<CustodyEvent> replace(List<CustodyEvent> events, int at, CustodyEvent event) {
        var copy = new ArrayList<>(events);
        copy.set(at, event);
        return copy;
    }

    private static Map<String, UnaryOperator<CustodyEvent>> alterations() {
        return Map.ofEntries(
                Map.entry("item", event -> with(event, 0, event.item() + "0")),
                Map.entry("sequence", event -> with(event, 1, event.sequence() + 1)),
                Map.entry("from", event -> with(event, 2, new Holder("THIEF"))),
                Map.entry("to", event -> with(event, 3, new Holder("THIEF"))),
                Map.entry("at", event -> with(event, 4, event.at().plusNanos(1000))),
                Map.entry("place", event -> with(event, 5, event.place() + " ")),
                Map.entry("releasedBy", event -> with(event, 6, event.releasedBy() + "x")),
                Map.entry("receivedBy", event -> with(event, 7, event.receivedBy() + "x")),
                Map.entry("reason", event -> with(event, 8, event.reason() + "x")),
                Map.entry("act", event -> with(event, 9, event.act() == Act.MOVED ? Act.RECASED : Act.MOVED)),
                Map.entry("previousHash", event -> with(event, 10, "0".repeat(64))),
                Map.entry("hash", event -> with(event, 11, "0".repeat(64))));
    }

    private static CustodyEvent with(CustodyEvent event, int field, Object value) {
        Object[] fields = {
            event.item(),
            event.sequence(),
            event.from(),
            event.to(),
            event.at(),
            event.place(),
            event.releasedBy(),
            event.receivedBy(),
            event.reason(),
            event.act(),
            event.previousHash(),
            event.hash(),
            event.fromSalt(),
            event.toSalt()
        };
        fields[field] = value;
        return new CustodyEvent(
                (String) fields[0],
                (int) fields[1],
                (Holder) fields[2],
                (Holder) fields[3],
                (Instant) fields[4],
                (String) fields[5],
                (String) fields[6],
                (String) fields[7],
                (String) fields[8],
                (Act) fields[9],
                (String) fields[10],
                (String) fields[11],
                (String) fields[12],
                (String) fields[13]);
    }
}
