package org.handover.seal;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.handover.custody.Canonical;

/**
 * The public half of a key that signs, Ed25519 (RFC 8032).
 *
 * @param encoded the key as SubjectPublicKeyInfo (RFC 8410), in Base64
 */
public record VerifyingKey(String encoded) {

    static final String ALGORITHM = "Ed25519";

    static VerifyingKey of(PublicKey key) {
        return new VerifyingKey(Base64.getEncoder().encodeToString(key.getEncoded()));
    }

    /** By which people know the key: SHA-256 over its encoding, in hexadecimal. */
    public String fingerprint() {
        return HexFormat.of().formatHex(Canonical.sha256().digest(bytes(encoded)));
    }

    /**
     * Whether this key signed a message.
     *
     * @param signature in Base64; anything that is none is no signature
     */
    public boolean signed(byte[] message, String signature) {
        try {
            var verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(
                    KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(bytes(encoded))));
            verifier.update(message);
            byte[] given = bytes(signature);
            // Other spellings of the same bytes, which Base64 has, are other signatures.
            return Base64.getEncoder().encodeToString(given).equals(signature) && verifier.verify(given);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
