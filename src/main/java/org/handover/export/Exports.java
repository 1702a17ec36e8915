package org.handover.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;
import org.handover.account.Accounts;
import org.handover.audit.Disclosure;
import org.handover.custody.CustodyEvent;
import org.handover.custody.Holder;
import org.handover.reading.Told;
import org.handover.repair.RepairEvent;
import org.handover.seal.Seals;
import org.handover.seal.SignedDigest;
import org.handover.seal.VerifyingKey;
import org.handover.security.Reader;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** What of a handover's record goes out of the house, signed. */
@Component
public class Exports {

    private final Seals seals;
    private final Accounts accounts;
    private final Told told;
    private final ObjectMapper json;

    Exports(Seals seals, Accounts accounts, Told told, ObjectMapper json) {
        this.seals = seals;
        this.accounts = accounts;
        this.told = told;
        // The form is part of what docs/verification.md promises, however this installation writes JSON elsewhere.
        this.json = json.copy()
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .setDefaultPropertyInclusion(JsonInclude.Include.ALWAYS);
    }

    /**
     * The name of the file, which says what it goes up to: {@code KOR-2018-01-export-3.zip} has the third digest.
     *
     * @param kind {@code export} or {@code dossier}
     */
    public String name(Reference handover, String kind) {
        return "%s-%s-%d.zip".formatted(handover, kind, seals.seal(handover).number());
    }

    /** Ledger, account, digests, signatures and public keys of a handover, as far as the reader may see whose families have remains. */
    public void export(Reference handover, Reader reader, OutputStream out) throws IOException {
        SignedDigest last = seals.seal(handover);
        write(last, told.of(handover), accounts.take(handover), reader, out);
    }

    /** @param families the ids of the persons whose families have been told */
    void write(SignedDigest last, Set<String> families, Object account, Reader reader, OutputStream out)
            throws IOException {
        ArchiveWriter archive = begin(last, families, account, reader, out);
        finish(archive, "EXPORT", reader, last);
    }

    /** What every archive begins with: the ledger with its digests and keys, and the account. */
    ArchiveWriter begin(SignedDigest last, Set<String> families, Object account, Reader reader, OutputStream out)
            throws IOException {
        var archive = new ArchiveWriter(out, json);
        readMe(archive);
        ledger(archive, last, families, reader);
        archive.json("account.json", account);
        return archive;
    }

    private static void readMe(ArchiveWriter archive) throws IOException {
        archive.file("README.txt", out -> {
            try (var text = Exports.class.getResourceAsStream("README.txt")) {
                out.write(text.readAllBytes());
            }
        });
    }

    private record Key(String fingerprint, String publicKey) {
        static Key of(VerifyingKey key) {
            return new Key(key.fingerprint(), key.encoded());
        }
    }

    private record Head(int digest, String item, int sequence, String hash) {
        static Head of(Seals.Covered covered) {
            return new Head(
                    covered.digest(),
                    covered.head().item(),
                    covered.head().sequence(),
                    covered.head().hash());
        }
    }

    private record Event(
            String item,
            int sequence,
            String act,
            String from,
            String to,
            Instant at,
            String place,
            String releasedBy,
            String receivedBy,
            String reason,
            String previousHash,
            String hash,
            String fromSalt,
            String toSalt) {}

    private void ledger(ArchiveWriter archive, SignedDigest last, Set<String> families, Reader reader)
            throws IOException {
        archive.json("keys.json", seals.keys().stream().map(Key::of).toList());
        archive.lines("digests.jsonl", line -> seals.upTo(last).forEach(line::add));
        archive.lines("heads.jsonl", line -> seals.eachHead(last, head -> line.add(Head.of(head))));
        archive.lines("ledger.jsonl", line -> seals.eachEvent(last, event -> line.add(shown(event, reader, families))));
        var repairs = new ArrayList<RepairEvent>();
        seals.eachRepair(last, repairs::add);
        if (!repairs.isEmpty()) {
            archive.lines("repairs.jsonl", line -> repairs.forEach(line::add));
        }
    }

    /** With whom somebody is who the reader may not see stands its commitment, which the hash is made of. */
    private static Event shown(CustodyEvent event, Reader reader, Set<String> families) {
        boolean from = sees(event.from(), event, reader, families);
        boolean to = sees(event.to(), event, reader, families);
        return new Event(
                event.item(),
                event.sequence(),
                event.act().name(),
                from ? event.from().value() : withheld(event.fromText()),
                to ? event.to().value() : withheld(event.toText()),
                event.at(),
                event.place(),
                event.releasedBy(),
                event.receivedBy(),
                event.reason(),
                event.previousHash(),
                event.hash(),
                from ? event.fromSalt() : null,
                to ? event.toSalt() : null);
    }

    private static boolean sees(Holder holder, CustodyEvent event, Reader reader, Set<String> families) {
        return !holder.isFamily()
                || reader.seesName(families.contains(holder.value().substring("FAMILY:".length())))
                        && Disclosure.ofName(true, event.item().toString());
    }

    private static String withheld(String text) {
        return text.startsWith("FAMILY:") ? "FAMILY" : text;
    }

    void finish(ArchiveWriter archive, String kind, Reader reader, SignedDigest last) throws IOException {
        archive.finish(
                new ArchiveWriter.Head(
                        kind,
                        last.reference(),
                        Instant.now().toString(),
                        reader.user(),
                        reader.seesNames() ? "SHOWN" : "WITHHELD",
                        last.number()),
                seals.signer());
    }
}
