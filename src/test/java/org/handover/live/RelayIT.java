package org.handover.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.handover.database.Postgres;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Two nodes on one PostgreSQL. */
class RelayIT {

    private JdbcClient jdbc;
    private Relay one;
    private Relay two;

    @BeforeEach
    void nodes() {
        String url = Postgres.freshUrl();
        jdbc = JdbcClient.create(new DriverManagerDataSource(url, "postgres", "postgres"));
        one = new Relay(jdbc, database(url));
        two = new Relay(jdbc, database(url));
    }

    @Test
    void whatOneNodeTells_theOtherHears_onceAndNotItself() {
        one.heard(true);
        two.heard(true);

        one.tell(List.of("KOR-2018-01", "KOR-2018-02"));

        assertThat(until(two, 2)).containsExactlyInAnyOrder("KOR-2018-01", "KOR-2018-02");
        assertThat(two.heard(true)).isEmpty();
        assertThat(one.heard(true)).isEmpty();
    }

    @Test
    void whileNobodyListens_noConnectionIsHeld() {
        one.heard(true);
        assertThat(listeners()).isEqualTo(1);

        assertThat(one.heard(false)).isEmpty();

        // The server notices in its own time.
        Instant end = Instant.now().plus(Duration.ofSeconds(10));
        while (listeners() > 0 && Instant.now().isBefore(end)) {
            Thread.onSpinWait();
        }
        assertThat(listeners()).isZero();
    }

    @Test
    void whoBeginsToListen_looksAgain() {
        two.tell(List.of("KOR-2018-01"));

        assertThat(one.heard(true)).containsExactly(Streams.ANY);
    }

    @Test
    void brokenConnection_isFound_andMadeAnew() {
        one.heard(true);
        jdbc.sql("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'handover live'")
                .query(row -> {});

        assertThat(until(one, 1)).as("anything may have changed meanwhile").containsExactly(Streams.ANY);

        two.tell(List.of("KOR-2018-01"));
        assertThat(until(one, 1)).containsExactly("KOR-2018-01");
    }

    @Test
    void onH2_thereIsNobodyElse() {
        var alone = new Relay(jdbc, database("jdbc:h2:mem:alone"));

        alone.tell(List.of("KOR-2018-01"));

        assertThat(alone.heard(true)).isEmpty();
        assertThat(listeners()).isZero();
    }

    /** What is heard until it is so many, within half a minute. */
    private static Set<String> until(Relay node, int number) {
        var heard = new TreeSet<String>();
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        while (heard.size() < number && Instant.now().isBefore(end)) {
            heard.addAll(node.heard(true));
        }
        return heard;
    }

    private int listeners() {
        return jdbc.sql("select count(*) from pg_stat_activity where application_name = 'handover live'")
                .query(Integer.class)
                .single();
    }

    private static JdbcConnectionDetails database(String url) {
        return new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return "postgres";
            }

            @Override
            public String getPassword() {
                return "postgres";
            }

            @Override
            public String getJdbcUrl() {
                return url;
            }
        };
    }
}
