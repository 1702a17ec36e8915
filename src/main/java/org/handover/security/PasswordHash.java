package org.handover.security;

import static org.springframework.security.crypto.password.Pbkdf2PasswordEncoder.SecretKeyFactoryAlgorithm.PBKDF2WithHmacSHA512;

import org.camunda.bpm.engine.impl.digest.PasswordEncryptor;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;

/**
 * Keeps passwords as PBKDF2 with HMAC-SHA-512, where the engine by itself would hash once. The number of iterations stands before each
 * hash, so that it can be raised: older passwords stay good.
 */
class PasswordHash implements PasswordEncryptor {

    private static final int SALT_BYTES = 16;

    private final int iterations;

    PasswordHash(int iterations) {
        this.iterations = iterations;
    }

    @Override
    public String encrypt(String password) {
        return iterations + ":" + encoder(iterations).encode(password);
    }

    @Override
    public boolean check(String password, String encrypted) {
        int colon = encrypted.indexOf(':');
        return encoder(Integer.parseInt(encrypted.substring(0, colon)))
                .matches(password, encrypted.substring(colon + 1));
    }

    private static Pbkdf2PasswordEncoder encoder(int iterations) {
        return new Pbkdf2PasswordEncoder("", SALT_BYTES, iterations, PBKDF2WithHmacSHA512);
    }

    @Override
    public String hashAlgorithmName() {
        return "PBKDF2-SHA-512";
    }
}
