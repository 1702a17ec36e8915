package org.handover.reading;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.handover.audit.Disclosure;
import org.handover.engine.OpenSteps;
import org.handover.identification.AccountingGroups;
import org.handover.reading.CaseFile.Withheld;
import org.handover.security.Reader;
import org.handover.vocabulary.Reference;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads one case, as far as its reader may see it: names (F2, X7), findings, kin (T7), and what a blind analyst must not know (I1). */
@Component
public class CaseFiles {

    /** Decisions that say nothing of whom the remains may be. */
    private static final Set<String> BLIND_STAGES = Set.of("LINES_OF_EVIDENCE", "REOPENING");

    private final JdbcClient jdbc;
    private final OpenSteps steps;
    private final MissingReferences references;
    private final AccountingGroups groups;

    CaseFiles(JdbcClient jdbc, OpenSteps steps, MissingReferences references, AccountingGroups groups) {
        this.jdbc = jdbc;
        this.steps = steps;
        this.references = references;
        this.groups = groups;
    }

    /** What the individual's own row says, and what follows from it for this reader. */
    private record Head(
            Reference handover,
            String individual,
            String state,
            int cycle,
            String disposition,
            String person,
            String consolidatedInto,
            LocalDate groupedOn,
            LocalDate closedOn,
            boolean blind,
            boolean familyTold,
            Reader reader) {

        String key() {
            return handover.item(individual).toString();
        }

        String shown(String anyone) {
            boolean sees = reader.seesName(familyTold && anyone != null && anyone.equals(person));
            return sees && !blind ? Disclosure.ofName(anyone, key()) : null;
        }

        /** Text in somebody's own words, which may name a person. */
        String shown(String text, String by) {
            return reader.user().equals(by) || reader.seesNames() && !blind ? Disclosure.ofName(text, key()) : null;
        }

        boolean seesFindingOf(String by) {
            return reader.user().equals(by) || reader.seesFindings() && !blind;
        }
    }

    /**
     * One case.
     *
     * @param individual its number, e.g. {@code I-012}
     * @throws Unknown when the handover has no such individual
     */
    public CaseFile of(Reference handover, String individual, Reader reader) {
        Head head = head(handover, individual, reader);
        List<CaseFile.Decision> all = decisions(head);
        List<CaseFile.Source> containers = containers(head);
        List<CaseFile.Notice> notices = head.blind() ? List.of() : notices(head);
        return new CaseFile(
                head.key(),
                individual,
                head.state(),
                head.cycle(),
                head.disposition(),
                head.shown(head.person()),
                head.consolidatedInto(),
                head.blind() ? null : group(head),
                head.groupedOn(),
                head.closedOn(),
                (int) all.stream()
                        .filter(each -> each.outcome().equals("RETURN"))
                        .count(),
                steps.at(head.key()),
                missingReferences(head),
                cycles(head, all),
                specimens(head),
                containers,
                evidence(head),
                samples(head),
                all.stream().filter(each -> sees(head, each)).toList(),
                notices,
                head.blind() ? List.of() : returns(head),
                withheld(head, containers, notices));
    }

    /** Nothing for a blind analyst: that somebody is missed says that there is a candidate. */
    private List<CaseFile.MissingReference> missingReferences(Head head) {
        return head.blind()
                ? List.of()
                : references.of(head.handover(), head.individual()).stream()
                        .map(each -> new CaseFile.MissingReference(each.test(), head.shown(each.person())))
                        .distinct()
                        .toList();
    }

    private Head head(Reference handover, String individual, Reader reader) {
        return jdbc.sql(
                        """
                select i.*, (select min(a.since) from individual_specimen a
                        where a.reference = i.reference and a.individual = i.number) as grouped_on, case when"""
                                + " " + Told.OF_INDIVIDUAL + " then 1 else 0 end as told, "
                                + Blindness.column(Blindness.OF_CASE, reader)
                                + " from individual i where i.reference = :reference and i.number = :number")
                .param("reference", handover.value())
                .param("number", individual)
                .query((row, line) -> new Head(
                        handover,
                        individual,
                        row.getString("case_state"),
                        row.getInt("cycle"),
                        row.getString("disposition"),
                        row.getString("person"),
                        CaseViews.into(handover, row),
                        row.getObject("grouped_on", LocalDate.class),
                        row.getObject("closed_on", LocalDate.class),
                        row.getInt("blind") == 1,
                        row.getInt("told") == 1,
                        reader))
                .optional()
                .orElseThrow(() -> new Unknown("%s has no individual %s".formatted(handover, individual)));
    }

