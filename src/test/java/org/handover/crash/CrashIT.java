package org.handover.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.handover.crash.Installation.Fate;

/** On H2, before each commit and after each. */
class CrashIT extends CrashContract {

    @Override
    DataSource database() {
        var database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
        return database;
    }

    @Override
    int sample() {
        return 6;
    }

    @Override
    List<Fate> everywhere(Random chance) {
        return List.of(Installation.beforeEach(), Installation.afterEach());
    }

    @Override
    void hasDied(int times, int commits) {
        assertThat(times).isEqualTo(commits);
    }
}
