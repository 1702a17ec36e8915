package org.handover.identification;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.handover.laboratory.Individuals;
import org.handover.person.Persons;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Groups of individuals that are accounted for together, because nobody can say who of them is who. A group names the people whose remains
 * they may be, once and for all; there are never more individuals in it than people it leaves free (rules I6, X10). Keys are like
 * {@code KOR-2018-01/G-01}.
 */
@Repository
public class AccountingGroups {

    private final JdbcClient jdbc;
    private final Persons persons;
    private final Individuals individuals;

    AccountingGroups(JdbcClient jdbc, Persons persons, Individuals individuals) {
        this.jdbc = jdbc;
        this.persons = persons;
        this.individuals = individuals;
    }

    /** Ids of the people it may be; empty when there is no such group yet. */
    public Set<String> people(ItemKey group) {
        return new TreeSet<>(
                jdbc.sql("select person from accounting_group_person where reference = :reference and number = :number")
                        .param("reference", group.reference().value())
                        .param("number", group.number())
                        .query(String.class)
                        .list());
    }

    void name(ItemKey group, Set<String> people, String actor, LocalDate on) {
        jdbc.sql(
                        """
                insert into accounting_group (reference, number, named_by, named_on) values (:reference, :number, :actor, :on)""")
                .param("reference", group.reference().value())
                .param("number", group.number())
                .param("actor", actor)
                .param("on", on)
                .update();
        people.forEach(person -> {
            persons.register(person, actor);
            jdbc.sql(
                            """
                    insert into accounting_group_person (reference, number, person) values (:reference, :number, :person)""")
                    .param("reference", group.reference().value())
                    .param("number", group.number())
                    .param("person", person)
                    .update();
        });
    }

    /** @param proposal the id of the decision that proposes it */
    void join(ItemKey group, ItemKey individual, long proposal) {
        jdbc.sql(
                        """
                insert into accounting_group_member (decision_id, reference, number, individual)
                values (:proposal, :reference, :number, :individual)""")
                .param("proposal", proposal)
                .param("reference", group.reference().value())
                .param("number", group.number())
                .param("individual", individual.number())
                .update();
    }

    /** The group that a proposal puts its individual in, or null. */
    ItemKey of(long proposal, ItemKey individual) {
        return jdbc.sql("select number from accounting_group_member where decision_id = :proposal")
                .param("proposal", proposal)
                .query(String.class)
                .optional()
                .map(individual.reference()::item)
                .orElse(null);
    }

    /** The groups that individuals are, or are to be, in by their last proposals; an individual in none is left out. */
    public Map<ItemKey, ItemKey> latest(Collection<ItemKey> individuals) {
        var groups = new HashMap<ItemKey, ItemKey>();
        jdbc.sql(
                        """
                select p.subject, m.number from decision p join accounting_group_member m on m.decision_id = p.id
                where p.subject in (:subjects) and p.stage = 'PROPOSAL'
                and not exists (select 1 from decision q where q.subject = p.subject and q.stage = 'PROPOSAL' and q.id > p.id)""")
                .param("subjects", individuals.stream().map(ItemKey::toString).toList())
                .query(row -> {
                    ItemKey individual = ItemKey.parse(row.getString("subject"));
                    groups.put(individual, individual.reference().item(row.getString("number")));
                });
        return groups;
    }

    /**
     * The handovers beside its own that what is proposed for an individual touches: where the one is that it is to be consolidated into, and the
     * groups that its person may be one of.
     */
    List<Reference> othersTouched(ItemKey individual) {
        return jdbc.sql(
                        """
                select p.consolidate_into, g.reference as of_group from decision p left join accounting_group_person g on g.person = p.person
                where p.id = (select max(q.id) from decision q where q.subject = :subject and q.stage = 'PROPOSAL')
                and (p.consolidate_into is not null or g.reference is not null)""")
                .param("subject", individual.toString())
                .query((row, line) -> {
                    String into = row.getString("consolidate_into");
                    String group = row.getString("of_group");
                    return into == null
                            ? new Reference(group)
                            : Proposal.target(individual, into).reference();
                })
                .list();
    }

    /** The groups that a person may be one of. */
    List<ItemKey> withPerson(String person) {
        return jdbc.sql("select reference, number from accounting_group_person where person = :person")
                .param("person", person)
                .query((row, line) -> ItemKey.parse(row.getString("reference") + "/" + row.getString("number")))
                .list();
    }

    /** Who is in it: the individuals whose last proposal says so, approved by a medical examiner. */
    public List<String> members(ItemKey group) {
        return jdbc.sql(
                        """
                select m.individual from accounting_group_member m
                join individual i on i.reference = m.reference and i.number = m.individual
                join decision p on p.id = m.decision_id and p.cycle = i.cycle
                where m.reference = :reference and m.number = :number
                and exists (select 1 from decision a where a.subject = p.subject and a.cycle = p.cycle
                    and a.stage = 'MEDICAL_EXAMINER' and a.outcome = 'APPROVE' and a.id > p.id)
                and not exists (select 1 from decision q where q.subject = p.subject and q.cycle = p.cycle
                    and q.stage = 'PROPOSAL' and q.id > p.id)
                order by m.individual""")
                .param("reference", group.reference().value())
                .param("number", group.number())
                .query(String.class)
                .list();
    }

    /**
     * Whether the individuals in a group, beside one of them, still are no more than the people it leaves free.
     *
     * @param beside an individual that is counted by the caller
     * @param taken how many more the caller takes: individuals for the group, or people out of it
     */
    boolean hasRoom(ItemKey group, Set<String> people, ItemKey beside, int taken) {
        long free = people.stream()
                .filter(person -> individuals
                        .identifiedAs(person)
                        .filter(it -> !it.key().equals(beside))
                        .isEmpty())
                .count();
        long others = members(group).stream()
                .filter(number -> !beside.equals(group.reference().item(number)))
                .count();
        return others + taken <= free;
    }
}
