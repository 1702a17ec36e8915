package org.handover.reading;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.handover.audit.Disclosure;
import org.handover.security.Reader;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The cases of a handover: one list for pages and files, which costs the same however many there are beside it. */
@Component
public class CaseViews {

    private static final Set<String> STATES = Set.of("GROUPED", "OPEN", "CLOSED");

    private static final Set<String> DISPOSITIONS = Set.of(
            "IDENTIFIED",
            "PARTNER_NAMED",
            "PARTNER_UNNAMED",
            "GROUP_ACCOUNTED",
            "CONSOLIDATE",
            "RETAINED",
            "NON_HUMAN");

    private static final String TASKS =
            """
            from act_ru_execution p join act_ru_task t on t.proc_inst_id_ = p.id_
            where p.business_key_ = i.reference || '/' || i.number""";

    private static final String WHICH =
            """
            from individual i where i.reference = :reference
                and (cast(:state as varchar(20)) is null or i.case_state = :state)
                and (cast(:disposition as varchar(30)) is null or i.disposition = :disposition)
                and (cast(:step as varchar(255)) is null or exists (
                    select 1"""
                    + " " + TASKS + " and t.task_def_key_ = :step))";

    private final JdbcClient jdbc;

    CaseViews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The case of a provisional individual.
     *
     * @param cycle counts its reopenings, from 1
     * @param openSteps ids of the model's elements where somebody has to act now
     * @param person id of the named person; null also for readers who may not see it
     * @param consolidatedInto the individual it proved to be, by number; by key when that is of another handover
     * @param groupedOn when its first specimen was assigned to it
     * @param waitingSince since when the oldest of the open steps waits, UTC; null when nobody has to act
     * @param due until when the first of them is to be done, UTC; null when nothing says so
     */
    public record Case(
            String key,
            String individual,
            String state,
            int cycle,
            List<String> openSteps,
            String disposition,
            String person,
            String consolidatedInto,
            int specimens,
            LocalDate groupedOn,
            LocalDate closedOn,
            Instant waitingSince,
            Instant due) {}

    /**
     * Which cases.
     *
     * @param step id of the model's element where somebody has to act; null for any
     * @param state {@code GROUPED}, {@code OPEN} or {@code CLOSED}; null for any
     * @param disposition of a closed case; null for any
     */
    public record Filter(String step, String state, String disposition) {

        public static final Filter NONE = new Filter(null, null, null);

        /** @throws Refusal when a word is not one of the record */
        public Filter {
            step = blankToNull(step);
            state = known("state", blankToNull(state), STATES);
            disposition = known("disposition", blankToNull(disposition), DISPOSITIONS);
        }

        private static String blankToNull(String text) {
            return text == null || text.isBlank() ? null : text.trim();
        }

        private static String known(String field, String word, Set<String> words) {
            if (word != null && !words.contains(word)) {
                throw new Refusal("%s: '%s' is none of %s"
                        .formatted(
                                field,
                                word,
                                String.join(", ", words.stream().sorted().toList())));
            }
            return word;
        }
    }

    /**
     * How many cases wait for somebody at a step.
     *
     * @param overdue how many of them have a task there that is past its due date
     */
    public record Waiting(String step, int cases, int overdue) {}

    /** How many cases a handover has in a state, and with a disposition; null while it has none. */
    public record Share(String state, String disposition, int cases) {}

    /** The cases by number; persons only for those who may see them. */
    public Page.Of<Case> list(Reference handover, Filter filter, Reader reader, Page page) {
        List<Case> rows = which(
                        """
                select i.*,
                    (select count(*) from individual_specimen a where a.reference = i.reference and a.individual = i.number
                        and a.active = 1) as specimens,
                    (select min(a.since) from individual_specimen a where a.reference = i.reference and a.individual = i.number)
                        as grouped_on,
                    (select string_agg(t.task_def_key_, ' ' order by t.create_time_, t.task_def_key_)"""
                                + " " + TASKS + ") as open_steps, (select min(t.create_time_) " + TASKS
                                + ") as waiting_since, (select min(t.due_date_) " + TASKS
                                + ") as due, case when " + Told.OF_INDIVIDUAL + " then 1 else 0 end as told, "
                                + Blindness.column(Blindness.OF_CASE, reader)
                                + " from (select i.* " + WHICH
                                + " order by length(i.number), i.number offset :offset rows fetch next :size rows only) i"
                                + " order by length(i.number), i.number",
                        handover,
                        filter)
                .param("offset", page.offset())
                .param("size", page.size())
                .query((row, line) -> theCase(handover, row, reader))
                .list();
        int total = page == Page.ALL
                ? rows.size()
                : which("select count(*) " + WHICH, handover, filter)
                        .query(Integer.class)
                        .single();
        return new Page.Of<>(rows, total, page);
    }

    /** Where the cases of a handover wait for a person at a moment, the step with the most of them first: one row per step. */
    public List<Waiting> waiting(Reference handover, Instant now) {
        return jdbc.sql(
                        """
                select t.task_def_key_ as step, count(distinct p.id_) as cases,
                    count(distinct case when t.due_date_ < :now then p.id_ end) as overdue
                from act_ru_execution p
                join act_ru_task t on t.proc_inst_id_ = p.id_
                join act_re_procdef d on d.id_ = p.proc_def_id_ and d.key_ = 'identification'
                where p.business_key_ like :within
                group by t.task_def_key_ order by 2 desc, 1""")
                .param("within", handover + "/%")
                .param("now", Timestamp.from(now))
                .query(Waiting.class)
                .list();
    }

    /** How many cases there are of each kind, one row per state and disposition. */
    public List<Share> numbers(Reference handover) {
        return jdbc.sql(
                        """
                select case_state as state, disposition, count(*) as cases from individual
                where reference = :reference group by case_state, disposition order by 1, 2""")
                .param("reference", handover.value())
                .query(Share.class)
                .list();
    }

    private JdbcClient.StatementSpec which(String sql, Reference handover, Filter filter) {
        return jdbc.sql(sql)
                .param("reference", handover.value())
                .param("step", filter.step())
                .param("state", filter.state())
                .param("disposition", filter.disposition());
    }

    static Case theCase(Reference handover, ResultSet row, Reader reader) throws SQLException {
        boolean named = reader.seesName(row.getInt("told") == 1) && row.getInt("blind") == 0;
        String steps = row.getString("open_steps");
        return new Case(
                handover.item(row.getString("number")).toString(),
                row.getString("number"),
                row.getString("case_state"),
                row.getInt("cycle"),
                steps == null ? List.of() : Arrays.asList(steps.split(" ")),
                row.getString("disposition"),
                named
                        ? Disclosure.ofName(
                                row.getString("person"),
                                handover.item(row.getString("number")).toString())
                        : null,
                into(handover, row),
                row.getInt("specimens"),
                row.getObject("grouped_on", LocalDate.class),
                row.getObject("closed_on", LocalDate.class),
                instant(row.getTimestamp("waiting_since")),
                instant(row.getTimestamp("due")));
    }

    /** The individual it proved to be: its number, or its key when it is of another handover. */
    static String into(Reference handover, ResultSet row) throws SQLException {
        String number = row.getString("consolidated_into");
        String reference = row.getString("consolidated_into_reference");
        return number == null || handover.value().equals(reference) ? number : reference + "/" + number;
    }

    // The engine writes its times without a zone, in that of the JVM: what a Timestamp stands for.
    static Instant instant(Timestamp at) {
        return Optional.ofNullable(at).map(Timestamp::toInstant).orElse(null);
    }
}
