package org.handover.custody;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * One link of an item's chain of custody. Its hash is SHA-256 over the canonical form ({@link Canonical}) of the fields in the order of this
 * record, up to and with {@code previousHash}; instants as ISO 8601 in UTC, cut to microseconds. A holder who is a family enters it as a
 * commitment ({@link #fromText()}): so a chain can be checked by somebody who may not learn whose family that is.
 *
 * @param item e.g. {@code KOR-2018-01/C-07}
 * @param sequence 1 for the first event of an item, then one more each
 * @param at when it was done, UTC, in microseconds
 * @param releasedBy the person who let go, as named or signed in
 * @param receivedBy the person who took over
 * @param previousHash null for the first event of an item
 * @param fromSalt what the commitment to {@code from} is made with; null when {@code from} is written as it is
 * @param toSalt the same of {@code to}
 */
public record CustodyEvent(
        String item,
        int sequence,
        Holder from,
        Holder to,
        Instant at,
        String place,
        String releasedBy,
        String receivedBy,
        String reason,
        Act act,
        String previousHash,
        String hash,
        String fromSalt,
        String toSalt) {

    private static final SecureRandom RANDOM = new SecureRandom();

    static CustodyEvent next(
            String item, CustodyEvent last, Holder from, Holder to, Instant at, Act act, Handling how) {
        int sequence = last == null ? 1 : last.sequence() + 1;
        String previousHash = last == null ? null : last.hash();
        Instant stored = at.truncatedTo(ChronoUnit.MICROS);
        String toSalt = last != null && last.to().equals(to) ? last.toSalt() : salt(to);
        String fromSalt = last != null ? last.toSalt() : from.equals(to) ? toSalt : salt(from);
        var event = new CustodyEvent(
                item,
                sequence,
                from,
                to,
                stored,
                how.place(),
                how.releasedBy(),
                how.receivedBy(),
                how.reason(),
                act,
                previousHash,
                null,
                fromSalt,
                toSalt);
        return event.withHash(event.computeHash());
    }

    private static String salt(Holder holder) {
        if (!holder.isFamily()) {
            return null;
        }
        byte[] salt = new byte[16];
        RANDOM.nextBytes(salt);
        return HexFormat.of().formatHex(salt);
    }

    private CustodyEvent withHash(String hash) {
        return new CustodyEvent(
                item,
                sequence,
                from,
                to,
                at,
                place,
                releasedBy,
                receivedBy,
                reason,
                act,
                previousHash,
                hash,
                fromSalt,
                toSalt);
    }

    /** How {@code from} enters the hash. */
    public String fromText() {
        return from.text(fromSalt);
    }

    /** How {@code to} enters the hash. */
    public String toText() {
        return to.text(toSalt);
    }

    /** What the hash must be for these fields. */
    public String computeHash() {
        return Canonical.hash(
                item, sequence, fromText(), toText(), at, place, releasedBy, receivedBy, reason, act, previousHash);
    }
}