    private static boolean sees(Head head, CaseFile.Decision decision) {
        return !head.blind()
                || BLIND_STAGES.contains(decision.stage())
                || head.reader().user().equals(decision.by());
    }

    private static List<Withheld> withheld(Head head, List<CaseFile.Source> containers, List<CaseFile.Notice> notices) {
        var withheld = new ArrayList<Withheld>();
        if (head.blind()) {
            // Nothing more: that there is a candidate, or a notice, is withheld as well.
            return List.of(Withheld.BLIND);
        }
        if (containers.stream().anyMatch(CaseFile.Source::withheld)) {
            withheld.add(Withheld.CONTAINERS);
        }
        if (!head.reader().seesFindings()) {
            withheld.add(Withheld.FINDINGS);
        }
        if (!head.reader().seesNames()) {
            withheld.add(Withheld.NAMES);
        }
        if (!notices.isEmpty() && !head.reader().seesKin()) {
            withheld.add(Withheld.KIN);
        }
        return withheld;
    }

    private static List<CaseFile.Cycle> cycles(Head head, List<CaseFile.Decision> decisions) {
        var cycles = new ArrayList<CaseFile.Cycle>();
        for (int number = 1; number <= head.cycle(); number++) {
            int cycle = number;
            List<CaseFile.Decision> own =
                    decisions.stream().filter(each -> each.cycle() == cycle).toList();
            var began = own.stream()
                    .filter(each ->
                            each.stage().equals("REOPENING") || each.stage().equals("REVOCATION"))
                    .findFirst();
            var ended =
                    own.stream().filter(each -> each.stage().equals("OUTCOME")).reduce((earlier, later) -> later);
            boolean over = cycle < head.cycle() || head.state().equals("CLOSED");
            cycles.add(new CaseFile.Cycle(
                    cycle,
                    cycle == 1
                            ? "GROUPING"
                            : head.blind()
                                    ? "REOPENING"
                                    : began.map(CaseFile.Decision::stage).orElse("REOPENING"),
                    cycle == 1
                            ? head.groupedOn()
                            : began.map(CaseFile.Decision::on).orElse(null),
                    over && !head.blind()
                            ? ended.map(CaseFile.Decision::outcome).orElse(null)
                            : null,
                    over ? ended.map(CaseFile.Decision::on).orElse(null) : null));
        }
        return cycles;
    }

    private List<CaseFile.Specimen> specimens(Head head) {
        return read(
                """
                select a.*, s.kind, s.element, s.side, s.completeness, s.mass, s.consumed_on from individual_specimen a
                join specimen s on s.reference = a.reference and s.container = a.container and s.designator = a.designator
                where a.reference = :reference and a.individual = :number
                order by length(a.container), a.container, length(a.designator), a.designator, a.id""",
                head,
                (row, line) -> new CaseFile.Specimen(
                        row.getString("container"),
                        row.getString("designator"),
                        row.getString("kind"),
                        row.getString("element"),
                        row.getString("side"),
                        row.getString("completeness"),
                        row.getBigDecimal("mass"),
                        row.getString("method"),
                        row.getString("strength"),
                        date(row, "since"),
                        date(row, "ended"),
                        date(row, "consumed_on")));
    }

    /** For a blind analyst without what was claimed, also when only a container's other people are not examined yet. */
    private List<CaseFile.Source> containers(Head head) {
        return read(
                "select c.*, " + Blindness.column(Blindness.OF_CONTAINER, head.reader())
                        + """
                 from container c
                where c.reference = :reference and exists (select 1 from individual_specimen l where l.reference = c.reference
                    and l.container = c.number and l.individual = :number and l.active = 1)
                order by length(c.number), c.number""",
                head,
                (row, line) -> {
                    boolean withheld = head.blind() || row.getInt("blind") == 1;
                    return new CaseFile.Source(
                            row.getString("number"),
                            withheld ? null : row.getString("their_label"),
                            withheld ? null : row.getString("recovery_site"),
                            withheld ? null : row.getString("effects"),
                            withheld);
                });
    }

