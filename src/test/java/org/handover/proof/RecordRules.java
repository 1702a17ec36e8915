package org.handover.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.handover.account.Accounts;
import org.handover.vocabulary.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is true of the record of a handover at every moment, looked at with plain SQL wherever that is possible. */
public final class RecordRules {

    private static final Map<String, String> NEVER = Map.ofEntries(
            Map.entry(
                    "C1 a container in nobody's custody",
                    """
                    select c.number from container c where c.reference = :reference and not exists (
                        select 1 from custody_event e where e.item = c.reference || '/' || c.number)"""),
            Map.entry(
                    "C1 two holders, or a gap, in a chain",
                    """
                    select e.item from custody_event e where e.reference = :reference and e.seq > 1 and not exists (
                        select 1 from custody_event p where p.item = e.item and p.seq = e.seq - 1 and p.to_holder = e.from_holder)"""),
            Map.entry(
                    "C8 in the laboratory before they were flown to Hawaii",
                    """
                    select c.number from container c where c.reference = :reference and c.accessioned_by is not null and exists (
                        select 1 from flight_leg l where l.reference = c.reference and l.arrived_airfield <> 'HICKAM'
                        and l.leg = (select max(m.leg) from flight_leg m where m.reference = l.reference))"""),
            Map.entry(
                    "F1 a family told of an identification that no medical examiner has approved",
                    """
                    select n.subject from notice n where n.reference = :reference and n.kind = 'IDENTIFICATION' and not exists (
                        select 1 from decision d where d.id = n.approval_id and d.stage = 'MEDICAL_EXAMINER' and d.outcome = 'APPROVE'
                        and d.disposition = 'IDENTIFIED' and d.person = n.person)"""),
            Map.entry(
                    "F2 a name released before the family was told",
                    """
                    select n.subject from notice n where n.reference = :reference and n.kind = 'NAME_RELEASE' and not exists (
                        select 1 from notice t where t.subject = n.subject and t.cycle = n.cycle and t.kind = 'IDENTIFICATION'
                        and t.outcome = 'DELIVERED' and t.person = n.person and t.id < n.id)"""),
            Map.entry(
                    "I6 a name for remains that no medical examiner has approved",
                    """
                    select i.number from individual i where i.reference = :reference and i.person is not null and not exists (
                        select 1 from decision d where d.subject = i.reference || '/' || i.number and d.person = i.person
                        and d.stage = 'MEDICAL_EXAMINER' and d.outcome = 'APPROVE')"""),
            Map.entry(
                    "I9 a name for remains that are ruled not human",
                    """
                    select i.number from individual i join individual_specimen l on l.reference = i.reference and l.individual = i.number
                        and l.active = 1
                    join specimen s on s.reference = l.reference and s.container = l.container and s.designator = l.designator
                    where i.reference = :reference and i.person is not null and s.human = 'NO'"""),
            Map.entry(
                    "I2 a disposition without a second person's review",
                    """
                    select i.number from individual i where i.reference = :reference and i.disposition is not null and not exists (
                        select 1 from decision p join decision r on r.subject = p.subject and r.cycle = p.cycle
                            and r.stage = 'REVIEW' and r.outcome = 'CONCUR' and r.decided_by <> p.decided_by
                        where p.subject = i.reference || '/' || i.number and p.stage = 'PROPOSAL')"""),
            Map.entry(
                    "N2 received differs from agreed, and nobody is asked why",
                    """
                    select h.reference from handover h join talks_session t on t.reference = h.reference and t.outcome = 'AGREED'
                        and t.session = (select max(m.session) from talks_session m where m.reference = h.reference and m.outcome = 'AGREED')
                    where h.reference = :reference and t.agreed_sets is not null
                    and exists (select 1 from container c where c.reference = h.reference and c.reviewed_by is not null)
                    and t.agreed_sets <> (select count(*) from container c where c.reference = h.reference and c.refused_on is null)
                    and not exists (select 1 from discrepancy d where d.reference = h.reference and d.item is null)"""),
            Map.entry(
                    "C5 another seal than the one on record, and no incident",
                    """
                    select c.number from container c where c.reference = :reference
                    and (c.seal_out <> c.seal or (c.accession_witnessed_by is not null and not c.seal_intact))
                    and not exists (select 1 from incident i where i.item = c.reference || '/' || c.number and i.kind = 'SEAL')"""),
            Map.entry(
                    "C5 a re-casing or a receipt that one person signed alone",
                    """
                    select e.item from custody_event e where e.reference = :reference and e.act = 'RECASED' and e.released_by = e.received_by"""),
            Map.entry(
                    "C5 an accession by the one who hands it over, or signed by one person alone",
                    """
                    select c.number from container c join custody_event e on e.item = c.reference || '/' || c.number
                        and e.from_holder like 'AIRLIFT:%' and e.to_holder = 'LABORATORY'
                    where c.reference = :reference and (e.released_by in (c.accessioned_by, c.accession_witnessed_by)
                        or c.accessioned_by = c.accession_witnessed_by)"""),
            Map.entry(
                    "I9 what is not human released before a second person saw it",
                    """
                    select e.item from custody_event e where e.reference = :reference and e.to_holder like 'RELEASED:%' and not exists (
                        select 1 from decision d join decision w on w.subject = d.subject and w.stage = d.stage and w.outcome = 'WITNESSED'
                            and w.decided_by <> d.decided_by
                        where d.subject = e.reference and d.stage = 'NON_HUMAN' and d.outcome = 'RELEASE')"""),
            Map.entry(
                    "I5 one individual with the same bone twice",
                    """
                select min(l.id) from individual_specimen l join specimen s on s.reference = l.reference and s.container = l.container
                    and s.designator = l.designator
                where l.reference = :reference and l.active = 1 group by l.individual, s.element, s.side having count(*) > 1"""),
            Map.entry(
                    "I6 an individual whose case is open or closed without a specimen, and not consolidated",
                    """
                select i.number from individual i where i.reference = :reference and i.case_state <> 'CLOSED' and not exists (
                    select 1 from individual_specimen l where l.reference = i.reference and l.individual = i.number and l.active = 1)
                    and not exists (select 1 from decision d where d.subject = i.reference || '/' || i.number
                        and d.outcome = 'CONSOLIDATED')"""),
            Map.entry(
                    "I6 a group with more individuals than people it may be",
                    """
                select g.number from accounting_group g where g.reference = :reference
                and (select count(*) from accounting_group_person p where p.reference = g.reference and p.number = g.number
                    and not exists (select 1 from individual i where i.person = p.person))
                < (select count(*) from accounting_group_member m join decision d on d.id = m.decision_id
                    join individual i on i.reference = m.reference and i.number = m.individual and i.cycle = d.cycle
                    where m.reference = g.reference and m.number = g.number and i.case_state = 'CLOSED'
                    and i.disposition = 'GROUP_ACCOUNTED' and d.id = (select max(q.id) from decision q
                        where q.subject = d.subject and q.cycle = d.cycle and q.stage = 'PROPOSAL'))"""),
            Map.entry(
                    "C8 a closed case whose remains are elsewhere",
                    """
                select i.number from individual i
                join individual_specimen l on l.reference = i.reference and l.individual = i.number and l.active = 1
                join specimen s on s.reference = l.reference and s.container = l.container and s.designator = l.designator
                join custody_event e on e.item = s.reference || '/' || s.container || '/' || s.designator
                    and e.seq = (select max(m.seq) from custody_event m where m.item = e.item)
                where i.reference = :reference and i.case_state = 'CLOSED' and s.consumed_on is null
                and not exists (select 1 from discrepancy x where x.item = e.item) and e.to_holder <> case
                    when i.disposition = 'IDENTIFIED' then 'FAMILY:' || i.person
                    when i.disposition in ('PARTNER_NAMED', 'PARTNER_UNNAMED') then 'PARTNER:ROK'
                    else 'LABORATORY' end"""),
            Map.entry(
                    "I2 one user in two roles of a decision",
                    """
                select r.id from decision r join decision p on p.subject = r.subject and p.cycle = r.cycle and p.stage = 'PROPOSAL'
                    and p.id = (select max(q.id) from decision q where q.subject = r.subject and q.cycle = r.cycle
                        and q.stage = 'PROPOSAL' and q.id < r.id)
                where r.reference = :reference and r.stage in ('REVIEW', 'MEDICAL_EXAMINER') and r.decided_by = p.decided_by"""),
            Map.entry(
                    "I2 the reviewer approved",
                    """
                select a.id from decision a join decision r on r.subject = a.subject and r.cycle = a.cycle and r.stage = 'REVIEW'
                    and r.outcome = 'CONCUR' and r.decided_by = a.decided_by
                    and r.id = (select max(q.id) from decision q where q.subject = a.subject and q.cycle = a.cycle
                        and q.stage = 'REVIEW' and q.id < a.id)
                where a.reference = :reference and a.stage = 'MEDICAL_EXAMINER' and a.outcome = 'APPROVE'"""),
            Map.entry(
                    "C7 a sample that took more than there was",
                    """
                select s.number from sample s where s.reference = :reference and s.mass_after >= s.mass_before"""),
            Map.entry(
                    "X16 remains given to a family that has elected nothing",
                    """
                select r.individual from family_receipt r where r.reference = :reference and not exists (
                    select 1 from family_election f join decision d on d.person = f.person
                    where d.subject = r.reference || '/' || r.individual and d.cycle = r.cycle and d.stage = 'IDENTIFICATION')"""),
            Map.entry(
                    "X15 a result before its request",
                    "select number from sample where reference = :reference and received_on < requested_on"),
            Map.entry(
                    "N2 more cases went on than came off, and nobody is asked where they are",
                    """
                    select l.leg from flight_leg l where l.reference = :reference and l.cases_off is not null
                    and l.cases_on - l.cases_off > (select count(*) from discrepancy d where d.reference = l.reference and d.leg = l.leg)"""),
            Map.entry(
                    "N2 a case in custody that neither flew nor is missing",
                    """
                    select c.number from container c where c.reference = :reference and c.refused_on is null
                    and exists (select 1 from flight_leg l where l.reference = c.reference and l.departed_at is not null)
                    and not exists (select 1 from custody_event e where e.item = c.reference || '/' || c.number
                        and e.to_holder like 'AIRLIFT:%')
                    and not exists (select 1 from discrepancy d where d.item = c.reference || '/' || c.number)"""),
            Map.entry(
                    "N2 a sample reported, not back, and nobody is asked where it is",
                    """
                    select s.number from sample s join custody_event e on e.item = s.reference || '/' || s.number
                        and e.seq = (select max(m.seq) from custody_event m where m.item = e.item)
                    where s.reference = :reference and s.received_on is not null and e.to_holder = 'DNA_LABORATORY'
                    and not exists (select 1 from discrepancy d where d.item = e.item)"""),
            Map.entry(
                    "N2 a specimen that its receiver has not got, and nobody is asked why",
                    """
                    select s.designator from individual i
                    join individual_specimen l on l.reference = i.reference and l.individual = i.number and l.active = 1
                    join specimen s on s.reference = l.reference and s.container = l.container and s.designator = l.designator
                    join custody_event e on e.item = s.reference || '/' || s.container || '/' || s.designator
                        and e.seq = (select max(m.seq) from custody_event m where m.item = e.item)
                    where i.reference = :reference and i.case_state = 'CLOSED' and s.consumed_on is null
                    and i.disposition in ('IDENTIFIED', 'PARTNER_NAMED', 'PARTNER_UNNAMED') and e.to_holder = 'LABORATORY'
                    and not exists (select 1 from discrepancy d where d.item = e.item)"""),
            Map.entry(
                    "N2 a case closed while something of it is missing and not explained",
                    """
                    select d.item from discrepancy d join individual i on i.reference = d.reference and i.case_state = 'CLOSED'
                    join individual_specimen l on l.reference = i.reference and l.individual = i.number and l.active = 1
                        and d.item = l.reference || '/' || l.container || '/' || l.designator
                    where d.reference = :reference and d.explanation is null"""));

    private final JdbcClient jdbc;
    private final Accounts accounts;

    public RecordRules(JdbcClient jdbc, Accounts accounts) {
        this.jdbc = jdbc;
        this.accounts = accounts;
    }

    /** Every rule that is broken, with what breaks it. */
    public List<String> broken(Reference handover) {
        var broken = new ArrayList<String>();
        NEVER.forEach((rule, sql) -> {
            List<String> found = jdbc.sql(sql)
                    .param("reference", handover.value())
                    .query((row, number) -> row.getString(1))
                    .list();
            if (!found.isEmpty()) {
                broken.add(rule + ": " + found);
            }
        });
        accounts.reconcile(handover).faults().forEach(fault -> broken.add("N5, N6, C3 " + fault));
        return broken;
    }
}
