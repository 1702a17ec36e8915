package org.handover.verify;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.handover.custody.Canonical;

/**
 * What an archive ends with: the comment of a ZIP file, which holds the signature over every byte before it.
 *
 * @param key fingerprint of the key that signed it
 * @param signature Ed25519, in Base64
 */
public record ArchiveSignature(String key, String signature) {

    private static final String WHAT = "handover archive 1";
    private static final Pattern FORM = Pattern.compile(WHAT + " ([0-9a-f]{64}) ([A-Za-z0-9+/=]{88})");

    /** How many bytes it has, always. */
    public static final int LENGTH = WHAT.length() + 1 + 64 + 1 + 88;

    /**
     * What is signed of an archive.
     *
     * @param sha256 over its bytes without these last ones, in hexadecimal
     */
    public static byte[] message(String sha256) {
        return Canonical.of(WHAT, sha256);
    }

    /** @return null when these bytes are no signature */
    static ArchiveSignature read(byte[] comment) {
        Matcher form = FORM.matcher(new String(comment, StandardCharsets.ISO_8859_1));
        return form.matches() ? new ArchiveSignature(form.group(1), form.group(2)) : null;
    }

    /** As it stands in the file. */
    public byte[] bytes() {
        return (WHAT + " " + key + " " + signature).getBytes(StandardCharsets.US_ASCII);
    }
}