    private CaseFile.Group group(Head head) {
        return groups.latest(head.handover().item(head.individual()))
                .map(group -> new CaseFile.Group(
                        group.number(),
                        groups.people(group).stream()
                                .map(head::shown)
                                .filter(Objects::nonNull)
                                .toList(),
                        groups.members(group)))
                .orElse(null);
    }

    private List<CaseFile.Evidence> evidence(Head head) {
        return read(
                """
                select e.*, (select count(*) from exclusion_resolution r where r.evidence_id = e.id) as resolutions,
                    (select i.composition from individual i where i.reference = e.reference and i.number = e.individual) as present
                from evidence e where e.reference = :reference and e.individual = :number order by e.id""",
                head,
                (row, line) -> {
                    String by = row.getString("examined_by");
                    String finding = head.seesFindingOf(by) ? row.getString("finding") : null;
                    return new CaseFile.Evidence(
                            row.getInt("cycle"),
                            row.getString("line"),
                            finding,
                            head.shown(row.getString("candidate")),
                            row.getString("sample"),
                            by,
                            date(row, "examined_on"),
                            head.shown(row.getString("report"), by),
                            row.getInt("composition") == row.getInt("present"),
                            "EXCLUDES".equals(finding) ? row.getInt("resolutions") > 0 : null);
                });
    }

    private List<CaseFile.Sample> samples(Head head) {
        return read(
                """
                select s.*, (select min(e.examined_by) from evidence e where e.reference = s.reference and e.sample = s.number)
                    as reported_by
                from sample s where s.reference = :reference and s.individual = :number order by length(s.number), s.number""",
                head,
                (row, line) -> new CaseFile.Sample(
                        row.getString("number"),
                        row.getInt("cycle"),
                        row.getString("test"),
                        row.getString("container"),
                        row.getString("designator"),
                        row.getBigDecimal("mass_before"),
                        row.getBigDecimal("mass_after"),
                        row.getString("cut_by"),
                        date(row, "requested_on"),
                        date(row, "received_on"),
                        head.seesFindingOf(row.getString("reported_by")) ? row.getString("dna_sequence") : null,
                        row.getString("repeats"),
                        row.getString("approved_by")));
    }

    private List<CaseFile.Decision> decisions(Head head) {
        return read("select * from decision where subject = :key order by id", head, (row, line) -> {
            String by = row.getString("decided_by");
            String reason = row.getString("reason");
            return new CaseFile.Decision(
                    row.getInt("cycle"),
                    row.getString("stage"),
                    row.getString("outcome"),
                    row.getString("disposition"),
                    head.shown(row.getString("person")),
                    row.getString("partner"),
                    row.getString("consolidate_into"),
                    by,
                    date(row, "decided_on"),
                    head.shown(reason, by));
        });
    }

    private List<CaseFile.Notice> notices(Head head) {
        boolean kin = head.reader().seesKin();
        return read(
                "select * from notice where subject = :key order by id",
                head,
                (row, line) -> new CaseFile.Notice(
                        row.getInt("cycle"),
                        row.getString("kind"),
                        row.getString("outcome"),
                        date(row, "given_on"),
                        head.shown(row.getString("person")),
                        row.getString("given_by"),
                        kin ? Disclosure.ofKin(row.getString("recipient"), head.key()) : null,
                        kin ? Disclosure.ofKin(row.getString("remarks"), head.key()) : null,
                        kin ? row.getObject("kin_order", Integer.class) : null,
                        kin && row.getBoolean("search_ended")));
    }

    private List<CaseFile.Return> returns(Head head) {
        boolean kin = head.reader().seesKin();
        return read(
                "select * from family_receipt where reference = :reference and individual = :number order by cycle",
                head,
                (row, line) -> new CaseFile.Return(
                        row.getInt("cycle"),
                        row.getString("receipt"),
                        date(row, "returned_on"),
                        kin ? Disclosure.ofKin(row.getString("received_by"), head.key()) : null,
                        row.getString("returned_by")));
    }

    private <T> List<T> read(String sql, Head head, RowMapper<T> mapper) {
        return jdbc.sql(sql)
                .param("reference", head.handover().value())
                .param("number", head.individual())
                .param("key", head.key())
                .query(mapper)
                .list();
    }

    private static LocalDate date(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }
}
