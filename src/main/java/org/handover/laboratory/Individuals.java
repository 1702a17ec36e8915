package org.handover.laboratory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.handover.database.ReadOnce;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The provisional individuals and how far their cases are. */
@Repository
public class Individuals {

    private static final String ONE = " where reference = :reference and number = :number";

    private static final String TABLE = "individual";

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    Individuals(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /** @throws Refusal when there is no such individual */
    public Individual get(ItemKey key) {
        return find(key).orElseThrow(() -> new Refusal("there is no individual %s".formatted(key)));
    }

    public Optional<Individual> find(ItemKey key) {
        return ReadOnce.of(TABLE, key, () -> jdbc.sql("select * from individual" + ONE)
                .param("reference", key.reference().value())
                .param("number", key.number())
                .query(Individuals::individual)
                .optional());
    }

    /** Every individual of a handover, also those consolidated into another. */
    public List<Individual> of(Reference reference) {
        return jdbc.sql("select * from individual where reference = :reference order by number")
                .param("reference", reference.value())
                .query(Individuals::individual)
                .list();
    }

    /** The individual that is identified as a person now, of whatever handover (rule I6). */
    public Optional<Individual> identifiedAs(String person) {
        return jdbc.sql("select * from individual where person = :person")
                .param("person", person)
                .query(Individuals::individual)
                .optional();
    }

    /** Whether any of a handover has a case to be opened, or an open one. Costs the same however many there are. */
    public boolean anyUnaccounted(Reference reference) {
        return any(reference, "'GROUPED', 'OPEN'");
    }

    boolean anyToOpen(Reference reference) {
        return any(reference, "'GROUPED'");
    }

    private boolean any(Reference reference, String states) {
        return jdbc.sql("select number from individual where reference = :reference and case_state in (" + states
                        + ") fetch first row only")
                .param("reference", reference.value())
                .query(String.class)
                .optional()
                .isPresent();
    }

    /** How many there are, each once: one that proved to be the same as another is not counted (rule X10). */
    int number(Reference reference) {
        return jdbc.sql("select count(*) from individual where reference = :reference and consolidated_into is null")
                .param("reference", reference.value())
                .query(Integer.class)
                .single();
    }

    List<Individual> nextToOpen(Reference reference, int most) {
        return jdbc.sql(
                        """
                select * from individual where reference = :reference and case_state = 'GROUPED'
                order by number fetch first :most rows only""")
                .param("reference", reference.value())
                .param("most", most)
                .query(Individuals::individual)
                .list();
    }

    void group(Reference reference, Collection<String> numbers) {
        ReadOnce.forget(TABLE);
        template.batchUpdate(
                "insert into individual (reference, number, cycle, case_state) values (?, ?, 1, 'GROUPED')",
                numbers,
                500,
                (row, number) -> {
                    row.setString(1, reference.value());
                    row.setString(2, number);
                });
    }

    void open(ItemKey key) {
        ReadOnce.forget(TABLE);
        jdbc.sql("update individual set case_state = 'OPEN'" + ONE + " and case_state = 'GROUPED'")
                .param("reference", key.reference().value())
                .param("number", key.number())
                .update();
    }

    /**
     * Begins another cycle; the person stays named until the identification is revoked (rule T6).
     *
     * @param individual as it was read
     * @throws OptimisticLockingFailureException when its next cycle has begun meanwhile; the act is to be tried again
     */
    public void reopen(Individual individual) {
        ReadOnce.forget(TABLE);
        ItemKey key = individual.key();
        int reopened = jdbc.sql(
                        """
                update individual set cycle = cycle + 1, case_state = 'OPEN', disposition = null, closed_on = null"""
                                + ONE + " and cycle = :cycle")
                .param("reference", key.reference().value())
                .param("number", key.number())
                .param("cycle", individual.cycle())
                .update();
        if (reopened == 0) {
            throw new OptimisticLockingFailureException("%s was opened again at the same moment".formatted(key));
        }
    }

    void specimensChanged(ItemKey key) {
        ReadOnce.forget(TABLE);
        jdbc.sql("update individual set composition = composition + 1" + ONE)
                .param("reference", key.reference().value())
                .param("number", key.number())
                .update();
    }

    /** @throws Refusal when the person is another individual already (rule I6) */
    public void identify(ItemKey key, String person) {
        identifiedAs(person).filter(other -> !other.key().equals(key)).ifPresent(other -> {
            throw new Refusal("person: %s is already identified as %s; one named person is one individual"
                    .formatted(person, other.key()));
        });
        try {
            setPerson(key, person);
        } catch (DuplicateKeyException e) {
            throw new Refusal("person: %s was identified as another individual at the same moment".formatted(person));
        }
    }

    /** Takes the name from an individual. What was decided before stays on record (rule I7). */
    public void takeNameFrom(ItemKey key) {
        setPerson(key, null);
    }

    private void setPerson(ItemKey key, String person) {
        ReadOnce.forget(TABLE);
        jdbc.sql("update individual set person = :person" + ONE)
                .param("person", person)
                .param("reference", key.reference().value())
                .param("number", key.number())
                .update();
    }

    /** What an individual proved to be in the end; itself unless it was consolidated. */
    Individual whole(Individual part) {
        return part.into() == null ? part : whole(get(part.into()));
    }

    /**
     * An individual and those that proved to be the same person and keep their specimens under their own number, because they came
     * with another handover.
     */
    public List<ItemKey> partsOf(ItemKey key) {
        return ReadOnce.of(TABLE, List.of("parts", key), () -> {
            var parts = new ArrayList<ItemKey>();
            addParts(key, parts);
            return List.copyOf(parts);
        });
    }

    private void addParts(ItemKey key, List<ItemKey> parts) {
        parts.add(key);
        jdbc.sql(
                        """
                select reference, number from individual
                where consolidated_into_reference = :reference and consolidated_into = :number order by reference, number""")
                .param("reference", key.reference().value())
                .param("number", key.number())
                .query((row, line) -> new Reference(row.getString("reference")).item(row.getString("number")))
                .list()
                .forEach(part -> addParts(part, parts));
    }

    /**
     * An individual, those that proved to be one with it, and every other one that a specimen they have now belonged to before: what was found
     * of those was found of these remains, too.
     */
    public List<ItemKey> everOf(ItemKey key) {
        return ReadOnce.of(TABLE, List.of("ever", key), () -> {
            var all = new LinkedHashSet<>(partsOf(key));
            for (ItemKey part : partsOf(key)) {
                all.addAll(jdbc
                        .sql(
                                """
                        select distinct b.individual from individual_specimen a join individual_specimen b
                        on b.reference = a.reference and b.container = a.container and b.designator = a.designator and b.active is null
                        where a.reference = :reference and a.individual = :individual and a.active = 1 order by b.individual""")
                        .param("reference", part.reference().value())
                        .param("individual", part.number())
                        .query(String.class)
                        .stream()
                        .map(part.reference()::item)
                        .toList());
            }
            return List.copyOf(all);
        });
    }

    /** @param consolidatedInto the other individual; null unless it was consolidated */
    public void close(ItemKey key, Disposition disposition, ItemKey consolidatedInto, LocalDate on) {
        ReadOnce.forget(TABLE);
        jdbc.sql(
                        """
                update individual set case_state = 'CLOSED', disposition = :disposition, consolidated_into = :into,
                consolidated_into_reference = :intoReference, closed_on = :on"""
                                + ONE)
                .param("disposition", disposition.name())
                .param("into", consolidatedInto == null ? null : consolidatedInto.number())
                .param(
                        "intoReference",
                        consolidatedInto == null
                                ? null
                                : consolidatedInto.reference().value())
                .param("on", on)
                .param("reference", key.reference().value())
                .param("number", key.number())
                .update();
    }

    private static Individual individual(ResultSet row, int number) throws SQLException {
        String disposition = row.getString("disposition");
        return new Individual(
                new Reference(row.getString("reference")).item(row.getString("number")),
                row.getInt("cycle"),
                Individual.CaseState.valueOf(row.getString("case_state")),
                disposition == null ? null : Disposition.valueOf(disposition),
                row.getString("person"),
                into(row),
                row.getObject("closed_on", LocalDate.class),
                row.getInt("composition"));
    }

    private static String into(ResultSet row) throws SQLException {
        String number = row.getString("consolidated_into");
        String reference = row.getString("consolidated_into_reference");
        return number == null || reference.equals(row.getString("reference")) ? number : reference + "/" + number;
    }
}
