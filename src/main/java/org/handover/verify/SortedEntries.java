package org.handover.verify;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Events or heads in the order of their items' UTF-8 bytes, however many: what does not fit into a fixed piece of memory waits in temporary
 * files.
 */
final class SortedEntries implements AutoCloseable {

    private static final int IN_MEMORY = 20_000;

    /** Of a text; more than any of ours has, and nothing that would fill the memory. */
    private static final int LONGEST = 4_000;

    private static final Comparator<Entry> ORDER = Comparator.comparing(Entry::key, Arrays::compareUnsigned)
            .thenComparingInt(Entry::group)
            .thenComparingInt(Entry::sequence);

    /**
     * @param group of a head the number of its digest; of an event the place of its item in the ledger
     * @param sequence of the event, or of the event that is the head
     * @param hash of that event
     */
    record Entry(byte[] key, int group, int sequence, String hash) {

        Entry(String item, int group, int sequence, String hash) {
            this(item.getBytes(StandardCharsets.UTF_8), group, sequence, hash);
        }

        String item() {
            return new String(key, StandardCharsets.UTF_8);
        }

        boolean isOfSameItem(Entry other) {
            return Arrays.equals(key, other.key);
        }
    }

    private final List<Entry> waiting = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();

    void add(Entry entry) throws IOException, Fault {
        if (entry.key().length > LONGEST || entry.hash().length() > LONGEST) {
            throw new Fault("%.100s… event %d: is too long", entry.item(), entry.sequence());
        }
        waiting.add(entry);
        if (waiting.size() == IN_MEMORY) {
            waiting.sort(ORDER);
            Path file = Files.createTempFile("verify", ".tmp");
            files.add(file);
            try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
                for (Entry each : waiting) {
                    out.writeInt(each.key().length);
                    out.write(each.key());
                    out.writeInt(each.group());
                    out.writeInt(each.sequence());
                    out.writeUTF(each.hash());
                }
            }
            waiting.clear();
        }
    }

    /** Begins to read them; once, and after the last one was added. */
    Reader read() throws IOException {
        waiting.sort(ORDER);
        var next = new PriorityQueue<Run>(Comparator.comparing(Run::head, ORDER));
        for (Path file : files) {
            runs.add(new Run(file));
        }
        runs.add(new Run(waiting));
        for (Run run : runs) {
            if (run.head() != null) {
                next.add(run);
            }
        }
        return new Reader(next);
    }

    /** One after the other. */
    static final class Reader {

        private final PriorityQueue<Run> next;

        private Reader(PriorityQueue<Run> next) {
            this.next = next;
        }

        /** The next one, which stays; null after the last. */
        Entry peek() {
            return next.isEmpty() ? null : next.peek().head();
        }

        /** The next one; null after the last. */
        Entry next() throws IOException {
            Run run = next.poll();
            if (run == null) {
                return null;
            }
            Entry entry = run.head();
            run.advance();
            if (run.head() != null) {
                next.add(run);
            }
            return entry;
        }

        /** The item that comes next, with all its entries; empty after the last one. */
        List<Entry> item() throws IOException {
            var item = new ArrayList<Entry>();
            while (peek() != null && (item.isEmpty() || peek().isOfSameItem(item.get(0)))) {
                item.add(next());
            }
            return item;
        }
    }

    /** A part of them that is in order. */
    private static final class Run {

        private final DataInputStream in;
        private final List<Entry> list;
        private int place;
        private Entry head;

        Run(Path file) throws IOException {
            in = new DataInputStream(
                    new BufferedInputStream(Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE)));
            list = List.of();
            advance();
        }

        Run(List<Entry> list) throws IOException {
            in = null;
            this.list = list;
            advance();
        }

        Entry head() {
            return head;
        }

        void advance() throws IOException {
            if (in == null) {
                head = place < list.size() ? list.get(place++) : null;
                return;
            }
            try {
                var key = new byte[in.readInt()];
                in.readFully(key);
                head = new Entry(key, in.readInt(), in.readInt(), in.readUTF());
            } catch (EOFException end) {
                head = null;
            }
        }

        void close() throws IOException {
            if (in != null) {
                in.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Run run : runs) {
            run.close();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
