package org.handover.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import javax.sql.DataSource;
import org.handover.custody.Holder;
import org.handover.custody.Ledger;
import org.handover.database.H2;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What nobody asked a proof of is signed all the same, when it has waited long enough. */
class DailySealTest {

    private static final String REFERENCE = "SEA-2018-01";

    private final DataSource database = H2.fresh();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Seals seals;

    @BeforeEach
    void anEvent() {
        Ledger.open(database, REFERENCE);
        new Ledger(database).bring(REFERENCE + "/C-01", Holder.UNC);
        seals = Signing.seals(database, Signing.keys(Signing.keyStore()));
    }

    @Test
    void whatIsYoungerThanADay_waits() {
        new DailySeal(seals, meters, Duration.ofDays(1)).seal();

        assertThat(digests()).isZero();
    }

    @Test
    void whatIsOldEnough_isSigned_once() {
        var daily = new DailySeal(seals, meters, Duration.ZERO);
        daily.seal();
        daily.seal();

        assertThat(digests()).isEqualTo(1);
        assertThat(meters.get("handover.seals.failed").gauge().value()).isZero();
    }

    @Test
    void whatCannotBeSigned_isCounted_untilItCan() {
        var daily = new DailySeal(seals, meters, Duration.ZERO);
        JdbcClient jdbc = JdbcClient.create(database);
        jdbc.sql("alter table custody_digest add constraint no_digest check (number < 0)")
                .update();
        daily.seal();
        assertThat(meters.get("handover.seals.failed").gauge().value()).isEqualTo(1);

        jdbc.sql("alter table custody_digest drop constraint no_digest").update();
        daily.seal();
        assertThat(meters.get("handover.seals.failed").gauge().value()).isZero();
        assertThat(digests()).isEqualTo(1);
    }

    private int digests() {
        return JdbcClient.create(database)
                .sql("select count(*) from custody_digest")
                .query(Integer.class)
                .single();
    }
}
