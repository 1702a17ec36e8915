package org.handover.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.handover.account.Accounts;
import org.handover.custody.Custody;
import org.handover.vocabulary.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is true of the record of a handover at every moment, looked at with plain SQL wherever that is possible. */
final class RecordRules {

    private static final Map<String, String> NEVER = Map.of(
            "C1 a container in nobody's custody",
                    """
                    select c.number from container c where c.reference = :reference and not exists (
                        select 1 from custody_event e where e.item = c.reference || '/' || c.number)""",
            "C1 two holders, or a gap, in a chain",
                    """
                    select e.item from custody_event e where e.reference = :reference and e.seq > 1 and not exists (
                        select 1 from custody_event p where p.item = e.item and p.seq = e.seq - 1 and p.to_holder = e.from_holder)""",
            "C8 in the laboratory before they were flown to Hawaii",
                    """
                    select c.number from container c where c.reference = :reference and c.accessioned_by is not null and exists (
                        select 1 from flight_leg l where l.reference = c.reference and l.arrived_airfield <> 'HICKAM'
                        and l.leg = (select max(m.leg) from flight_leg m where m.reference = l.reference))""",
            "F1 a family told of an identification that no medical examiner has approved",
                    """
                    select n.subject from notice n where n.reference = :reference and n.kind = 'IDENTIFICATION' and not exists (
                        select 1 from decision d where d.id = n.approval_id and d.stage = 'MEDICAL_EXAMINER' and d.outcome = 'APPROVE'
                        and d.disposition = 'IDENTIFIED' and d.person = n.person)""",
            "F2 a name released before the family was told",
                    """
                    select n.subject from notice n where n.reference = :reference and n.kind = 'NAME_RELEASE' and not exists (
                        select 1 from notice t where t.subject = n.subject and t.cycle = n.cycle and t.kind = 'IDENTIFICATION'
                        and t.outcome = 'DELIVERED' and t.person = n.person and t.id < n.id)""",
            "I6 a name for remains that no medical examiner has approved",
                    """
                    select i.number from individual i where i.reference = :reference and i.person is not null and not exists (
                        select 1 from decision d where d.subject = i.reference || '/' || i.number and d.person = i.person
                        and d.stage = 'MEDICAL_EXAMINER' and d.outcome = 'APPROVE')""",
            "I9 a name for remains that are ruled not human",
                    """
                    select i.number from individual i join individual_specimen l on l.reference = i.reference and l.individual = i.number
                        and l.active = 1
                    join specimen s on s.reference = l.reference and s.container = l.container and s.designator = l.designator
                    where i.reference = :reference and i.person is not null and s.human = 'NO'""",
            "I2 a disposition without a second person's review",
                    """
                    select i.number from individual i where i.reference = :reference and i.disposition is not null and not exists (
                        select 1 from decision p join decision r on r.subject = p.subject and r.cycle = p.cycle
                            and r.stage = 'REVIEW' and r.outcome = 'CONCUR' and r.decided_by <> p.decided_by
                        where p.subject = i.reference || '/' || i.number and p.stage = 'PROPOSAL')""");

    private final JdbcClient jdbc;
    private final Custody custody;
    private final Accounts accounts;

    RecordRules(JdbcClient jdbc, Custody custody, Accounts accounts) {
        this.jdbc = jdbc;
        this.custody = custody;
        this.accounts = accounts;
    }

    /** Every rule that is broken, with what breaks it. */
    List<String> broken(Reference handover) {
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
        if (!custody.verify(handover).intact()) {
            broken.add("C3 a chain of custody does not verify");
        }
        accounts.reconcile(handover).faults().forEach(fault -> broken.add("N5 " + fault));
        return broken;
    }
}
