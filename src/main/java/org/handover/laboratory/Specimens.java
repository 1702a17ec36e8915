package org.handover.laboratory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.handover.fieldoperations.FieldOperations;
import org.handover.flight.Flight;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Reference;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The specimens and to whom they belong. A specimen belongs to one individual at most; earlier links are kept (rule W13). */
@Repository
public class Specimens {

    private static final String SELECT =
            """
            select s.*, l.individual, l.method from specimen s left join individual_specimen l
            on l.reference = s.reference and l.container = s.container and l.designator = s.designator and l.active = 1
            where s.reference = :reference""";

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final Individuals individuals;
    private final Flight flight;
    private final FieldOperations fieldOperations;

    Specimens(
            JdbcClient jdbc,
            JdbcTemplate template,
            Individuals individuals,
            Flight flight,
            FieldOperations fieldOperations) {
        this.jdbc = jdbc;
        this.flight = flight;
        this.fieldOperations = fieldOperations;
        this.template = template;
        this.individuals = individuals;
    }

    /** Every specimen of a handover, by container and designator. */
    public List<Specimen> of(Reference reference) {
        return jdbc.sql(SELECT + " order by s.container, s.designator")
                .param("reference", reference.value())
                .query(Specimens::specimen)
                .list();
    }

    /**
     * The specimens that belong to an individual now, the shorter designator first: {@code 2} before {@code 12}; also those of individuals
     * of other handovers that proved to be the same person.
     */
    public List<Specimen> ofIndividual(ItemKey individual) {
        return individuals.partsOf(individual).stream()
                .flatMap(part -> own(part).stream())
                .toList();
    }

    /**
     * What individuals of a handover have under the number of another one, that proved to be the same person and came with another
     * handover, by the number of the individual.
     */
    Map<String, List<Specimen>> ofParts(Reference reference) {
        var byIndividual = new HashMap<String, List<Specimen>>();
        jdbc.sql(
                        """
                with recursive part (whole, reference, number) as (
                    select i.consolidated_into, i.reference, i.number from individual i
                    where i.consolidated_into_reference = :reference
                    union all
                    select p.whole, i.reference, i.number from individual i
                    join part p on i.consolidated_into_reference = p.reference and i.consolidated_into = p.number)
                select s.*, l.individual, l.method, p.whole from part p
                join individual_specimen l on l.reference = p.reference and l.individual = p.number and l.active = 1
                join specimen s on s.reference = l.reference and s.container = l.container and s.designator = l.designator
                order by s.reference, s.container, s.designator""")
                .param("reference", reference.value())
                .query((row, number) -> Map.entry(row.getString("whole"), specimen(row, number)))
                .list()
                .forEach(each -> byIndividual
                        .computeIfAbsent(each.getKey(), individual -> new ArrayList<>())
                        .add(each.getValue()));
        return byIndividual;
    }

    private List<Specimen> own(ItemKey individual) {
        return jdbc.sql(SELECT
                        + " and l.individual = :individual order by s.container, length(s.designator), s.designator")
                .param("reference", individual.reference().value())
                .param("individual", individual.number())
                .query(Specimens::specimen)
                .list();
    }

    /** What two people ruled not human, by container and designator. */
    List<Specimen> nonHuman(Reference reference) {
        return jdbc.sql(SELECT + " and s.human = 'NO' and s.consumed_on is null order by s.container, s.designator")
                .param("reference", reference.value())
                .query(Specimens::specimen)
                .list();
    }

    /** The specimen of a key such as {@code KOR-2018-01/C-07/12}. */
    public Optional<Specimen> find(ItemKey key) {
        int slash = key.number().lastIndexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        return jdbc.sql(SELECT + " and s.container = :container and s.designator = :designator")
                .param("reference", key.reference().value())
                .param("container", key.number().substring(0, slash))
                .param("designator", key.number().substring(slash + 1))
                .query(Specimens::specimen)
                .optional();
    }

    /**
     * Who recovered the remains of an individual in the field, received, witnessed, reviewed or re-cased their containers, or was with
     * them in the air, before they came to the laboratory (rule X4).
     */
    public Set<String> fieldHandlers(ItemKey individual) {
        var handlers = new HashSet<String>();
        for (ItemKey part : individuals.partsOf(individual)) {
            jdbc.sql(
                            """
                    select c.received_by, c.witnessed_by, c.reviewed_by, c.recased_by from container c
                    where c.reference = :reference and exists (
                        select 1 from individual_specimen l where l.reference = c.reference and l.container = c.number
                        and l.individual = :individual and l.active = 1)""")
                    .param("reference", part.reference().value())
                    .param("individual", part.number())
                    .query(row -> {
                        handlers.add(row.getString("received_by"));
                        handlers.add(row.getString("witnessed_by"));
                        handlers.add(row.getString("reviewed_by"));
                        handlers.add(row.getString("recased_by"));
                    });
            handlers.addAll(flight.escorts(part.reference()));
            handlers.addAll(fieldOperations.crewOf(part.reference()));
        }
        handlers.remove(null);
        return handlers;
    }

    /**
     * Who checked the work that an individual rests on: the second person of an inventory or a grouping of the specimens it has now
     * (rule I2). What came by a consolidation was a disposition, and its reviewer may review the next one.
     */
    public Set<String> verifiers(ItemKey individual) {
        var verifiers = new HashSet<String>();
        for (ItemKey part : individuals.partsOf(individual)) {
            jdbc.sql(
                            """
                    select case when d.id is null then l.reviewed_by end as grouping_reviewed_by, c.inventory_verified_by
                    from individual_specimen l
                    join container c on c.reference = l.reference and c.number = l.container
                    left join decision d on d.id = l.decision_id and d.stage = 'REVIEW'
                    where l.reference = :reference and l.individual = :individual and l.active = 1""")
                    .param("reference", part.reference().value())
                    .param("individual", part.number())
                    .query(row -> {
                        verifiers.add(row.getString("grouping_reviewed_by"));
                        verifiers.add(row.getString("inventory_verified_by"));
                    });
        }
        verifiers.remove(null);
        return verifiers;
    }

