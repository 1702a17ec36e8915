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
     * anthropology or odontology report is not signed yet.
     */
    static final String OF_CASE =
            """
            (i.case_state = 'GROUPED' or (i.case_state = 'OPEN' and (
                not exists (select 1 from decision b where b.subject = i.reference || '/' || i.number and b.cycle = i.cycle
                    and b.stage = 'LINES_OF_EVIDENCE' and b.outcome in ('SELECTED', 'NONE_FURTHER'))
                or exists (select 1 from act_ru_execution p join act_ru_task t on t.proc_inst_id_ = p.id_
                    where p.business_key_ = i.reference || '/' || i.number
                    and t.task_def_key_ in ('ExamineAnthropology', 'ExamineOdontology')))))""";

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

    /** A condition as a column: 1 when it holds for this reader, else 0. */
    static String column(String condition, Reader reader) {
        return reader.examinesBlind() ? "case when " + condition + " then 1 else 0 end as blind" : "0 as blind";
    }
}
