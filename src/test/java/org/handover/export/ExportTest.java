package org.handover.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.handover.account.Accounts;
import org.handover.custody.Custody;
import org.handover.custody.CustodyEvent;
import org.handover.custody.Handling;
import org.handover.custody.Holder;
import org.handover.custody.Ledger;
import org.handover.database.H2;
import org.handover.reading.Told;
import org.handover.repair.RepairChain;
import org.handover.repair.RepairEvent;
import org.handover.repair.Repairs;
import org.handover.seal.Seals;
import org.handover.seal.Signing;
import org.handover.seal.SigningKeys;
import org.handover.security.Groups;
import org.handover.security.Reader;
import org.handover.verify.ArchiveSignature;
import org.handover.verify.Verify;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Reference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What leaves the house, altered in every way anybody could: the verifier finds it and names the first event that does not fit. */
class ExportTest {

    private static final String REFERENCE = "EXP-2018-01";
    private static final String PERSON = "P-0412";
    private static final Reader NAMES = new Reader("casualty-office-1", Set.of(Groups.CASUALTY_OFFICE));
    private static final Reader NO_NAMES = new Reader("observers-1", Set.of(Groups.OBSERVERS));
    private static final ObjectMapper JSON = new ObjectMapper().findAndRegisterModules();
    private static final List<String> LINES = List.of("ledger.jsonl", "repairs.jsonl", "heads.jsonl", "digests.jsonl");

    private static SigningKeys keys;
    private static House house;
    private static byte[] export;

    @TempDir
    static Path folder;

    /** A database with a ledger, and what signs it. */
    private record House(DataSource database, Seals seals, Exports exports) {

        static House of(SigningKeys keys, String reason) {
            return of(keys, reason, true);
        }

        static House of(SigningKeys keys, String reason, boolean repaired) {
            DataSource database = H2.fresh();
            Ledger.open(database, REFERENCE);
            Seals seals = Signing.seals(database, keys);
            var context = new AnnotationConfigApplicationContext();
            context.registerBean(JdbcClient.class, () -> JdbcClient.create(database));
            context.registerBean(Seals.class, () -> seals);
            context.registerBean(ObjectMapper.class, () -> JSON);
            context.registerBean("custody", Custody.class, new Ledger(database)::custody);
            context.register(RecordClock.class, Accounts.class, Told.class, Exports.class);
            context.refresh();
            var house = new House(database, seals, context.getBean(Exports.class));
            house.fill(reason);
            if (repaired) {
                Repairs.done(database, new Reference(REFERENCE));
            }
            return house;
        }

        private void fill(String reason) {
            var ledger = new Ledger(database);
            Reference reference = new Reference(REFERENCE);
            ledger.bring(REFERENCE + "/C-01", Holder.UNC, Holder.airlift("M-1"), Holder.LABORATORY);
            ledger.bring(REFERENCE + "/C-02", Holder.UNC, Holder.airlift("M-1"));
            ledger.bring(REFERENCE + "/C-03", Holder.UNC);
            seals.seal(reference);
            ItemKey container = reference.item("C-01");
            ItemKey specimen = container.part("12 a");
            ledger.custody().inherit(Map.of(specimen, container), on("2018-08-10", reason));
            ledger.custody()
                    .transfer(
                            List.of(specimen),
                            Holder.LABORATORY,
                            Holder.family(PERSON),
                            on("2019-04-01", "Receipt 7 – é"));
            ledger.custody()
                    .transfer(
                            List.of(specimen), Holder.family(PERSON), Holder.LABORATORY, on("2019-05-01", "returned"));
        }

        private static Handling on(String date, String reason) {
            return Handling.on(LocalDate.parse(date), Place.HICKAM.zone(), "HICKAM", "a", "b", reason);
        }

        byte[] export(Reader reader) {
            var out = new ByteArrayOutputStream();
            try {
                exports.export(new Reference(REFERENCE), reader, out);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return out.toByteArray();
        }

        String root(int digest) {
            return seals.upTo(seals.seal(new Reference(REFERENCE)))
                    .get(digest - 1)
                    .root();
        }
    }

    @BeforeAll
    static void export() {
        keys = Signing.keys(Signing.keyStore());
        house = House.of(keys, "inventory");
        export = house.export(NAMES);
    }

    private record Said(int code, String text) {}

