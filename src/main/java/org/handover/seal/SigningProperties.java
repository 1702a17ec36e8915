package org.handover.seal;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the signing keys are.
 *
 * @param keyStore a PKCS12 file; null when not set
 * @param password of the key store and its keys; null when not set
 * @param passwordFile a file with the password, in place of {@code password}
 * @param alias of the key that signs; null for the newest
 * @param create whether a key store that is not there is created, with a key
 */
@ConfigurationProperties("handover.signing")
record SigningProperties(String keyStore, String password, String passwordFile, String alias, boolean create) {

    SigningProperties {
        keyStore = given(keyStore);
        password = given(password);
        passwordFile = given(passwordFile);
        alias = given(alias);
    }

    private static String given(String value) {
        return value == null || value.isBlank() ? null : value;
    }

    /** Keeps the password out of logs. */
    @Override
    public String toString() {
        return "SigningProperties[keyStore=" + keyStore + ", alias=" + alias + "]";
    }
}
