package org.handover.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers for a minute that a password was right, since a machine sends it with every request and the check is made to be slow. Kept is
 * a keyed hash that is worth nothing outside this process, together with the stored hash: a changed password counts at once.
 */
class VerifiedPasswords {

    private static final String HASH = "HmacSHA256";

    private final Cache<String, Boolean> right = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    private final SecretKeySpec key;

    VerifiedPasswords() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        key = new SecretKeySpec(bytes, HASH);
    }

    boolean check(String user, String stored, String password, BooleanSupplier slowly) {
        String proof = hash(user + '\0' + stored + '\0' + password);
        if (right.getIfPresent(proof) != null) {
            return true;
        }
        boolean matches = slowly.getAsBoolean();
        if (matches) {
            right.put(proof, true);
        }
        return matches;
    }

    private String hash(String text) {
        try {
            Mac mac = Mac.getInstance(HASH);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
