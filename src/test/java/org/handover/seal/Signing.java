package org.handover.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.handover.custody.Ledger;
import org.handover.repair.Repairs;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Keys that sign, for tests. */
public final class Signing {

    public static final String PASSWORD = "for tests only";

    private Signing() {}

    /** A key store of one's own with a new key. */
    public static Path keyStore() {
        try {
            Path keyStore = Files.createTempDirectory("signing").resolve("signing.p12");
            SigningKeys.create(keyStore, PASSWORD);
            return keyStore;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static SigningKeys keys(Path keyStore) {
        return keys(keyStore, null);
    }

    /** @param alias of the key that signs; null for the newest */
    static SigningKeys keys(Path keyStore, String alias) {
        return new SigningKeys(new SigningProperties(keyStore.toString(), PASSWORD, null, alias, false));
    }

    /** The digests of a test's own database. */
    public static Seals seals(DataSource database, SigningKeys keys) {
        return new Seals(
                JdbcClient.create(database),
                new JdbcTemplate(database),
                new JdbcTransactionManager(database),
                new Ledger(database).custody(),
                Repairs.ledger(database),
                keys);
    }
}
