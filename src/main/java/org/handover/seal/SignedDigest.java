package org.handover.seal;

import java.time.Instant;
import java.util.Base64;
import org.handover.custody.Canonical;

/**
 * What was signed of a handover's ledger at one moment. Its hash is SHA-256 over the canonical form ({@link Canonical}) of a name for this kind of
 * thing and the fields in the order of this record, up to and with {@code previousHash}; the signature is over that same form.
 *
 * @param number 1 for the first digest of a handover, then one more each
 * @param items how many chains it covers
 * @param events how many events they have
 * @param root the Merkle root over their heads, see {@link org.handover.custody.ChainHead#root}
 * @param signedAt UTC, in microseconds
 * @param key fingerprint of the key it is signed with
 * @param previousHash null for the first digest of a handover
 * @param signature Ed25519, in Base64
 */
public record SignedDigest(
        String reference,
        int number,
        int items,
        long events,
        String root,
        Instant signedAt,
        String key,
        String previousHash,
        String hash,
        String signature) {

    private static final String WHAT = "handover custody digest 1";

    /** Signs a digest. */
    static SignedDigest of(
            String reference,
            SignedDigest previous,
            int items,
            long events,
            String root,
            Instant signedAt,
            SigningKeys.Signer signer) {
        var digest = new SignedDigest(
                reference,
                previous == null ? 1 : previous.number() + 1,
                items,
                events,
                root,
                signedAt,
                signer.key().fingerprint(),
                previous == null ? null : previous.hash(),
                null,
                null);
        return new SignedDigest(
                reference,
                digest.number(),
                items,
                events,
                root,
                signedAt,
                digest.key(),
                digest.previousHash(),
                digest.computeHash(),
                Base64.getEncoder().encodeToString(signer.sign(digest.canonical())));
    }

    private byte[] canonical() {
        return Canonical.of(fields());
    }

    private Object[] fields() {
        return new Object[] {WHAT, reference, number, items, events, root, signedAt, key, previousHash};
    }

    /** What the hash must be for these fields. */
    public String computeHash() {
        return Canonical.hash(fields());
    }

    /** Whether this key signed these fields. */
    public boolean isSignedBy(VerifyingKey signer) {
        return signer.signed(canonical(), signature);
    }
}
