package org.handover.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.handover.crash.Installation.Fate;
import org.handover.database.Postgres;

/** On PostgreSQL, at some commits. */
class CrashOnPostgresIT extends CrashContract {

    @Override
    DataSource database() {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(Postgres.freshUrl());
        pool.setUsername(Postgres.OWNER);
        pool.setMaximumPoolSize(3);
        return pool;
    }

    @Override
    int sample() {
        return 2;
    }

    @Override
    List<Fate> everywhere(Random chance) {
        return List.of(Installation.atSome(chance));
    }

    @Override
    void hasDied(int times, int commits) {
        assertThat(times).isPositive();
    }
}
