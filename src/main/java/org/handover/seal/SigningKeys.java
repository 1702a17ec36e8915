package org.handover.seal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.handover.security.StartRefused;
import org.springframework.stereotype.Component;

/**
 * The keys that sign, from a key store. A key is replaced by adding another one: the newest signs, the older ones stay so that what they
 * signed can be checked. Only the demo creates a key store of its own.
 */
@Component
public class SigningKeys {

    private static final String HELP = "Set HANDOVER_SIGNING_KEY_STORE to a PKCS12 file with an Ed25519 key and"
            + " HANDOVER_SIGNING_PASSWORD or HANDOVER_SIGNING_PASSWORD_FILE to its password; docs/verification.md has"
            + " the command that creates one.";

    private final CompletableFuture<Signer> signer;

    SigningKeys(SigningProperties properties) {
        if (properties.create() && properties.keyStore() != null && !Files.exists(Path.of(properties.keyStore()))) {
            // A tool of the JDK that takes a second; nobody signs anything that early.
            signer = CompletableFuture.supplyAsync(() -> {
                create(Path.of(properties.keyStore()), password(properties));
                return load(properties);
            });
        } else {
            signer = CompletableFuture.completedFuture(load(properties));
        }
    }

    /** The key that signs now. */
    public Signer signer() {
        return signer.join();
    }

    /** A key that can sign. */
    public record Signer(PrivateKey secret, VerifyingKey key) {

        public byte[] sign(byte[] message) {
            try {
                var signature = Signature.getInstance(VerifyingKey.ALGORITHM);
                signature.initSign(secret);
                signature.update(message);
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("the signing key cannot sign", e);
            }
        }

        /** Keeps the key out of logs. */
        @Override
        public String toString() {
            return "Signer[" + key.fingerprint() + "]";
        }
    }

    private static Signer load(SigningProperties properties) {
        if (properties.keyStore() == null) {
            throw new StartRefused("There is no key to sign the record with.", HELP);
        }
        char[] password = password(properties).toCharArray();
        try (InputStream file = Files.newInputStream(Path.of(properties.keyStore()))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, password);
            String alias = properties.alias() == null ? newest(store) : properties.alias();
            if (!(store.getKey(alias, password) instanceof PrivateKey secret)
                    || !List.of("EdDSA", VerifyingKey.ALGORITHM).contains(secret.getAlgorithm())) {
                throw new StartRefused(
                        "The key store %s has no Ed25519 key %s.".formatted(properties.keyStore(), alias), HELP);
            }
            return new Signer(
                    secret, VerifyingKey.of(store.getCertificate(alias).getPublicKey()));
        } catch (IOException | GeneralSecurityException e) {
            throw new StartRefused(
                    "The key store %s cannot be read: %s.".formatted(properties.keyStore(), e.getMessage()), HELP);
        }
    }

    private static String newest(KeyStore store) throws GeneralSecurityException {
        record Entry(String alias, X509Certificate certificate) {}
        var entries = Stream.<Entry>builder();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate certificate) {
                entries.add(new Entry(alias, certificate));
            }
        }
        return entries.build()
                .max(Comparator.comparing((Entry entry) -> entry.certificate().getNotBefore())
                        .thenComparing(Entry::alias))
                .map(Entry::alias)
                .orElse("at all");
    }

    private static String password(SigningProperties properties) {
        if (properties.passwordFile() != null) {
            try {
                return Files.readString(Path.of(properties.passwordFile())).strip();
            } catch (IOException e) {
                throw new StartRefused(
                        "The file %s with the password of the key store cannot be read."
                                .formatted(properties.passwordFile()),
                        HELP);
            }
        }
        if (properties.password() == null) {
            throw new StartRefused("There is no password for the key store.", HELP);
        }
        return properties.password();
    }

    /** Creates a key store with one key; one that is there already stays as it is. */
    static void create(Path keyStore, String password) {
        try {
            Path folder = Files.createDirectories(keyStore.toAbsolutePath().getParent());
            Path unfinished = Files.createTempDirectory(folder, "signing").resolve("keys.p12");
            var keytool = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "handover",
                    "-keyalg",
                    VerifyingKey.ALGORITHM,
                    "-dname",
                    "CN=Handover",
                    "-validity",
                    "36500",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    unfinished.toString(),
                    "-storepass:env",
                    "PASSWORD");
            keytool.environment().put("PASSWORD", password);
            keytool.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
            int code = keytool.start().waitFor();
            if (code != 0) {
                throw new IllegalStateException("keytool could not create %s (%d)".formatted(keyStore, code));
            }
            try {
                Files.move(unfinished, keyStore);
            } catch (FileAlreadyExistsException e) {
                Files.delete(unfinished);
            }
            Files.delete(unfinished.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a key store was created", e);
        }
    }
}
