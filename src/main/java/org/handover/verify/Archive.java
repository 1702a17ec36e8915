package org.handover.verify;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.handover.custody.Act;
import org.handover.custody.Canonical;
import org.handover.custody.ChainHead;
import org.handover.custody.CustodyEvent;
import org.handover.custody.Holder;
import org.handover.custody.Verification;
import org.handover.repair.RepairChain;
import org.handover.repair.RepairEvent;
import org.handover.repair.RepairOrder;
import org.handover.seal.SignedDigest;
import org.handover.seal.VerifyingKey;
import org.handover.vocabulary.Refusal;

/** An export or a dossier, checked from the inside out: so that what is found first is an event, not that some byte of the file is another one. */
final class Archive {

    static final List<String> MANIFEST =
            List.of("format", "kind", "reference", "madeAt", "madeFor", "names", "digest", "key", "files");
    static final List<String> FILE = List.of("name", "bytes", "sha256");
    static final List<String> KEY = List.of("fingerprint", "publicKey");
    static final List<String> DIGEST = List.of(
            "reference", "number", "items", "events", "root", "signedAt", "key", "previousHash", "hash", "signature");
    static final List<String> HEAD = List.of("digest", "item", "sequence", "hash");
    static final List<String> EVENT = List.of(
            "item",
            "sequence",
            "act",
            "from",
            "to",
            "at",
            "place",
            "releasedBy",
            "receivedBy",
            "reason",
            "previousHash",
            "hash",
            "fromSalt",
            "toSalt");

    static final List<String> REPAIR = List.of(
            "item",
            "sequence",
            "act",
            "proposal",
            "proposedBy",
            "instance",
            "subject",
            "process",
            "kind",
            "from",
            "to",
            "reason",
            "found",
            "effects",
            "by",
            "at",
            "previousHash",
            "hash");

    private static final int KNOWN_INSTANTS = 1_000;

    private final Path path;
    private final ZipFile zip;
    private final Map<String, VerifyingKey> keys = new LinkedHashMap<>();
    private final List<SignedDigest> digests = new ArrayList<>();

