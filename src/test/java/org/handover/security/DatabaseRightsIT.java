package org.handover.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.handover.database.OnlyAdded;
import org.handover.database.Postgres;
import org.handover.repair.RepairRules;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** On PostgreSQL, with plain SQL, as the user that the application is: what only the owner may. */
class DatabaseRightsIT {

    private static final Postgres.Migrated DATABASE = Postgres.migrated();

    private static final String NO_RIGHT = "42501";

    private static Set<String> guarded(String function) {
        return OnlyAdded.guarded(
                DATABASE.owner(),
                """
                select c.relname from pg_trigger t join pg_proc f on f.oid = t.tgfoid join pg_class c on c.oid = t.tgrelid
                where f.proname = '%s' and t.tgtype & 16 <> 0 and t.tgtype & 8 <> 0"""
                        .formatted(function));
    }

    static Set<String> onlyAdded() {
        return guarded("refuse_change");
    }

    private static void refused(DataSource as, String sql, String state) {
        assertThatThrownBy(() -> JdbcClient.create(as).sql(sql).query().listOfRows())
                .as(sql)
                .rootCause()
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e -> assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo(state));
    }

    @Test
    @DisplayName("C4 no table of the record was forgotten: its rows stay, or it is known to tell the present state")
    void everyTableIsGuarded_unlessItIsKnownToChange() {
        var guarded = new TreeSet<>(onlyAdded());
        guarded.addAll(OnlyAdded.WRITTEN_ONCE);
        guarded.addAll(OnlyAdded.CHANGED);

        assertThat(guarded).isEqualTo(OnlyAdded.ours(DATABASE.owner()));
        assertThat(guarded("refuse_rewriting")).isEqualTo(new TreeSet<>(OnlyAdded.WRITTEN_ONCE));
    }

    @ParameterizedTest
    @MethodSource("onlyAdded")
    @DisplayName("C4 the application reads and adds, and may do nothing else, whatever becomes of a trigger")
    void whatMayOnlyBeAddedTo(String table) {
        String column = JdbcClient.create(DATABASE.owner())
                .sql(
                        "select column_name from information_schema.columns where table_name = ? order by ordinal_position fetch first row only")
                .param(table)
                .query(String.class)
                .single();
        var attempts = new ArrayList<>(List.of(
                "update %1$s set %2$s = %2$s",
                "delete from %1$s",
                "delete from %1$s where false",
                "truncate table %1$s cascade",
                "merge into %1$s using (select 1) s on false when matched then delete",
                "alter table %1$s disable trigger all",
                "alter table %1$s disable trigger %1$s_append_only",
                "alter table %1$s add column another integer",
                "alter table %1$s rename to another",
                "alter table %1$s owner to handover_application",
                "alter table %1$s enable row level security",
                "drop trigger %1$s_append_only on %1$s",
                "drop table %1$s cascade",
                "create trigger quiet before insert on %1$s for each statement execute function refuse_change()",
                "create rule quiet as on insert to %1$s do instead nothing"));
        String sequence = JdbcClient.create(DATABASE.owner())
                .sql("select coalesce(pg_get_serial_sequence(?, ?), '')")
                .params(table, column)
                .query(String.class)
                .single();
        if (!sequence.isEmpty()) {
            attempts.add("select setval('" + sequence + "', 1)");
            attempts.add("select nextval('" + sequence + "')");
            attempts.add("alter sequence " + sequence + " restart");
        }

        for (String attempt : attempts) {
            refused(DATABASE.application(), attempt.formatted(table, column), NO_RIGHT);
        }
        assertThat(JdbcClient.create(DATABASE.application())
                        .sql("select count(*) from " + table)
                        .query(Long.class)
                        .single())
                .isNotNull();
        assertThat(JdbcClient.create(DATABASE.application())
                        .sql("select has_table_privilege(current_user, ?, 'INSERT')")
                        .param(table)
                        .query(Boolean.class)
                        .single())
                .isTrue();
        // PostgreSQL warns of a grant by somebody who has nothing to grant; nothing comes of it.
        JdbcClient.create(DATABASE.application())
                .sql("grant update, delete on %s to public, handover_application".formatted(table))
                .update();
        assertThat(JdbcClient.create(DATABASE.application())
                        .sql("select has_table_privilege(current_user, ?, 'UPDATE, DELETE, TRUNCATE, TRIGGER')")
                        .param(table)
                        .query(Boolean.class)
                        .single())
                .isFalse();
        for (String change :
                List.of("update %1$s set %2$s = %2$s", "delete from %1$s", "truncate table %1$s cascade")) {
            refused(DATABASE.owner(), change.formatted(table, column), "23000");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set session_replication_role = replica",
                "set role handover_owner",
                "set session authorization handover_owner",
                "create table another (id integer)",
                "create schema another",
                "create or replace function refuse_change() returns trigger language plpgsql as 'begin return new; end'",
                "drop function refuse_change() cascade",
                "alter function refuse_change() rename to another",
                "alter role handover_application superuser",
                "create role another",
                "delete from flyway_schema_history",
                "update flyway_schema_history set checksum = 1",
                "delete from discrepancy",
                "delete from incident",
                "delete from flight_leg",
                "delete from handover",
                "delete from individual",
                "drop table handover cascade",
                "alter database %s owner to handover_application"
            })
    void whatIsTheOwnersAlone(String attempt) {
        String database = JdbcClient.create(DATABASE.application())
                .sql("select current_database()")
                .query(String.class)
                .single();
        refused(DATABASE.application(), attempt.formatted(database), NO_RIGHT);
    }

    @Test
    void repairsTakeTwoPeople() {
        RepairRules.hold(DATABASE.application());
    }

    @Test
    void applicationStarts_asItsOwnUser() {
        assertThatNoException().isThrownBy(() -> new DatabaseRights(JdbcClient.create(DATABASE.application())));
    }

    @Test
    void applicationDoesNotStart_asTheOwner() {
        assertThatThrownBy(() -> new DatabaseRights(JdbcClient.create(DATABASE.owner())))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("as handover_owner, who owns its")
                .hasMessageContaining("Set HANDOVER_DB_USER and HANDOVER_DB_PASSWORD to a user who owns nothing");
    }

    @Test
    void applicationDoesNotStart_withMoreThanItWasGiven_andTheNextMigrationTakesItBack() {
        Postgres.Migrated other = Postgres.migrated();
        JdbcClient.create(other.owner())
                .sql("grant update on decision to " + Postgres.APPLICATION)
                .update();

        assertThatThrownBy(() -> new DatabaseRights(JdbcClient.create(other.application())))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("to change 1 tables that may only be added to");

        Postgres.migrate(other.owner());
        assertThatNoException().isThrownBy(() -> new DatabaseRights(JdbcClient.create(other.application())));
    }
}
