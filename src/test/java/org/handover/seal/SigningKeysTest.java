package org.handover.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.handover.custody.Holder;
import org.handover.custody.Ledger;
import org.handover.database.H2;
import org.handover.security.StartRefused;
import org.handover.vocabulary.Reference;
import org.junit.jupiter.api.Test;

class SigningKeysTest {

    private static final Path STORE = Signing.keyStore();

    private static SigningKeys with(String keyStore, String password, String passwordFile, String alias) {
        return new SigningKeys(new SigningProperties(keyStore, password, passwordFile, alias, false));
    }

    @Test
    void withoutKey_orPassword_refusesToStart_andSaysWhatToSet() throws IOException {
        assertThatThrownBy(() -> with(" ", Signing.PASSWORD, "", ""))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("HANDOVER_SIGNING_KEY_STORE");
        assertThatThrownBy(() -> with(STORE.toString(), "", "", ""))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("HANDOVER_SIGNING_PASSWORD");
        assertThatThrownBy(() -> with(STORE.toString(), "another", "", "")).isInstanceOf(StartRefused.class);
        assertThatThrownBy(() -> with(STORE + ".missing", Signing.PASSWORD, "", ""))
                .isInstanceOf(StartRefused.class);
        assertThatThrownBy(() -> with(STORE.toString(), Signing.PASSWORD, "", "unknown"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("no Ed25519 key unknown");
    }

    @Test
    void passwordFromAFile() throws IOException {
        Path file = Files.createTempFile("password", "");
        Files.writeString(file, Signing.PASSWORD + "\n");

        assertThat(with(STORE.toString(), "", file.toString(), "").signer().key())
                .isEqualTo(Signing.keys(STORE).signer().key());
    }

    @Test
    void passwordIsInNoLog() {
        assertThat(new SigningProperties("store", "secret", null, null, false).toString())
                .doesNotContain("secret");
        assertThat(Signing.keys(STORE).signer().toString()).doesNotContain("Ed25519PrivateKey");
    }

    @Test
    void keysAreReplacedByAdding_andWhatTheOldOneSigned_staysValid() throws Exception {
        Path store = Signing.keyStore();
        DataSource database = H2.fresh();
        Reference reference = Ledger.open(database, "KEY-2018-01");
        var ledger = new Ledger(database);
        ledger.bring("KEY-2018-01/C-01", Holder.UNC);
        SigningKeys before = Signing.keys(store);
        SignedDigest first = Signing.seals(database, before).seal(reference);

        addKey(store, "later");
        SigningKeys after = Signing.keys(store);
        ledger.bring("KEY-2018-01/C-02", Holder.UNC);
        Seals seals = Signing.seals(database, after);
        SignedDigest second = seals.seal(reference);

        VerifyingKey old = before.signer().key();
        VerifyingKey now = after.signer().key();
        assertThat(now).isNotEqualTo(old);
        assertThat(Signing.keys(store, "handover").signer().key()).isEqualTo(old);
        assertThat(seals.keys()).containsExactly(old, now);
        assertThat(first.isSignedBy(old)).isTrue();
        assertThat(first.isSignedBy(now)).isFalse();
        assertThat(second.isSignedBy(now)).isTrue();
        assertThat(second.previousHash()).isEqualTo(first.hash());
    }

    private static void addKey(Path store, String alias) throws Exception {
        var keytool = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "Ed25519",
                "-dname",
                "CN=Later",
                "-startdate",
                "+1d",
                "-keystore",
                store.toString(),
                "-storepass",
                Signing.PASSWORD));
        assertThat(keytool.inheritIO().start().waitFor()).isZero();
    }
}