    private static Said verify(byte[] file, String... arguments) {
        try {
            Path path = folder.resolve("export.zip");
            Files.write(path, file);
            var all = new ArrayList<>(List.of(Verify.COMMAND, path.toString()));
            all.addAll(Arrays.asList(arguments));
            var out = new ByteArrayOutputStream();
            int code = Verify.run(all.toArray(String[]::new), new PrintStream(out, true, StandardCharsets.UTF_8));
            return new Said(code, out.toString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String found(byte[] file, String what) {
        Said said = verify(file);
        assertThat(said.code()).as(what + ": " + said.text()).isEqualTo(1);
        return said.text().lines().reduce((first, last) -> last).orElseThrow();
    }

    // As it is

    @Test
    void asItWasSigned_isCompleteAndUnaltered() {
        Said said = verify(export);

        assertThat(said.text())
                .contains(
                        "COMPLETE AND UNALTERED", "4 items, 9 custody events, 2 digests", "2 repairs proposed or done")
                .contains(keys.signer().key().fingerprint())
                .contains(house.root(2));
        assertThat(said.code()).isZero();
        assertThat(new String(files(export).get("ledger.jsonl"), StandardCharsets.UTF_8))
                .contains("FAMILY:" + PERSON);
    }

    @Test
    void whereNothingWasRepaired_thereIsNoFileOfIt_asBeforeThereWereRepairs() {
        byte[] before = House.of(keys, "inventory", false).export(NAMES);

        assertThat(files(before)).doesNotContainKey("repairs.jsonl");
        assertThat(verify(before).text()).contains("COMPLETE AND UNALTERED").doesNotContain("repairs");
        var more = new LinkedHashMap<>(files(before));
        more.put("repairs.jsonl", files(export).get("repairs.jsonl"));
        assertThat(found(zip(more, comment(before)), "repairs")).contains("repairs.jsonl: no digest covers it");
    }

    @Test
    void repair_thatOnePersonDid_isFound_alsoWhenItsHashFits() {
        var chain = new RepairChain();
        var events = new ArrayList<RepairEvent>();
        Repairs.ledger(house.database()).each(new Reference(REFERENCE), events::add);
        assertThat(events).hasSize(2).allMatch(event -> chain.fault(event) == null);

        var alone = new RepairChain();
        alone.fault(events.get(0));
        assertThat(alone.fault(Repairs.by(events.get(1), "operators-1"))).contains("it takes two people");
        assertThat(new RepairChain().fault(events.get(1))).contains("event 1 is missing");
    }

    @Test
    void withoutNames_verifiesAllTheSame_andSaysNothingOfThePerson() {
        byte[] withheld = house.export(NO_NAMES);

        assertThat(verify(withheld).text()).contains("COMPLETE AND UNALTERED", "names withheld");
        files(withheld).values().forEach(content -> assertThat(new String(content, StandardCharsets.UTF_8))
                .doesNotContain(PERSON));
        String ledger = new String(files(withheld).get("ledger.jsonl"), StandardCharsets.UTF_8);
        assertThat(ledger).contains("\"FAMILY#").doesNotContain("Salt\":\"");
        assertThat(found(
                        alter(withheld, "ledger.jsonl", lines -> set(lines, 3, "to", "FAMILY#" + "0".repeat(64))),
                        "commitment"))
                .endsWith("EXP-2018-01/C-01/12 a event 1: its fields do not match its hash");
    }

    @Test
    void aFamilyRecordedBeforeThereWereSalts_isLeftOut_andTheRestIsChecked() {
        House old = House.of(keys, "inventory");
        var jdbc = JdbcClient.create(old.database());
        jdbc.sql("drop trigger custody_event_append_only").update();
        jdbc.sql("alter table custody_event drop constraint custody_event_no_gap")
                .update();
        unsalt(old);

        Said said = verify(old.export(NO_NAMES));

        assertThat(said.text()).contains("COMPLETE AND UNALTERED", "Of 2 events the own hash was not checked");
        assertThat(said.text()).doesNotContain(PERSON);
        assertThat(verify(old.export(NAMES)).text())
                .contains("COMPLETE AND UNALTERED")
                .doesNotContain("not checked");
    }

    private static void unsalt(House old) {
        var jdbc = JdbcClient.create(old.database());
        var rewritten = new ArrayList<CustodyEvent>();
        for (var event : new Ledger(old.database()).custody().events(ItemKey.parse(REFERENCE + "/C-01/12 a"))) {
            String before = rewritten.isEmpty()
                    ? null
                    : rewritten.get(rewritten.size() - 1).hash();
            var plain = new CustodyEvent(
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
                    before,
                    null,
                    null,
                    null);
            rewritten.add(new CustodyEvent(
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
                    before,
                    plain.computeHash(),
                    null,
                    null));
        }
        rewritten.forEach(event -> jdbc.sql(
                        "update custody_event set prev_hash = ?, hash = ?, from_salt = null, to_salt = null where item = ? and seq = ?")
                .params(Arrays.asList(event.previousHash(), event.hash(), event.item(), event.sequence()))
                .update());
    }

    /** Forty megabytes of a file that goes on as it should, packed to some thousand bytes. */
    @ParameterizedTest
    @ValueSource(strings = {"manifest.json", "keys.json", "digests.jsonl", "heads.jsonl", "ledger.jsonl"})
    void madeToUnpackWithoutEnd_isLeftThere(String name) throws IOException {
        var files = new LinkedHashMap<>(files(export));
        var bomb = new ByteArrayOutputStream();
        bomb.write(files.get(name));
        bomb.write(" \n".repeat(20_000_000).getBytes(StandardCharsets.UTF_8));
        files.put(name, bomb.toByteArray());

        assertThat(found(zip(files, comment(export)), name))
                .contains(name + " unpacks to more than 100 times its size");
    }

    // Altered by somebody who has the file

    @Test
    void everyFieldAltered_isFound_andOfAnEvent_theEventIsNamed() {
        Map<String, byte[]> files = files(export);
        for (String name : LINES) {
            List<ObjectNode> rows = rows(files.get(name));
            for (int row = 0; row < rows.size(); row++) {
                for (String field : names(rows.get(row))) {
                    int at = row;
                    String what = "%s line %d %s".formatted(name, row + 1, field);
                    String fault = found(alter(export, name, lines -> change(lines, at, field)), what);
                    if (name.equals("ledger.jsonl") && !field.equals("item")) {
                        String item = rows.get(row).get("item").asText();
                        assertThat(fault)
                                .as(what)
                                .contains(
                                        field.equals("sequence")
                                                ? item
                                                : item + " event "
                                                        + rows.get(row).get("sequence"));
                    }
                    // Also when whoever signs signs it again: the database itself was changed.
                    byte[] again = signedAgain(alter(export, name, lines -> change(lines, at, field)), keys.signer());
                    assertThat(found(again, what + ", signed again")).as(what).doesNotContain("the file");
                    found(alter(export, name, lines -> lines.get(at).remove(field)), what + " removed");
                    found(
                            alter(export, name, lines -> lines.get(at).putNull(field)),
                            what + " emptied",
                            rows.get(row).get(field).isNull());
                }
                int at = row;
                found(alter(export, name, lines -> lines.get(at).put("more", 1)), name + " a field more");
            }
        }
    }

    private static void found(byte[] file, String what, boolean wasEmpty) {
        if (!wasEmpty) {
            found(file, what);
        }
    }

    @Test
    void everythingElseOfTheFile_isFound() {
        Map<String, byte[]> files = files(export);
        for (String name : files.keySet()) {
            if (!LINES.contains(name)) {
                byte[] content = files.get(name);
                for (int at = 0; at < content.length; at += 7) {
                    var changed = content.clone();
                    changed[at] ^= 1;
                    found(replaced(export, name, changed), "%s byte %d".formatted(name, at));
                }
            }
            var without = new LinkedHashMap<>(files);
            without.remove(name);
            found(zip(without, comment(export)), "without " + name);
        }
        var more = new LinkedHashMap<>(files);
        more.put("more.txt", new byte[] {1});
        assertThat(found(zip(more, comment(export)), "a file more")).contains("more.txt: does not belong");
    }

    @Test
    void droppedSwappedInsertedTruncated_isFound() {
        for (String name : LINES) {
            int size = rows(files(export).get(name)).size();
            for (int row = 0; row < size; row++) {
                int at = row;
                String what = "%s line %d".formatted(name, row + 1);
                Consumer<List<ObjectNode>> drop = lines -> lines.remove(at);
                Consumer<List<ObjectNode>> twice =
                        lines -> lines.add(at, lines.get(at).deepCopy());
                Consumer<List<ObjectNode>> atTheEnd =
                        lines -> lines.add(lines.get(at).deepCopy());
                Consumer<List<ObjectNode>> cut =
                        lines -> lines.subList(at, lines.size()).clear();
                for (var tampering : List.of(drop, twice, atTheEnd, cut)) {
                    found(alter(export, name, tampering), what);
                    String fault =
                            found(signedAgain(alter(export, name, tampering), keys.signer()), what + ", signed again");
                    if (name.equals("ledger.jsonl")) {
                        assertThat(fault).as(what).contains(" event ");
                    }
                }
                if (row + 1 < size) {
                    found(alter(export, name, lines -> Collections.swap(lines, at, at + 1)), what + " swapped");
                }
            }
        }
        assertThat(found(alter(export, "ledger.jsonl", lines -> lines.remove(lines.size() - 1)), "the last event"))
                .contains("EXP-2018-01/C-03 event 1: is missing; it was there when it was signed");
        assertThat(found(alter(export, "ledger.jsonl", lines -> Collections.swap(lines, 0, 1)), "two events"))
                .contains("EXP-2018-01/C-01 event 2: event 1 is missing");
        for (int length = 0; length < export.length; length += 13) {
            int code = verify(Arrays.copyOf(export, length)).code();
            assertThat(code).as("cut off after %d bytes", length).isEqualTo(1);
        }
        found(Arrays.copyOf(export, export.length + 1), "a byte more");
    }

    @Test
    void anyBit_isFound() {
        long seed = Long.getLong("export.seed", System.nanoTime());
        var random = new Random(seed);
        for (int at = random.nextInt(9); at < export.length; at += 1 + random.nextInt(17)) {
            var changed = export.clone();
            changed[at] ^= (byte) (1 << random.nextInt(8));
            int code = verify(changed).code();
            assertThat(code).as("byte %d, seed %d", at, seed).isEqualTo(1);
        }
    }

    // Altered by somebody who can sign

    @Test
    void anotherPast_withAnotherKey_isFoundByTheKey() {
        SigningKeys others = Signing.keys(Signing.keyStore());
        byte[] other = House.of(others, "another past").export(NAMES);

        assertThat(verify(other).code()).isZero();
        String spelled = keys.signer()
                .key()
                .fingerprint()
                .toUpperCase()
                .replaceAll("(.{4})", "$1 ")
                .strip();
        assertThat(verify(export, "--key", spelled).code()).isZero();
        assertThat(verify(other, "--key", spelled).text()).contains("signed with another key");
    }

    @Test
    void anotherPast_withTheSameKey_isFoundByADigestFromBefore() {
        byte[] other = House.of(keys, "another past").export(NAMES);

        assertThat(verify(other, "--key", keys.signer().key().fingerprint()).code())
                .isZero();
        assertThat(verify(export, "--digest", house.root(1)).code()).isZero();
        assertThat(verify(export, "--digest", house.root(2)).code()).isZero();
        assertThat(verify(other, "--digest", house.root(1)).code()).isZero();
        assertThat(verify(other, "--digest", house.root(2)).text()).contains("does not go on from the digest");
    }

    @Test
    void whatTheDatabaseLost_isNamed_byTheApplicationAndByTheVerifier() {
        House robbed = House.of(keys, "inventory");
        robbed.export(NAMES);
        var jdbc = new JdbcTemplate(robbed.database());
        jdbc.execute("drop trigger custody_event_append_only");
        jdbc.update("delete from custody_event where item = ? and seq = 3", REFERENCE + "/C-01");
        jdbc.update("delete from custody_event where item = ?", REFERENCE + "/C-03");

        String lost = "EXP-2018-01/C-01 event 3: is missing; it was there when it was signed";
        assertThat(robbed.seals().verify(new Reference(REFERENCE)).firstFault()).isEqualTo(lost);
        assertThat(found(robbed.export(NAMES), "robbed")).contains(lost);
        assertThat(house.seals().verify(new Reference(REFERENCE)).intact()).isTrue();
    }

    @Test
    void digestsAreMadeOnlyWhenSomethingWasAdded() {
        House quiet = House.of(keys, "inventory", false);
        var reference = new Reference(REFERENCE);

        assertThat(quiet.seals().seal(reference)).isEqualTo(quiet.seals().seal(reference));
        assertThat(quiet.seals().seal(reference).number()).isEqualTo(2);
        assertThat(JdbcClient.create(quiet.database())
                        .sql("select count(*) from custody_digest_head where number = 2")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void nothingInCustodyYet_isAProofOfNothing() {
        DataSource database = H2.fresh();
        Ledger.open(database, REFERENCE);
        Seals seals = Signing.seals(database, keys);

        assertThat(seals.seal(new Reference(REFERENCE)).items()).isZero();
        assertThat(seals.verify(new Reference(REFERENCE)).intact()).isTrue();
    }

    @Test
    void usage() {
        assertThat(verify(export, "--unknown").code()).isEqualTo(2);
        assertThat(verify(export, "--key").code()).isEqualTo(2);
        var out = new ByteArrayOutputStream();
        String missing = folder.resolve("missing.zip").toString();
        assertThat(Verify.run(new String[] {Verify.COMMAND, missing}, new PrintStream(out)))
                .isEqualTo(2);
        assertThat(Verify.run(new String[] {Verify.COMMAND}, new PrintStream(out)))
                .isEqualTo(2);
        assertThat(out.toString()).contains("missing.zip cannot be read", "usage: java -jar");
    }

    // Tampering

    private static Map<String, byte[]> files(byte[] archive) {
        var files = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return files;
    }

    private static String comment(byte[] archive) {
        return new String(
                archive, archive.length - ArchiveSignature.LENGTH, ArchiveSignature.LENGTH, StandardCharsets.US_ASCII);
    }

    private static byte[] zip(Map<String, byte[]> files, String comment) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.setComment(comment);
            for (var file : files.entrySet()) {
                var entry = new ZipEntry(file.getKey());
                entry.setTime(315_532_800_000L);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static byte[] replaced(byte[] archive, String name, byte[] content) {
        var files = files(archive);
        files.put(name, content);
        return zip(files, comment(archive));
    }

    private static byte[] alter(byte[] archive, String name, Consumer<List<ObjectNode>> tampering) {
        List<ObjectNode> rows = rows(files(archive).get(name));
        tampering.accept(rows);
        var text = new StringBuilder();
        rows.forEach(row -> text.append(row).append('\n'));
        return replaced(archive, name, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The same files with a manifest and a signature that fit them. */
    private static byte[] signedAgain(byte[] archive, SigningKeys.Signer signer) {
        Map<String, byte[]> files = files(archive);
        try {
            JsonNode manifest = JSON.readTree(files.remove("manifest.json"));
            var out = new ByteArrayOutputStream();
            var writer = new ArchiveWriter(out, JSON);
            for (var file : files.entrySet()) {
                writer.file(file.getKey(), content -> content.write(file.getValue()));
            }
            writer.finish(
                    new ArchiveWriter.Head(
                            "EXPORT",
                            REFERENCE,
                            Instant.now().toString(),
                            "somebody",
                            manifest.get("names").asText(),
                            manifest.get("digest").asInt()),
                    signer);
            return out.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<ObjectNode> rows(byte[] lines) {
        var rows = new ArrayList<ObjectNode>();
        new String(lines, StandardCharsets.UTF_8).lines().forEach(line -> {
            try {
                rows.add((ObjectNode) JSON.readTree(line));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        return rows;
    }

    private static List<String> names(ObjectNode row) {
        var names = new ArrayList<String>();
        row.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void set(List<ObjectNode> rows, int row, String field, String value) {
        rows.get(row).put(field, value);
    }

    private static void change(List<ObjectNode> rows, int row, String field) {
        JsonNode value = rows.get(row).get(field);
        if (value.isNumber()) {
            rows.get(row).put(field, value.asLong() + 1);
        } else if (value.isNull()) {
            rows.get(row).put(field, "0".repeat(64));
        } else if (field.equals("at") || field.equals("signedAt")) {
            rows.get(row)
                    .put(field, Instant.parse(value.asText()).plusSeconds(1).toString());
        } else if (field.equals("act")) {
            rows.get(row).put(field, value.asText().equals("MOVED") ? "RECASED" : "MOVED");
        } else {
            char last = value.asText().charAt(value.asText().length() - 1);
            rows.get(row)
                    .put(field, value.asText().substring(0, value.asText().length() - 1) + (last == '0' ? '1' : '0'));
        }
    }
}