    List<String> designators(ItemKey container) {
        return jdbc.sql("select designator from specimen where reference = :reference and container = :container")
                .param("reference", container.reference().value())
                .param("container", container.number())
                .query(String.class)
                .list();
    }

    void add(ItemKey container, List<InventoryLine> lines) {
        template.batchUpdate(
                """
                insert into specimen (reference, container, designator, kind, element, side, completeness, mass, human, zones)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                lines,
                500,
                (row, line) -> {
                    row.setString(1, container.reference().value());
                    row.setString(2, container.number());
                    row.setString(3, line.designator());
                    row.setString(4, line.kind().name());
                    row.setString(5, line.element());
                    row.setString(6, line.side() == null ? null : line.side().name());
                    row.setString(7, line.completeness());
                    row.setBigDecimal(8, line.mass());
                    row.setString(9, line.human().name());
                    row.setString(10, line.zones().text());
                });
    }

    /** @param decision the id of the decision that puts them there; null for a first grouping, which has one for all */
    void link(
            Reference reference,
            List<Link> links,
            String groupedBy,
            String reviewedBy,
            LocalDate since,
            Long decision) {
        template.batchUpdate(
                """
                insert into individual_specimen (reference, individual, container, designator, method, strength, grouped_by,
                    reviewed_by, since, decision_id, active)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)""",
                links,
                500,
                (row, link) -> {
                    row.setString(1, reference.value());
                    row.setString(2, link.individual());
                    row.setString(3, link.container());
                    row.setString(4, link.designator());
                    row.setString(5, link.method());
                    row.setString(6, link.strength());
                    row.setString(7, groupedBy);
                    row.setString(8, reviewedBy);
                    row.setObject(9, since);
                    row.setObject(10, decision, Types.BIGINT);
                });
    }

    /**
     * Moves every specimen of one individual to another of its handover. The old links end, new ones begin; none is edited away. What it
     * has from another handover keeps its link there and follows, because the individual it is linked to is a part of this one.
     *
     * @param proposedBy who found that they are one person
     * @param reviewedBy somebody else
     */
    public void consolidate(
            ItemKey from, ItemKey into, String proposedBy, String reviewedBy, LocalDate on, long decision) {
        List<Link> links = own(from).stream()
                .map(specimen -> new Link(
                        into.number(),
                        specimen.container(),
                        specimen.designator(),
                        Link.isRefit(specimen.linkMethod()) ? "CONSOLIDATION, REFIT" : "CONSOLIDATION",
                        "REVIEWED"))
                .toList();
        jdbc.sql(
                        """
                update individual_specimen set active = null, ended = :on
                where reference = :reference and individual = :individual and active = 1""")
                .param("on", on)
                .param("reference", from.reference().value())
                .param("individual", from.number())
                .update();
        link(from.reference(), links, proposedBy, reviewedBy, on, decision);
    }

    /** Ends the link of each specimen to the individual it belongs to. The rows stay (rule I6). */
    void unlink(Reference reference, List<Link> links, LocalDate on) {
        template.batchUpdate(
                """
                update individual_specimen set active = null, ended = ?
                where reference = ? and container = ? and designator = ? and active = 1""",
                links,
                500,
                (row, link) -> {
                    row.setObject(1, on);
                    row.setString(2, reference.value());
                    row.setString(3, link.container());
                    row.setString(4, link.designator());
                });
    }

    /** Records that a sample used a specimen up. */
    public void consume(Specimen specimen, LocalDate on) {
        jdbc.sql(
                        """
                update specimen set consumed_on = :on
                where reference = :reference and container = :container and designator = :designator""")
                .param("on", on)
                .param("reference", specimen.reference().value())
                .param("container", specimen.container())
                .param("designator", specimen.designator())
                .update();
    }

    /** Records the ruling of two people that the specimens of an individual, of whatever handover, are not human (rule I9). They are kept. */
    public void ruleNonHuman(ItemKey individual) {
        rule(individual, Human.NO);
    }

    /** Opens that ruling again: whether the specimens are human is what the new case is about. */
    public void questionNonHuman(ItemKey individual) {
        rule(individual, Human.UNDETERMINED);
    }

    private void rule(ItemKey individual, Human human) {
        for (ItemKey part : individuals.partsOf(individual)) {
            jdbc.sql(
                            """
                    update specimen s set human = :human where reference = :reference and exists (select 1 from individual_specimen l
                        where l.reference = s.reference and l.container = s.container and l.designator = s.designator
                        and l.active = 1 and l.individual = :individual)""")
                    .param("human", human.name())
                    .param("reference", part.reference().value())
                    .param("individual", part.number())
                    .update();
        }
    }

    private static Specimen specimen(ResultSet row, int number) throws SQLException {
        String side = row.getString("side");
        return new Specimen(
                new Reference(row.getString("reference")),
                row.getString("container"),
                row.getString("designator"),
                Kind.valueOf(row.getString("kind")),
                row.getString("element"),
                side == null ? null : Side.valueOf(side),
                row.getString("completeness"),
                row.getBigDecimal("mass"),
                Human.valueOf(row.getString("human")),
                Zones.parse(row.getString("zones")),
                row.getString("individual"),
                row.getString("method"),
                row.getObject("consumed_on", LocalDate.class));
    }
}
