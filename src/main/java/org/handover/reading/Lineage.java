package org.handover.reading;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.handover.audit.Disclosure;
import org.handover.security.Reader;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * From a container over its specimens to the individuals they belong and belonged to, and back: one query, whichever end it begins at
 * (rules W13, X14). It names nobody.
 */
@Component
public class Lineage {

    private final JdbcClient jdbc;

    Lineage(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A specimen and one individual it belongs or belonged to; a specimen that never belonged to anybody is there once.
     *
     * @param handover the reference of the handover it came with
     * @param element of an object null for a reader who examines blind (rule I1)
     * @param container its number at the handover, which stays its provenance (rule X3)
     * @param individual the key of the individual; null when it never belonged to any
     * @param now whether it belongs there now
     * @param until the local date on which that ended; null while it belongs there
     * @param reason of the decision that put it there later than the first grouping; null for a first grouping, and for readers who may
     *     not see names, since it may say one
     * @param disposition of the individual, null while its case is open
     * @param consolidatedInto the key of the individual that this one proved to be; null when it did not
     */
    public record Link(
            String handover,
            String container,
            String transferCase,
            String specimen,
            String kind,
            String element,
            String side,
            String individual,
            boolean now,
            LocalDate since,
            LocalDate until,
            String method,
            String strength,
            String groupedBy,
            String reviewedBy,
            String reason,
            String disposition,
            String consolidatedInto) {}

    /**
     * What hangs together with a container, a specimen or an individual of a handover. Exactly one of them is given.
     *
     * @param container e.g. {@code C-07}
     * @param specimen e.g. {@code C-07/12}
     * @param individual e.g. {@code I-012}: every specimen that belongs or belonged to it or to one that proved to be the same
     *     person, also of another handover
     * @throws Refusal when none or several are given
     */
    public List<Link> of(Reference handover, String container, String specimen, String individual, Reader reader) {
        long given = Stream.of(container, specimen, individual)
                .filter(Objects::nonNull)
                .count();
        if (given != 1) {
            throw new Refusal("give one of container, specimen and individual, e.g. ?individual=I-012");
        }
        String which = container != null
                ? "s.container = :container"
                : specimen != null
                        ? "s.container = :container and s.designator = :designator"
                        : """
                          (s.reference, s.container, s.designator) in (
                              select o.reference, o.container, o.designator from individual_specimen o
                              join individual p on p.reference = o.reference and p.number = o.individual
                              where p.reference = :reference and p.number = :individual
                                  or p.consolidated_into_reference = :reference and p.consolidated_into = :individual)""";
        String within = individual == null ? "s.reference = :reference and " : "";
        int slash = specimen == null ? -1 : specimen.indexOf('/');
        return jdbc.sql("select " + Blindness.column(Blindness.OF_CONTAINER, reader)
                        + """
                , s.reference, s.container, c.transfer_case, s.designator, s.kind, s.element, s.side, l.individual, l.active,
                    l.since, l.ended, l.method, l.strength, l.grouped_by, l.reviewed_by, i.disposition,
                    i.consolidated_into, i.consolidated_into_reference, d.reason
                from specimen s
                join container c on c.reference = s.reference and c.number = s.container
                left join individual_specimen l on l.reference = s.reference and l.container = s.container
                    and l.designator = s.designator
                left join decision d on d.id = l.decision_id
                left join individual i on i.reference = l.reference and i.number = l.individual
                where """
                        + " " + within + which
                        + " order by s.reference, s.container, length(s.designator), s.designator, l.id")
                .param("reference", handover.value())
                .param("container", slash < 0 ? container : specimen.substring(0, slash))
                .param("designator", slash < 0 ? null : specimen.substring(slash + 1))
                .param("individual", individual)
                .query((row, line) -> {
                    String number = row.getString("individual");
                    String into = row.getString("consolidated_into");
                    boolean withheld =
                            row.getInt("blind") == 1 && row.getString("kind").equals("MATERIAL_EVIDENCE");
                    var own = new Reference(row.getString("reference"));
                    return new Link(
                            own.value(),
                            row.getString("container"),
                            row.getString("transfer_case"),
                            row.getString("container") + "/" + row.getString("designator"),
                            row.getString("kind"),
                            withheld ? null : row.getString("element"),
                            row.getString("side"),
                            number == null ? null : own.item(number).toString(),
                            row.getObject("active") != null,
                            row.getObject("since", LocalDate.class),
                            row.getObject("ended", LocalDate.class),
                            row.getString("method"),
                            row.getString("strength"),
                            row.getString("grouped_by"),
                            row.getString("reviewed_by"),
                            reader.seesNames() && row.getInt("blind") == 0
                                    ? Disclosure.ofName(row.getString("reason"), own.value())
                                    : null,
                            row.getString("disposition"),
                            into == null ? null : row.getString("consolidated_into_reference") + "/" + into);
                })
                .list();
    }
}
