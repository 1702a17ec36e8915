package org.handover.reading;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.handover.audit.Disclosure;
import org.handover.engine.OpenSteps;
import org.handover.identification.AccountingGroups;
import org.handover.reading.CaseFile.Withheld;
import org.handover.security.Reader;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Reference;
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
        return of(handover, List.of(individual), reader).stream()
                .findFirst()
                .orElseThrow(() -> new Unknown("%s has no individual %s".formatted(handover, individual)));
    }

    /**
     * Several cases in the order in which they are named, by as many queries as one.
     *
     * @param individuals their numbers; those that the handover does not have are left out
     */
    public List<CaseFile> of(Reference handover, List<String> individuals, Reader reader) {
        Map<String, Head> heads = heads(handover, individuals, reader);
        if (heads.isEmpty()) {
            return List.of();
        }
        Set<String> keys = heads.keySet();
        Map<String, List<CaseFile.Decision>> decisions = decisions(heads);
        Map<String, List<CaseFile.Source>> containers = containers(heads, reader);
        Map<String, Head> seen = new HashMap<>(heads);
        seen.values().removeIf(Head::blind);
        Map<String, List<CaseFile.Notice>> notices = notices(seen, reader);
        Map<String, CaseFile.Group> grouped = groups(seen);
        Map<String, List<OpenSteps.Open>> waiting = steps.at(keys);
        Map<String, List<CaseFile.MissingReference>> missing = references.of(handover, individuals);
        Map<String, List<CaseFile.Specimen>> specimens = specimens(heads);
        Map<String, List<CaseFile.Evidence>> evidence = evidence(heads);
        Map<String, List<CaseFile.Sample>> samples = samples(heads);
        Map<String, List<CaseFile.Return>> returns = returns(seen, reader);
        return individuals.stream()
                .map(individual -> heads.get(handover.item(individual).toString()))
                .filter(Objects::nonNull)
                .map(head -> {
                    String key = head.key();
                    List<CaseFile.Decision> all = decisions.getOrDefault(key, List.of());
                    List<CaseFile.Source> sources = containers.getOrDefault(key, List.of());
                    List<CaseFile.Notice> told = notices.getOrDefault(key, List.of());
                    return new CaseFile(
                            key,
                            head.individual(),
                            head.state(),
                            head.cycle(),
                            head.disposition(),
                            head.shown(head.person()),
                            head.consolidatedInto(),
                            grouped.get(key),
                            head.groupedOn(),
                            head.closedOn(),
                            (int) all.stream()
                                    .filter(each -> each.outcome().equals("RETURN"))
                                    .count(),
                            waiting.getOrDefault(key, List.of()),
                            missingReferences(head, missing.getOrDefault(head.individual(), List.of())),
                            cycles(head, all),
                            specimens.getOrDefault(key, List.of()),
                            sources,
                            evidence.getOrDefault(key, List.of()),
                            samples.getOrDefault(key, List.of()),
                            all.stream().filter(each -> sees(head, each)).toList(),
                            told,
                            returns.getOrDefault(key, List.of()),
                            withheld(head, sources, told));
                })
                .toList();
    }

    /** Nothing for a blind analyst: that somebody is missed says that there is a candidate. */
    private static List<CaseFile.MissingReference> missingReferences(
            Head head, List<CaseFile.MissingReference> missing) {
        return head.blind()
                ? List.of()
                : missing.stream()
                        .map(each -> new CaseFile.MissingReference(each.test(), head.shown(each.person())))
                        .distinct()
                        .toList();
    }

    private Map<String, Head> heads(Reference handover, List<String> individuals, Reader reader) {
        return jdbc
                .sql(
                        """
                select i.*, (select min(a.since) from individual_specimen a
                        where a.reference = i.reference and a.individual = i.number) as grouped_on, case when"""
                                + " " + Told.OF_INDIVIDUAL + " then 1 else 0 end as told, "
                                + Blindness.column(Blindness.OF_CASE, reader)
                                + " from individual i where i.reference = :reference and i.number in (:numbers)")
                .param("reference", handover.value())
                .param("numbers", individuals)
                .query((row, line) -> new Head(
                        handover,
                        row.getString("number"),
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
                .list()
                .stream()
                .collect(Collectors.toMap(Head::key, head -> head));
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

    private Map<String, List<CaseFile.Specimen>> specimens(Map<String, Head> heads) {
        Row<CaseFile.Specimen> specimen = (head, row) -> new CaseFile.Specimen(
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
                date(row, "consumed_on"),
                elsewhere(head, row.getString("reference")));
        Map<String, List<CaseFile.Specimen>> all = read(
                """
                select a.*, a.reference || '/' || a.individual as of_case, s.kind, s.element, s.side, s.completeness, s.mass, s.consumed_on
                from individual_specimen a
                join specimen s on s.reference = a.reference and s.container = a.container and s.designator = a.designator
                where a.reference = :reference and a.individual in (:numbers)
                order by length(a.container), a.container, length(a.designator), a.designator, a.id""",
                heads,
                specimen);
        read(
                        """
                with recursive part (whole, reference, number) as (
                    select i.consolidated_into, i.reference, i.number from individual i
                    where i.consolidated_into_reference = :reference and i.consolidated_into in (:numbers)
                    union all
                    select p.whole, i.reference, i.number from individual i
                    join part p on i.consolidated_into_reference = p.reference and i.consolidated_into = p.number)
                select a.*, cast(:reference as varchar(40)) || '/' || p.whole as of_case,
                    s.kind, s.element, s.side, s.completeness, s.mass, s.consumed_on
                from part p
                join individual_specimen a on a.reference = p.reference and a.individual = p.number and a.active = 1
                join specimen s on s.reference = a.reference and s.container = a.container and s.designator = a.designator
                order by a.reference, length(a.container), a.container, length(a.designator), a.designator, a.id""",
                        heads,
                        specimen)
                .forEach((key, its) ->
                        all.computeIfAbsent(key, none -> new ArrayList<>()).addAll(its));
        return all;
    }

    /** The handover of something, when it is not that of the case. */
    private static String elsewhere(Head head, String handover) {
        return head.handover().value().equals(handover) ? null : handover;
    }

    /** For a blind analyst without what was claimed, also when only a container's other people are not examined yet. */
    private Map<String, List<CaseFile.Source>> containers(Map<String, Head> heads, Reader reader) {
        return read(
                "select c.*, held.reference || '/' || held.individual as of_case, "
                        + Blindness.column(Blindness.OF_CONTAINER, reader)
                        + """
                 from (select distinct reference, container, individual from individual_specimen
                    where reference = :reference and individual in (:numbers) and active = 1) held
                join container c on c.reference = held.reference and c.number = held.container
                order by length(c.number), c.number""",
                heads,
                (head, row) -> {
                    boolean withheld = head.blind() || row.getInt("blind") == 1;
                    return new CaseFile.Source(
                            row.getString("number"),
                            withheld ? null : row.getString("their_label"),
                            withheld ? null : row.getString("recovery_site"),
                            withheld ? null : row.getString("effects"),
                            withheld);
                });
    }

    private Map<String, CaseFile.Group> groups(Map<String, Head> heads) {
        Map<ItemKey, ItemKey> latest = heads.isEmpty()
                ? Map.of()
                : groups.latest(heads.values().stream()
                        .map(head -> head.handover().item(head.individual()))
                        .toList());
        var found = new HashMap<String, CaseFile.Group>();
        latest.forEach((individual, group) -> found.put(
                individual.toString(),
                new CaseFile.Group(
                        group.number(),
                        groups.people(group).stream()
                                .map(heads.get(individual.toString())::shown)
                                .filter(Objects::nonNull)
                                .toList(),
                        groups.members(group))));
        return found;
    }

    private Map<String, List<CaseFile.Evidence>> evidence(Map<String, Head> heads) {
        return read(
                """
                select e.*, e.reference || '/' || e.individual as of_case,
                    (select count(*) from exclusion_resolution r where r.evidence_id = e.id) as resolutions,
                    (select i.composition from individual i where i.reference = e.reference and i.number = e.individual) as present
                from evidence e where e.reference = :reference and e.individual in (:numbers) order by e.id""",
                heads,
                (head, row) -> {
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

    private Map<String, List<CaseFile.Sample>> samples(Map<String, Head> heads) {
        return read(
                """
                select s.*, s.reference || '/' || s.individual as of_case,
                    (select min(e.examined_by) from evidence e where e.reference = s.reference and e.individual = s.individual
                        and e.sample = s.number) as reported_by
                from sample s where s.reference = :reference and s.individual in (:numbers) order by length(s.number), s.number""",
                heads,
                (head, row) -> new CaseFile.Sample(
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
                        row.getString("approved_by"),
                        elsewhere(head, row.getString("specimen_reference"))));
    }

    private Map<String, List<CaseFile.Decision>> decisions(Map<String, Head> heads) {
        return read(
                "select d.*, d.subject as of_case from decision d where d.subject in (:keys) order by d.id",
                heads,
                (head, row) -> {
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

    private Map<String, List<CaseFile.Notice>> notices(Map<String, Head> heads, Reader reader) {
        boolean kin = reader.seesKin();
        return read(
                "select n.*, n.subject as of_case from notice n where n.subject in (:keys) order by n.id",
                heads,
                (head, row) -> new CaseFile.Notice(
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

    private Map<String, List<CaseFile.Return>> returns(Map<String, Head> heads, Reader reader) {
        boolean kin = reader.seesKin();
        return read(
                "select f.*, f.reference || '/' || f.individual as of_case from family_receipt f"
                        + " where f.reference = :reference and f.individual in (:numbers) order by f.cycle",
                heads,
                (head, row) -> new CaseFile.Return(
                        row.getInt("cycle"),
                        row.getString("receipt"),
                        date(row, "returned_on"),
                        kin ? Disclosure.ofKin(row.getString("received_by"), head.key()) : null,
                        row.getString("returned_by")));
    }

    /** A row of a case. */
    private interface Row<T> {
        T of(Head head, ResultSet row) throws SQLException;
    }

    /** @param sql with a column {@code of_case} */
    private <T> Map<String, List<T>> read(String sql, Map<String, Head> heads, Row<T> mapper) {
        var rows = new HashMap<String, List<T>>();
        if (heads.isEmpty()) {
            return rows;
        }
        Head any = heads.values().iterator().next();
        jdbc.sql(sql)
                .param("reference", any.handover().value())
                .param("numbers", heads.values().stream().map(Head::individual).toList())
                .param("keys", heads.keySet())
                .query(row -> {
                    Head head = heads.get(row.getString("of_case"));
                    rows.computeIfAbsent(head.key(), it -> new ArrayList<>()).add(mapper.of(head, row));
                });
        return rows;
    }

    private static LocalDate date(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }
}
