package org.handover.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.Restore;
import org.handover.custody.Custody;
import org.handover.database.H2Backup;
import org.handover.fixture.Outcome;
import org.handover.vocabulary.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A backup of H2, made while people act, is put back and the work goes on where it stood. */
class H2BackupIT {

    @TempDir
    private Path folder;

    private Installation open(Path data) {
        String url = "jdbc:h2:file:%s;DB_CLOSE_DELAY=-1".formatted(data.resolve("handover"));
        var database = new JdbcDataSource();
        database.setURL(url);
        return new Installation(
                database,
                "statements-of-the-first-start=false",
                "spring.datasource.url=" + url,
                "handover.backup.folder=" + folder.resolve("backups"));
    }

    @Test
    void backupUnderLoad_isPutBack_andEveryHandoverGoesOnToItsEnd() throws Exception {
        Path backup;
        Map<String, List<String>> inPeace;
        try (Installation running = open(folder.resolve("data"))) {
            new Player(running, "BAK-2018-01").play();
            JdbcClient jdbc = running.get(JdbcClient.class);
            inPeace = Outcome.of(jdbc, "BAK-2018-01");
            var people = Executors.newSingleThreadExecutor();
            Future<?> work = people.submit(() -> new Player(running, "BAK-2018-02").play());
            while (!identifies(jdbc, "BAK-2018-02/I-001") && !work.isDone()) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            backup = running.get(H2Backup.class).backUp();
            work.get();
            people.shutdown();
        }

        Restore.execute(backup.toString(), folder.resolve("restored").toString(), null);

        try (Installation restored = open(folder.resolve("restored"))) {
            JdbcClient jdbc = restored.get(JdbcClient.class);
            assertThat(jdbc.sql("select count(*) from handover where phase <> 'ACCOUNTED_FOR'")
                            .query(Integer.class)
                            .single())
                    .as("in the middle of something")
                    .isOne();
            for (String reference : List.of("BAK-2018-01", "BAK-2018-02")) {
                assertIntact(restored, reference);
                new Player(restored, reference).finish();
                assertThat(Outcome.of(jdbc, reference)).isEqualTo(inPeace);
                assertIntact(restored, reference);
            }
        }
    }

    private static boolean identifies(JdbcClient jdbc, String item) {
        return jdbc.sql("select count(*) from act_ru_execution where business_key_ = ?")
                        .param(item)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private static void assertIntact(Installation installation, String reference) {
        assertThat(installation
                        .get(Custody.class)
                        .verify(new Reference(reference))
                        .intact())
                .isTrue();
    }
}
