package org.handover.custody;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The canonical form of what is hashed or signed: the fields one after the other, each as its text in UTF-8 with the number of its bytes and a
 * colon before it, an absent field as {@code -}. No two rows of fields have the same form. docs/verification.md has it in full.
 */
public final class Canonical {

    private Canonical() {}

    /** @param fields texts, numbers (decimal), instants (ISO 8601 in UTC); null for an absent one */
    public static byte[] of(Object... fields) {
        var canonical = new ByteArrayOutputStream(512);
        for (Object field : fields) {
            if (field == null) {
                canonical.write('-');
            } else {
                byte[] text = field.toString().getBytes(StandardCharsets.UTF_8);
                canonical.writeBytes(Integer.toString(text.length).getBytes(StandardCharsets.US_ASCII));
                canonical.write(':');
                canonical.writeBytes(text);
            }
        }
        return canonical.toByteArray();
    }

    /** SHA-256 over the canonical form, in hexadecimal. */
    public static String hash(Object... fields) {
        return HexFormat.of().formatHex(sha256().digest(of(fields)));
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
