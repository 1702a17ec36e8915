package org.handover.identification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.handover.decision.Decision;
import org.handover.decision.Decisions;
import org.handover.decision.Stage;
import org.handover.laboratory.Individual;
import org.handover.laboratory.Individuals;
import org.handover.laboratory.Laboratory;
import org.handover.laboratory.Specimens;
import org.handover.person.Persons;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The lines of evidence of an individual: which to examine, and what the analysts reported. */
@Service
public class LinesOfEvidence {

    private final JdbcClient jdbc;
    private final IdentificationCases cases;
    private final Individuals individuals;
    private final Specimens specimens;
    private final Samples samples;
    private final Persons persons;
    private final Decisions decisions;
    private final RecordClock clock;

    LinesOfEvidence(
            JdbcClient jdbc,
            IdentificationCases cases,
            Individuals individuals,
            Specimens specimens,
            Samples samples,
            Persons persons,
            Decisions decisions,
            RecordClock clock) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.individuals = individuals;
        this.specimens = specimens;
        this.samples = samples;
        this.persons = persons;
        this.decisions = decisions;
        this.clock = clock;
    }

    /**
     * Selects what is to be examined, and numbers the samples that takes.
     *
     * @param remarks also why a DNA test is made once more; null for none
     * @throws Refusal when the case is not open, nothing is selected for a case that begins, or a test is repeated without a reason
     */
    void select(ItemKey key, List<Line> lines, String remarks, String actor) {
        Individual individual = cases.open(key);
        boolean begins = decisions
                .last(key.toString(), individual.cycle(), Stage.LINES_OF_EVIDENCE)
                .isEmpty();
        if (begins && lines.isEmpty()) {
            throw new Refusal("linesOfEvidence: is missing; a case begins with one line at least");
        }
        lines.stream().filter(Line::isDna).forEach(line -> samples.allocate(individual, line, remarks, actor));
        String words = lines.stream().map(Line::name).collect(Collectors.joining(", "));
        decisions.add(Decision.of(
                key.reference(),
                key.toString(),
                individual.cycle(),
                Stage.LINES_OF_EVIDENCE,
                lines.isEmpty() ? "NONE_FURTHER" : "SELECTED",
                remarks == null ? words : words + "; " + remarks,
                actor,
                clock.today(Laboratory.ZONE)));
    }

    /**
     * Files a signed report.
     *
     * @throws Refusal when the case is not open, the analyst checked the inventory or the grouping (I2), or the analyst of a blind line
     *     received or reviewed the remains in the field (X4)
     */
    void examine(ItemKey key, Line line, Report report, String actor) {
        Individual individual = cases.open(key);
        if (line.isBlind() && specimens.fieldHandlers(key).contains(actor)) {
            throw new Refusal(
                    "%s recovered, received, reviewed or escorted these remains before they came to the laboratory; somebody else examines blind"
                            .formatted(actor));
        }
        if (verified(key, actor)) {
            throw new Refusal(
                    "%s verified the inventory or reviewed the grouping of %s; somebody who did not examines it"
                            .formatted(actor, key));
        }
        file(individual, line, report, null, actor, clock.today(Laboratory.ZONE));
    }

    /** Whether somebody checked the inventory or the grouping of what an individual has now (rule I2). */
    boolean verified(ItemKey key, String actor) {
        return specimens.verifiers(key).contains(actor);
    }

    /**
     * Files what the DNA laboratory reports of a sample; that there is no profile is a result too (rule I10).
     *
     * @param sample its number
     * @throws Refusal when the sample is not at the DNA laboratory, or the result would be older than its request (X15)
     */
    void report(ItemKey key, String sample, DnaResult result, String actor) {
        Individual individual = cases.open(key);
        LocalDate day = clock.dayOf("receivedOn", result.receivedOn(), Laboratory.ZONE);
        Line line = samples.receive(key, sample, result.sequence(), result.notReturned(), day, actor);
        file(individual, line, result.report(), sample, actor, day);
    }

    /** Notes that somebody asked for an overdue result. */
    void chase(ItemKey key, String sample, String remarks, String actor) {
        Individual individual = cases.open(key);
        decisions.add(Decision.of(
                key.reference(),
                key.toString(),
                individual.cycle(),
                Stage.LINES_OF_EVIDENCE,
                "CHASED",
                remarks == null ? sample : sample + ": " + remarks,
                actor,
                clock.today(Laboratory.ZONE)));
    }

    private void file(Individual individual, Line line, Report report, String sample, String actor, LocalDate on) {
        persons.register(report.candidate(), actor);
        jdbc.sql(
                        """
                insert into evidence (reference, individual, cycle, line, finding, candidate, report, sample, examined_by,
                    examined_on, composition)
                values (:reference, :individual, :cycle, :line, :finding, :candidate, :report, :sample, :actor, :on, :composition)""")
                .param("reference", individual.key().reference().value())
                .param("individual", individual.key().number())
                .param("cycle", individual.cycle())
                .param("line", line.name())
                .param("finding", report.finding().name())
                .param("candidate", report.candidate())
                .param("report", report.text())
                .param("sample", sample)
                .param("actor", actor)
                .param("on", on)
                .param("composition", individual.composition())
                .update();
    }

    /** Every report on an individual, of all its cycles, in order. */
    public List<Evidence> of(ItemKey individual) {
        return jdbc.sql("select * from evidence where reference = :reference and individual = :individual order by id")
                .param("reference", individual.reference().value())
                .param("individual", individual.number())
                .query(LinesOfEvidence::evidence)
                .list();
    }

    /** Who examined an individual or cut its samples, in all its cycles. */
    Set<String> analysts(ItemKey individual) {
        return jdbc.sql(
                        """
                select examined_by from evidence where reference = :reference and individual = :individual
                union select cut_by from sample where reference = :reference and individual = :individual and cut_by is not null""")
                .param("reference", individual.reference().value())
                .param("individual", individual.number())
                .query(String.class)
                .set();
    }

    /**
     * The findings that exclude a person, or exclude without naming anybody, and are not resolved in writing yet (rule I4); also those on
     * individuals whose specimens came here. Where such an individual goes on beside this one, each has its own answer to them.
     */
    List<Evidence> openExclusions(ItemKey individual, String person) {
        List<ItemKey> all = individuals.everOf(individual);
        return all.stream()
                .flatMap(each -> jdbc
                        .sql(
                                """
                        select * from evidence e where reference = :reference and individual = :individual and finding = 'EXCLUDES'
                        and (candidate is null or candidate = :person)
                        and not exists (select 1 from exclusion_resolution r join decision d on d.id = r.decision_id
                            where r.evidence_id = e.id and d.subject in (:subjects))
                        and not exists (select 1 from decision d where d.subject = :subject and d.stage = 'EXCLUSION'
                            and d.person = :person and d.recorded_at >= e.recorded_at)
                        order by id""")
                        .param("reference", each.reference().value())
                        .param("individual", each.number())
                        .param("person", person)
                        .param("subject", individual.toString())
                        .param("subjects", all.stream().map(ItemKey::toString).toList())
                        .query(LinesOfEvidence::evidence)
                        .list()
                        .stream())
                .toList();
    }

    /** Notes that a decision resolves exclusions in writing; not for an individual that has a case of its own. */
    void resolve(List<Evidence> exclusions, long decision) {
        exclusions.forEach(exclusion -> jdbc.sql(
                        """
                insert into exclusion_resolution (evidence_id, decision_id)
                select e.id, d.id from evidence e join decision d on d.id = :decision
                join individual i on i.reference = e.reference and i.number = e.individual
                where e.id = :evidence and (i.consolidated_into is not null or d.subject = i.reference || '/' || i.number)
                and not exists (select 1 from exclusion_resolution r where r.evidence_id = e.id)""")
                .param("evidence", exclusion.id())
                .param("decision", decision)
                .update());
    }

    private static Evidence evidence(ResultSet row, int number) throws SQLException {
        return new Evidence(
                row.getLong("id"),
                row.getInt("cycle"),
                Line.valueOf(row.getString("line")),
                Finding.valueOf(row.getString("finding")),
                row.getString("candidate"),
                row.getString("report"),
                row.getString("sample"),
                row.getString("examined_by"),
                row.getObject("examined_on", LocalDate.class),
                row.getInt("composition"));
    }
}