    /** What is done in one act has the same instant, many times. */
    private final Map<String, Instant> instants = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > KNOWN_INSTANTS;
        }
    };

    /** Which events were heads when they were signed, and the events that there are. */
    private final SortedEntries signed = new SortedEntries();

    private final SortedEntries walked = new SortedEntries();

    /** The same of the chain of repairs, which are few, by sequence. */
    private final Map<Integer, String> signedRepairs = new TreeMap<>();

    private Json.Row manifest;
    private String within;
    private Verification.Walk walk;
    private final RepairChain repairs = new RepairChain();
    private long events;

    private Archive(Path path, ZipFile zip) {
        this.path = path;
        this.zip = zip;
    }

    /**
     * What an archive was found to be.
     *
     * @param names {@code SHOWN}, or {@code WITHHELD} where the reader it was made for may not see all of them
     * @param unchecked events whose own hash cannot be checked, since whose family it is was left out
     */
    record Contents(
            String kind,
            String reference,
            String madeAt,
            String madeFor,
            String names,
            int items,
            long events,
            int repairs,
            int unchecked,
            List<SignedDigest> digests,
            int files,
            String key) {}

    /**
     * Checks everything that can be checked without asking anybody.
     *
     * @throws Fault at the first thing that does not fit
     */
    static Contents check(Path path) throws IOException, Fault {
        try (var zip = new ZipFile(path.toFile())) {
            var archive = new Archive(path, zip);
            try (archive.signed;
                    archive.walked) {
                return archive.check();
            }
        } catch (ZipException | EOFException e) {
            throw new Fault("the file is cut off, or not an archive: %s", e.getMessage());
        }
    }

    private Contents check() throws IOException, Fault {
        manifest = one("manifest.json", MANIFEST);
        if (!manifest.text("format").equals("handover archive 1")) {
            throw new Fault("manifest.json: format: this program reads 'handover archive 1'");
        }
        within = manifest.text("reference") + "/";
        readKeys();
        readDigests();
        readHeads();
        walkLedger();
        walkRepairs();
        compare();
        checkFiles();
        String key = checkSignature();
        return new Contents(
                manifest.text("kind"),
                manifest.text("reference"),
                manifest.text("madeAt"),
                manifest.text("madeFor"),
                manifest.text("names"),
                walk.items(),
                events,
                repairs.events(),
                walk.unchecked(),
                digests,
                manifest.list("files").size(),
                key);
    }

    private void readKeys() throws IOException, Fault {
        try (InputStream text = file("keys.json")) {
            for (Object each : new Json("keys.json", text).list()) {
                Json.Row row = Json.row(each, "keys.json", 0, KEY);
                var key = new VerifyingKey(row.text("publicKey"));
                if (!key.fingerprint().equals(row.text("fingerprint"))) {
                    throw new Fault("keys.json: %s is not the fingerprint of its key", row.text("fingerprint"));
                }
                keys.put(key.fingerprint(), key);
            }
        }
    }

    private void readDigests() throws IOException, Fault {
        try (InputStream text = file("digests.jsonl")) {
            var lines = new Json("digests.jsonl", text);
            String before = null;
            for (Json.Row row = lines.next(DIGEST); row != null; row = lines.next(DIGEST)) {
                var digest = new SignedDigest(
                        row.text("reference"),
                        row.count("number"),
                        row.count("items"),
                        row.number("events"),
                        row.text("root"),
                        instant(row, "signedAt"),
                        row.text("key"),
                        row.textOrNull("previousHash"),
                        row.text("hash"),
                        row.text("signature"));
                int expected = digests.size() + 1;
                if (digest.number() != expected) {
                    throw new Fault("digest %d: stands where digest %d belongs", digest.number(), expected);
                }
                if (!digest.reference().equals(manifest.text("reference"))) {
                    throw new Fault("digest %d: is of %s", digest.number(), digest.reference());
                }
                if (!Objects.equals(digest.previousHash(), before)) {
                    throw new Fault("digest %d: does not carry the hash of the one before it", digest.number());
                }
                if (!digest.computeHash().equals(digest.hash())) {
                    throw new Fault("digest %d: its fields do not match its hash", digest.number());
                }
                VerifyingKey key = keys.get(digest.key());
                if (key == null) {
                    throw new Fault("digest %d: its key %s is not in keys.json", digest.number(), digest.key());
                }
                if (!digest.isSignedBy(key)) {
                    throw new Fault("digest %d: its signature is not of its key", digest.number());
                }
                before = digest.hash();
                digests.add(digest);
            }
        }
        if (digests.size() != manifest.count("digest") || digests.isEmpty()) {
            throw new Fault("digest %d: is missing", digests.size() + 1);
        }
    }

    private void readHeads() throws IOException, Fault {
        try (InputStream text = file("heads.jsonl")) {
            var lines = new Json("heads.jsonl", text);
            for (Json.Row row = lines.next(HEAD); row != null; row = lines.next(HEAD)) {
                int digest = row.count("digest");
                if (digest < 1 || digest > digests.size()) {
                    throw new Fault("%s: there is no digest %d", row.where(), digest);
                }
                var head = new SortedEntries.Entry(row.text("item"), digest, row.count("sequence"), row.text("hash"));
                signed.add(head);
                if (head.item().equals(within + RepairEvent.CHAIN)) {
                    signedRepairs.put(head.sequence(), head.hash());
                }
            }
        }
    }

    /** Walks every chain. */
    private void walkLedger() throws IOException, Fault {
        walk = new Verification.Walk(manifest.text("names").equals("WITHHELD"));
        try (InputStream text = file("ledger.jsonl")) {
            var lines = new Json("ledger.jsonl", text);
            for (Json.Row row = lines.next(EVENT); row != null; row = lines.next(EVENT)) {
                CustodyEvent event = event(row);
                events++;
                String fault = walk.fault(event);
                if (fault != null) {
                    throw new Fault("%s", fault);
                }
                walked.add(new SortedEntries.Entry(event.item(), walk.items(), event.sequence(), event.hash()));
            }
        }
    }

    /** A handover whose repairs were signed has their file; an archive from before there were any has none. */
    private void walkRepairs() throws IOException, Fault {
        String chain = within + RepairEvent.CHAIN;
        if (signedRepairs.isEmpty()) {
            if (zip.getEntry("repairs.jsonl") != null) {
                throw new Fault("repairs.jsonl: no digest covers it");
            }
            return;
        }
        try (InputStream text = file("repairs.jsonl")) {
            var lines = new Json("repairs.jsonl", text);
            for (Json.Row row = lines.next(REPAIR); row != null; row = lines.next(REPAIR)) {
                RepairEvent event = repair(row);
                String fault = event.item().equals(chain) ? repairs.fault(event) : "repairs.jsonl: " + event.item();
                if (fault != null) {
                    throw new Fault("%s", fault);
                }
                walked.add(new SortedEntries.Entry(chain, 0, event.sequence(), event.hash()));
            }
        }
    }

    /** Item by item: whether the events that were signed are the events that there are, and whether each root is that of its items. */
    private void compare() throws IOException, Fault {
        SortedEntries.Reader heads = signed.read();
        SortedEntries.Reader there = walked.read();
        var trees = new ArrayList<ChainHead.Tree>();
        digests.forEach(digest -> trees.add(new ChainHead.Tree()));
        var items = new int[digests.size()];
        var covered = new long[digests.size()];
        for (List<SortedEntries.Entry> item = heads.item(); !item.isEmpty(); item = heads.item()) {
            compare(item, there);
            byte[] leaf = null;
            int next = 0;
            for (int digest = item.get(0).group(); digest <= digests.size(); digest++) {
                while (next < item.size() && item.get(next).group() == digest) {
                    SortedEntries.Entry head = item.get(next);
                    if (next > 0 && item.get(next - 1).sequence() >= head.sequence()) {
                        throw new Fault(
                                "%s event %d: digest %d does not go on from the one before it",
                                head.item(), head.sequence(), digest);
                    }
                    leaf = new ChainHead(head.item(), head.sequence(), head.hash()).leaf();
                    next++;
                }
                trees.get(digest - 1).add(leaf);
                items[digest - 1]++;
                covered[digest - 1] += item.get(next - 1).sequence();
            }
        }
        if (there.peek() != null) {
            throw notCovered(there.peek());
        }
        for (SignedDigest digest : digests) {
            int place = digest.number() - 1;
            if (digest.items() != items[place] || digest.events() != covered[place]) {
                throw new Fault(
                        "digest %d: was made of %d items with %d events; there are %d with %d",
                        digest.number(), digest.items(), digest.events(), items[place], covered[place]);
            }
            if (!trees.get(place).root().equals(digest.root())) {
                throw new Fault("digest %d: its root is not that of its items", digest.number());
            }
        }
    }

    /** @param heads of one item, in the order of their digests */
    private static void compare(List<SortedEntries.Entry> heads, SortedEntries.Reader there) throws IOException, Fault {
        SortedEntries.Entry first = heads.get(0);
        SortedEntries.Entry next = there.peek();
        if (next != null && Arrays.compareUnsigned(next.key(), first.key()) < 0) {
            throw notCovered(next);
        }
        int end = heads.stream().mapToInt(SortedEntries.Entry::sequence).max().orElseThrow();
        var hashes = new HashMap<Integer, String>();
        heads.forEach(head -> hashes.put(head.sequence(), head.hash()));
        int last = 0;
        int place = next == null ? 0 : next.group();
        for (; next != null && next.isOfSameItem(first); next = there.peek()) {
            if (next.group() != place) {
                throw new Fault("%s event %d: stands apart from the events of its item", next.item(), next.sequence());
            }
            if (next.sequence() > end) {
                throw notCovered(next);
            }
            String hash = hashes.get(next.sequence());
            if (hash != null && !hash.equals(next.hash())) {
                throw new Fault(
                        "%s event %d: is not the event that was there when it was signed",
                        next.item(), next.sequence());
            }
            last = next.sequence();
            there.next();
        }
        if (last < end) {
            throw new Fault("%s event %d: is missing; it was there when it was signed", first.item(), last + 1);
        }
    }

    private static Fault notCovered(SortedEntries.Entry event) {
        return new Fault("%s event %d: no digest covers it", event.item(), event.sequence());
    }

    private RepairEvent repair(Json.Row row) throws Fault {
        String item = row.text("item");
        int sequence = row.count("sequence");
        try {
            return new RepairEvent(
                    item,
                    sequence,
                    RepairEvent.Act.valueOf(row.text("act")),
                    row.countOrNull("proposal"),
                    row.textOrNull("proposedBy"),
                    row.text("instance"),
                    row.text("subject"),
                    row.text("process"),
                    RepairOrder.Kind.valueOf(row.text("kind")),
                    row.textOrNull("from"),
                    row.textOrNull("to"),
                    row.text("reason"),
                    row.text("found"),
                    row.text("effects"),
                    row.text("by"),
                    instant(row, "at"),
                    row.textOrNull("previousHash"),
                    row.text("hash"));
        } catch (IllegalArgumentException e) {
            throw new Fault("%s event %d: %s", item, sequence, e.getMessage());
        }
    }

    private CustodyEvent event(Json.Row row) throws Fault {
        String item = row.text("item");
        int sequence = row.count("sequence");
        if (!item.startsWith(within)) {
            throw new Fault("%s event %d: is of another handover", item, sequence);
        }
        try {
            return new CustodyEvent(
                    item,
                    sequence,
                    new Holder(row.text("from")),
                    new Holder(row.text("to")),
                    instant(row, "at"),
                    row.text("place"),
                    row.text("releasedBy"),
                    row.text("receivedBy"),
                    row.text("reason"),
                    Act.valueOf(row.text("act")),
                    row.textOrNull("previousHash"),
                    row.text("hash"),
                    salt(row, "from"),
                    salt(row, "to"));
        } catch (IllegalArgumentException | Refusal e) {
            throw new Fault("%s event %d: %s", item, sequence, e.getMessage());
        }
    }

    private static String salt(Json.Row row, String holder) throws Fault {
        String salt = row.textOrNull(holder + "Salt");
        if (salt != null && !new Holder(row.text(holder)).isFamily()) {
            throw new Fault("%s event %d: %s needs no salt", row.text("item"), row.count("sequence"), row.text(holder));
        }
        return salt;
    }

    private Instant instant(Json.Row row, String field) throws Fault {
        String text = row.text(field);
        Instant known = instants.get(text);
        if (known != null) {
            return known;
        }
        try {
            Instant instant = Instant.parse(text);
            if (instant.toString().equals(text)) {
                instants.put(text, instant);
                return instant;
            }
        } catch (DateTimeException e) {
            // no instant, as follows
        }
        throw new Fault("%s: %s: '%s' is not how an instant is written", row.where(), field, text);
    }

    private void checkFiles() throws IOException, Fault {
        Set<String> names = new HashSet<>();
        for (Object each : manifest.list("files")) {
            Json.Row row = Json.row(each, "manifest.json", 0, FILE);
            String name = row.text("name");
            if (!names.add(name)) {
                throw new Fault("%s: stands twice in manifest.json", name);
            }
            MessageDigest sha256 = Canonical.sha256();
            long bytes;
            try (InputStream content = new DigestInputStream(file(name), sha256)) {
                bytes = content.transferTo(OutputStream.nullOutputStream());
            }
            if (bytes != row.number("bytes")
                    || !HexFormat.of().formatHex(sha256.digest()).equals(row.text("sha256"))) {
                throw new Fault("%s: is not the file that was signed", name);
            }
        }
        names.add("manifest.json");
        var present = new HashSet<String>();
        for (ZipEntry entry : Collections.list(zip.entries())) {
            if (!names.contains(entry.getName()) || !present.add(entry.getName())) {
                throw new Fault("%s: does not belong into the archive", entry.getName());
            }
        }
    }

    private String checkSignature() throws IOException, Fault {
        MessageDigest sha256 = Canonical.sha256();
        var end = new byte[ArchiveSignature.LENGTH];
        long signed = Files.size(path) - end.length;
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            file.seek(Math.max(0, signed));
            file.readFully(end);
        }
        ArchiveSignature signature = ArchiveSignature.read(end);
        if (signature == null) {
            throw new Fault("the file does not end with its signature");
        }
        try (InputStream file = new BufferedInputStream(Files.newInputStream(path))) {
            var part = new byte[1 << 16];
            for (long left = signed; left > 0; ) {
                int read = file.read(part, 0, (int) Math.min(part.length, left));
                sha256.update(part, 0, read);
                left -= read;
            }
        }
        VerifyingKey key = keys.get(signature.key());
        if (key == null || !signature.key().equals(manifest.text("key"))) {
            throw new Fault("the file is signed with the key %s, which is not the one it names", signature.key());
        }
        byte[] message = ArchiveSignature.message(HexFormat.of().formatHex(sha256.digest()));
        if (!key.signed(message, signature.signature())) {
            throw new Fault("the file is not the one that was signed: something around its contents was changed");
        }
        return signature.key();
    }

    private Json.Row one(String name, List<String> fields) throws IOException, Fault {
        try (InputStream text = file(name)) {
            var json = new Json(name, text);
            Json.Row row = json.next(fields);
            if (row == null || json.next(fields) != null) {
                throw new Fault("%s: is not one object", name);
            }
            return row;
        }
    }

    private InputStream file(String name) throws IOException, Fault {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new Fault("%s: is missing", name);
        }
        return new Unpacking(name, zip.getInputStream(entry), entry.getCompressedSize());
    }

    /**
     * A file of the archive while it is unpacked. What the application writes shrinks to a fifth at best; a file made to unpack without end is
     * left there.
     */
    private static final class Unpacking extends FilterInputStream {

        private static final long FREE = 1_000_000;
        private static final long MOST_TIMES = 100;

        private final String name;
        private final long most;
        private long read;

        Unpacking(String name, InputStream content, long packed) {
            super(content);
            this.name = name;
            this.most = FREE + MOST_TIMES * packed;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int some = super.read(into, offset, length);
            count(Math.max(some, 0));
            return some;
        }

        private void count(int more) throws ZipException {
            read += more;
            if (read > most) {
                throw new ZipException("%s unpacks to more than %d times its size".formatted(name, MOST_TIMES));
            }
        }
    }
}
