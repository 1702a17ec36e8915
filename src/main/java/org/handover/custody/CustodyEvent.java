package org.handover.custody;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * One link of an item's chain of custody. Its hash is SHA-256 over the canonical form: the fields in the order of this record, up to and
 * with {@code previousHash}, each as its UTF-8 text with the number of its bytes and a colon before it, absent fields as {@code -};
 * instants as ISO 8601 in UTC, cut to microseconds.
 *
 * @param item e.g. {@code KOR-2018-01/C-07}
 * @param sequence 1 for the first event of an item, then one more each
 * @param at when it was done, UTC, in microseconds
 * @param releasedBy the person who let go, as named or signed in
 * @param receivedBy the person who took over
 * @param previousHash null for the first event of an item
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
        String hash) {

    static CustodyEvent next(
            String item, CustodyEvent last, Holder from, Holder to, Instant at, Act act, Handling how) {
        int sequence = last == null ? 1 : last.sequence() + 1;
        String previousHash = last == null ? null : last.hash();
        Instant stored = at.truncatedTo(ChronoUnit.MICROS);
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
                null);
        return event.withHash(event.computeHash());
    }

    private CustodyEvent withHash(String hash) {
        return new CustodyEvent(
                item, sequence, from, to, at, place, releasedBy, receivedBy, reason, act, previousHash, hash);
    }

    /** What the hash must be for these fields. */
    public String computeHash() {
        var canonical = new StringBuilder();
        for (Object field :
                new Object[] {item, sequence, from, to, at, place, releasedBy, receivedBy, reason, act, previousHash}) {
            if (field == null) {
                canonical.append('-');
            } else {
                String text = field.toString();
                canonical
                        .append(text.getBytes(StandardCharsets.UTF_8).length)
                        .append(':')
                        .append(text);
            }
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(canonical.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
