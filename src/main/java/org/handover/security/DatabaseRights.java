package org.handover.security;

import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Refuses to start with a database user who could change what may only be added to, or switch off what refuses that: the owner of the tables, a member of
 * the owner's role, a superuser, or somebody who was given more than the migration gives (rule C4).
 */
@Component
@Profile("postgres & !demo")
class DatabaseRights {

    private static final String REMEDY =
            "Set HANDOVER_DB_USER and HANDOVER_DB_PASSWORD to a user who owns nothing, and HANDOVER_DB_OWNER and"
                    + " HANDOVER_DB_OWNER_PASSWORD to the owner, who brings the tables up to date at the start;"
                    + " docs/operations.md says how both are created.";

    DatabaseRights(JdbcClient jdbc) {
        String user = jdbc.sql("select current_user").query(String.class).single();
        int owned = number(jdbc, "pg_has_role(current_user, c.relowner, 'USAGE')");
        if (owned > 0) {
            throw new StartRefused(
                    "The application would use the database as %s, who owns its %d tables and could change what may only be added to."
                            .formatted(user, owned),
                    REMEDY);
        }
        int changeable = number(
                jdbc,
                """
                has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE, TRIGGER')
                and exists (select from pg_trigger t join pg_proc f on f.oid = t.tgfoid
                    where t.tgrelid = c.oid and f.proname = 'refuse_change' and t.tgtype & 16 <> 0)""");
        if (changeable > 0) {
            throw new StartRefused(
                    "The application would use the database as %s, who was given the right to change %d tables that may only be added to."
                            .formatted(user, changeable),
                    "Take from that user what it was given by hand, or by another role: the migration gives what it needs.");
        }
    }

    private static int number(JdbcClient jdbc, String condition) {
        return jdbc.sql(
                        """
                select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = current_schema() and c.relkind in ('r', 'p') and (%s)"""
                                .formatted(condition))
                .query(Integer.class)
                .single();
    }
}
