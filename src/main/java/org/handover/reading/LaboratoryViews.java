package org.handover.reading;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.handover.account.Accounts;
import org.handover.engine.OpenSteps;
import org.handover.security.Reader;
import org.handover.vocabulary.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What came in containers: the containers, their specimens, and the cases of the provisional individuals. */
@Component
public class LaboratoryViews {

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final OpenSteps steps;
    private final Told told;

    LaboratoryViews(JdbcClient jdbc, Accounts accounts, OpenSteps steps, Told told) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.steps = steps;
        this.told = told;
    }

    /**
     * @param number ours; theirs is {@code theirLabel}, a claim
     * @param human what the field review found, null before it; {@code reviewCondition} and {@code anomaly} likewise
     * @param sealIn the seal of the transfer case, null before the re-casing
     * @param sealFound the seal read at the accession, null when none was written down
     * @param state {@code REFUSED}, or where it is in the account
     */
    public record Container(
            String number,
            String seal,
            String theirLabel,
            String condition,
            String recoverySite,
            String effects,
            String transferCase,
            String sealOut,
            String sealIn,
            String human,
            LocalDate reviewedOn,
            String reviewCondition,
            String anomaly,
            LocalDate receivedOn,
            String receivedAt,
            String sealFound,
            Boolean sealIntact,
            String storage,
            LocalDate accessionedOn,
            String accessionedBy,
            String state) {}

    /**
     * @param zones which parts of its element it preserves; null when nobody said
     * @param mass grams; null when it was not weighed
     * @param individual the provisional individual it is assigned to; null when to none
     * @param state where it is in the account
     */
    public record Specimen(
            String container,
            String designator,
            String kind,
            String element,
            String side,
            String completeness,
            String zones,
            BigDecimal mass,
            String human,
            String individual,
            String state) {}

    /**
     * The case of a provisional individual.
     *
     * @param cycle counts its reopenings, from 1
     * @param openSteps ids of the model's elements where somebody has to act now
     * @param person id of the named person; null also for readers who may not see it
     * @param groupedOn when its first specimen was assigned to it
     */
    public record Case(
            String key,
            String individual,
            String state,
            int cycle,
            List<String> openSteps,
            String disposition,
            String person,
            String consolidatedInto,
            int specimens,
            LocalDate groupedOn,
            LocalDate closedOn) {}

    /** The containers, in the order of their numbers. */
    public List<Container> containers(Reference handover) {
        Map<String, Accounts.ContainerState> states = accounts.containerStates(handover);
        return jdbc.sql("select * from container where reference = :reference order by number")
                .param("reference", handover.value())
                .query((row, line) -> new Container(
                        row.getString("number"),
                        row.getString("seal"),
                        row.getString("their_label"),
                        row.getString("condition"),
                        row.getString("recovery_site"),
                        row.getString("effects"),
                        row.getString("transfer_case"),
                        row.getString("seal_out"),
                        row.getString("seal_in"),
                        row.getString("human"),
                        row.getObject("reviewed_on", LocalDate.class),
                        row.getString("review_condition"),
                        row.getString("anomaly"),
                        row.getObject("received_on", LocalDate.class),
                        row.getString("received_at_place"),
                        row.getString("seal_found"),
                        row.getObject("seal_intact", Boolean.class),
                        row.getString("storage"),
                        row.getObject("accessioned_on", LocalDate.class),
                        row.getString("accessioned_by"),
                        row.getObject("refused_on") == null ? name(states.get(row.getString("number"))) : "REFUSED"))
                .list();
    }

    /**
     * The specimens of every verified inventory.
     *
     * @param container the number of the one container to read; null for all
     */
    public List<Specimen> specimens(Reference handover, String container) {
        Map<String, Accounts.SpecimenState> states = accounts.specimenStates(handover);
        return jdbc.sql(
                        """
                select s.*, a.individual from specimen s
                left join individual_specimen a on a.reference = s.reference and a.container = s.container
                    and a.designator = s.designator and a.active = 1
                where s.reference = :reference and (cast(:container as varchar(20)) is null or s.container = :container)
                order by s.container, s.designator""")
                .param("reference", handover.value())
                .param("container", container)
                .query((row, line) -> new Specimen(
                        row.getString("container"),
                        row.getString("designator"),
                        row.getString("kind"),
                        row.getString("element"),
                        row.getString("side"),
                        row.getString("completeness"),
                        row.getString("zones"),
                        row.getBigDecimal("mass"),
                        row.getString("human"),
                        row.getString("individual"),
                        name(states.get(row.getString("container") + "/" + row.getString("designator")))))
                .list();
    }

    /** The cases; persons only for those who may see them. */
    public List<Case> cases(Reference handover, Reader reader) {
        Set<String> families = told.of(handover);
        Map<String, List<String>> open = steps.of(handover);
        return jdbc.sql(
                        """
                select i.*, (select count(*) from individual_specimen a where a.reference = i.reference and a.individual = i.number
                        and a.active = 1) as specimens,
                    (select min(a.since) from individual_specimen a where a.reference = i.reference and a.individual = i.number)
                        as grouped_on
                from individual i where i.reference = :reference order by i.number""")
                .param("reference", handover.value())
                .query((row, line) -> {
                    String key = handover.item(row.getString("number")).toString();
                    return new Case(
                            key,
                            row.getString("number"),
                            row.getString("case_state"),
                            row.getInt("cycle"),
                            open.getOrDefault(key, List.of()),
                            row.getString("disposition"),
                            reader.seesName(families.contains(row.getString("person")))
                                    ? row.getString("person")
                                    : null,
                            row.getString("consolidated_into"),
                            row.getInt("specimens"),
                            row.getObject("grouped_on", LocalDate.class),
                            row.getObject("closed_on", LocalDate.class));
                })
                .list();
    }

    /** Null for what was recorded in the moment between the two queries. */
    private static String name(Enum<?> state) {
        return state == null ? null : state.name();
    }
}
