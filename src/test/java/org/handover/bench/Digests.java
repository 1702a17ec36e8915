package org.handover.bench;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.handover.custody.Act;
import org.handover.custody.Canonical;
import org.handover.custody.ChainHead;
import org.handover.custody.CustodyEvent;
import org.handover.custody.Holder;
import org.handover.custody.Verification;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the chain of custody costs inside a process, and SHA-256 alone over the same bytes. Run by {@link Micro}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Digests {

    private static final int HEADS = 7_700;
    private static final int EVENTS = 10_000;
    private static final int EVENTS_OF_AN_ITEM = 4;

    /** A node of the tree is a byte and two hashes. */
    private static final byte[] NODE = new byte[65];

    private final MessageDigest sha256 = Canonical.sha256();
    private final List<CustodyEvent> events = new ArrayList<>();
    private final List<byte[]> forms = new ArrayList<>();
    private List<ChainHead> heads;
    private List<byte[]> leaves;

    /** Whole chains of four events each. */
    @Setup
    public void setUp() {
        CustodyEvent last = null;
        for (int i = 0; i < EVENTS; i++) {
            last = event(i / EVENTS_OF_AN_ITEM, i % EVENTS_OF_AN_ITEM + 1, i % EVENTS_OF_AN_ITEM == 0 ? null : last);
            events.add(last);
            forms.add(form(last));
        }
        if (!Verification.of(events).intact()) {
            throw new IllegalStateException(Verification.of(events).firstFault());
        }
        heads = IntStream.range(0, HEADS)
                .mapToObj(item -> new ChainHead(
                        "KOR-2018-01/I-%05d".formatted(item),
                        4,
                        events.get(item).hash()))
                .toList();
        leaves = heads.stream()
                .map(head -> Canonical.of(head.item(), head.sequence(), head.hash()))
                .toList();
    }

    private static CustodyEvent event(int item, int sequence, CustodyEvent before) {
        var event = new CustodyEvent(
                "KOR-2018-01/C-07/%05d".formatted(item),
                sequence,
                new Holder("DESK-" + (sequence - 1)),
                new Holder("DESK-" + sequence),
                Instant.parse("2018-07-27T01:00:00Z").plusSeconds(sequence),
                "WONSAN",
                "transfer-team-1",
                "transfer-team-2",
                "Handed over with a signed manifest",
                Act.values()[0],
                before == null ? null : before.hash(),
                null,
                null,
                null);
        return new CustodyEvent(
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
                event.computeHash(),
                null,
                null);
    }

    private static byte[] form(CustodyEvent event) {
        return Canonical.of(
                event.item(),
                event.sequence(),
                event.fromText(),
                event.toText(),
                event.at(),
                event.place(),
                event.releasedBy(),
                event.receivedBy(),
                event.reason(),
                event.act(),
                event.previousHash());
    }

    @Benchmark
    public String event() {
        return events.get(1).computeHash();
    }

    @Benchmark
    public byte[] eventSha256Alone() {
        return sha256.digest(forms.get(1));
    }

    @Benchmark
    public String root() {
        return ChainHead.root(heads);
    }

    /** A byte before each leaf, and one node fewer than there are leaves. */
    @Benchmark
    public byte[] rootSha256Alone() {
        byte[] last = null;
        for (byte[] leaf : leaves) {
            sha256.update((byte) 0);
            last = sha256.digest(leaf);
        }
        for (int i = 1; i < HEADS; i++) {
            last = sha256.digest(NODE);
        }
        return last;
    }

    @Benchmark
    public Verification verify() {
        return Verification.of(events);
    }

    @Benchmark
    public byte[] verifySha256Alone() {
        byte[] last = null;
        for (byte[] form : forms) {
            last = sha256.digest(form);
        }
        return last;
    }
}
