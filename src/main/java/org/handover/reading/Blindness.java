package org.handover.reading;

import org.handover.security.Reader;

/**
 * What whoever examines blind must not learn (rule I1): before the anthropology and odontology reports a case needs are signed, no
 * scientist sees a candidate, a tag, the counterparty's label, recovery site or effects, or another person's finding. One place says
 * when that is; whatever shows the record asks here.
 */
final class Blindness {

    /**
     * Holds for an individual {@code i} whose case is not opened yet, whose lines of evidence are not selected yet, or whose
     * anthropology or odontology report is not signed yet. For one that proved to be another individual it holds as long as for that
     * one: what was found of the bones is about bones that are still to be examined blind.
     */
    static final String OF_CASE = "(" + beforeItsReports("i")
            // H2 has no recursion within a condition; where a chain is longer than this, it stays withheld.
            + """
            \sor i.consolidated_into is not null and exists (
                select 1 from individual h
                left join individual h2 on h2.reference = h.consolidated_into_reference and h2.number = h.consolidated_into
                left join individual h3 on h3.reference = h2.consolidated_into_reference and h3.number = h2.consolidated_into
                left join individual h4 on h4.reference = h3.consolidated_into_reference and h4.number = h3.consolidated_into
                join individual e on e.reference = coalesce(h4.reference, h3.reference, h2.reference, h.reference)
                    and e.number = coalesce(h4.number, h3.number, h2.number, h.number)
                where h.reference = i.consolidated_into_reference and h.number = i.consolidated_into
                and (e.consolidated_into is not null or\s"""
            + beforeItsReports("e") + ")))";

    /**
     * Holds for a container {@code c} from its field review, which looks at what came with it, until the blind reports of everybody
     * in it are signed: also while nobody knows yet who is.
     */
    static final String OF_CONTAINER =
            """
            (c.reviewed_on is not null and (
                not exists (select 1 from individual a where a.reference = c.reference)
                or exists (select 1 from individual_specimen s
                    join individual i on i.reference = s.reference and i.number = s.individual
                    where s.reference = c.reference and s.container = c.number and s.active = 1 and"""
                    + " " + OF_CASE + ")))";

    private Blindness() {}

    private static String beforeItsReports(String individual) {
        return """
                (%1$s.case_state = 'GROUPED' or (%1$s.case_state = 'OPEN' and (
                    not exists (select 1 from decision b where b.subject = %1$s.reference || '/' || %1$s.number and b.cycle = %1$s.cycle
                        and b.stage = 'LINES_OF_EVIDENCE' and b.outcome in ('SELECTED', 'NONE_FURTHER'))
                    or exists (select 1 from act_ru_execution p join act_ru_task t on t.proc_inst_id_ = p.id_
                        where p.business_key_ = %1$s.reference || '/' || %1$s.number
                        and t.task_def_key_ in ('ExamineAnthropology', 'ExamineOdontology')))))"""
                .formatted(individual);
    }

    /** A condition as a column: 1 when it holds for this reader, else 0. */
    static String column(String condition, Reader reader) {
        return reader.examinesBlind() ? "case when " + condition + " then 1 else 0 end as blind" : "0 as blind";
    }
}
