package org.handover.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.handover.audit.AuditEntry.Kind;
import org.handover.database.H2;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;

class AuditTrailTest {

    /** Commits, and the first answer is lost, as when a database is restarted in between. */
    private static final class Losing extends JdbcTransactionManager {

        private static final long serialVersionUID = 1;

        private boolean lost;

        Losing(DataSource database) {
            super(database);
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            super.doCommit(status);
            if (!lost) {
                lost = true;
                throw new TransactionSystemException("no answer");
            }
        }
    }

    @Test
    void entryAfterALostAnswer_isWritten_andEveryChainIsWhole() {
        DataSource database = H2.fresh();
        var trail = new AuditTrail(database, new Losing(database));

        assertThatThrownBy(() -> write(trail, "/first")).hasMessage("no answer");
        write(trail, "/second");
        write(trail, "/third");

        List<AuditEntry> entries = trail.list(new AuditTrail.Selection(null, null, null, null, null), 10, 0);
        assertThat(entries).extracting(AuditEntry::path).containsExactlyInAnyOrder("/first", "/second", "/third");
        assertThat(trail.broken()).isNull();
    }

    private static void write(AuditTrail trail, String path) {
        trail.write(Kind.ACT, "operators-1", "127.0.0.1", "POST", path, 200, Set.of(), Set.of());
    }
}
