package org.handover.reading;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.handover.account.Accounts;
import org.handover.security.Reader;
import org.handover.vocabulary.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What came in containers: the containers and their specimens. */
@Component
public class LaboratoryViews {

    private final JdbcClient jdbc;
    private final Accounts accounts;

    LaboratoryViews(JdbcClient jdbc, Accounts accounts) {
        this.jdbc = jdbc;
        this.accounts = accounts;
    }

    /**
     * @param number ours; theirs is {@code theirLabel}, a claim
     * @param human what the field review found, null before it; {@code reviewCondition} and {@code anomaly} likewise
     * @param sealIn the seal of the transfer case, null before the re-casing
     * @param sealFound the seal read at the accession, null when none was written down
     * @param state {@code REFUSED}, or where it is in the account
     * @param withheld whether label, conditions, recovery site, effects and anomaly are kept from this reader, who examines blind (I1)
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
            String state,
            boolean withheld) {}

    /**
     * @param element the bone, tooth or object; of an object null for a reader who examines blind (rule I1)
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
            String state) {

        Specimen in(String place) {
            return new Specimen(
                    container, designator, kind, element, side, completeness, zones, mass, human, individual, place);
        }
    }

    /** The containers, in the order of their numbers. */
    public List<Container> containers(Reference handover, Reader reader) {
        Map<String, Accounts.ContainerState> states = accounts.containerStates(handover);
        return jdbc.sql("select c.*, " + Blindness.column(Blindness.OF_CONTAINER, reader)
                        + " from container c where c.reference = :reference order by length(c.number), c.number")
                .param("reference", handover.value())
                .query((row, line) -> {
                    boolean withheld = row.getInt("blind") == 1;
                    return new Container(
                            row.getString("number"),
                            row.getString("seal"),
                            withheld ? null : row.getString("their_label"),
                            withheld ? null : row.getString("condition"),
                            withheld ? null : row.getString("recovery_site"),
                            withheld ? null : row.getString("effects"),
                            row.getString("transfer_case"),
                            row.getString("seal_out"),
                            row.getString("seal_in"),
                            row.getString("human"),
                            row.getObject("reviewed_on", LocalDate.class),
                            withheld ? null : row.getString("review_condition"),
                            withheld ? null : row.getString("anomaly"),
                            row.getObject("received_on", LocalDate.class),
                            row.getString("received_at_place"),
                            row.getString("seal_found"),
                            row.getObject("seal_intact", Boolean.class),
                            row.getString("storage"),
                            row.getObject("accessioned_on", LocalDate.class),
                            row.getString("accessioned_by"),
                            row.getObject("refused_on") == null ? name(states.get(row.getString("number"))) : "REFUSED",
                            withheld);
                })
                .list();
    }

    /**
     * The specimens of every verified inventory.
     *
     * @param container the number of the one container to read; null for all
     */
    public Page.Of<Specimen> specimens(Reference handover, String container, Reader reader, Page page) {
        List<Specimen> found = jdbc.sql(
                        "select s.*, a.individual, " + Blindness.column(Blindness.OF_CONTAINER, reader)
                                + """
                 from (
                    select * from specimen
                    where reference = :reference and (cast(:container as varchar(20)) is null or container = :container)
                    order by length(container), container, length(designator), designator
                    offset :offset rows fetch next :size rows only) s
                join container c on c.reference = s.reference and c.number = s.container
                left join individual_specimen a on a.reference = s.reference and a.container = s.container
                    and a.designator = s.designator and a.active = 1
                order by length(s.container), s.container, length(s.designator), s.designator""")
                .param("reference", handover.value())
                .param("container", container)
                .param("offset", page.offset())
                .param("size", page.size())
                .query((row, line) -> specimen(row))
                .list();
        List<Specimen> rows = withStates(handover, found, container == null && page == Page.ALL);
        int total = page == Page.ALL
                ? rows.size()
                : jdbc.sql(
                                """
                        select count(*) from specimen
                        where reference = :reference and (cast(:container as varchar(20)) is null or container = :container)""")
                        .param("reference", handover.value())
                        .param("container", container)
                        .query(Integer.class)
                        .single();
        return new Page.Of<>(rows, total, page);
    }

    private List<Specimen> withStates(Reference handover, List<Specimen> found, boolean all) {
        Map<String, Accounts.SpecimenState> states = all
                ? accounts.specimenStates(handover)
                : accounts.specimenStates(
                        handover,
                        found.stream().map(Specimen::container).distinct().toList());
        return found.stream()
                .map(each -> each.in(name(states.get(each.container() + "/" + each.designator()))))
                .toList();
    }

    private static Specimen specimen(ResultSet row) throws SQLException {
        boolean withheld = row.getInt("blind") == 1 && row.getString("kind").equals("MATERIAL_EVIDENCE");
        return new Specimen(
                row.getString("container"),
                row.getString("designator"),
                row.getString("kind"),
                withheld ? null : row.getString("element"),
                row.getString("side"),
                withheld ? null : row.getString("completeness"),
                row.getString("zones"),
                row.getBigDecimal("mass"),
                row.getString("human"),
                row.getString("individual"),
                null);
    }

    /** Null for what was recorded in the moment between the two queries. */
    private static String name(Enum<?> state) {
        return state == null ? null : state.name();
    }
}
