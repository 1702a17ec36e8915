package org.handover.protocol;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.handover.account.Account;
import org.handover.account.Accounts;
import org.handover.reading.RecordViews;
import org.handover.reading.Unknown;
import org.handover.seal.Seals;
import org.handover.seal.SignedDigest;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.Reference;
import org.springframework.context.ApplicationContext;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.expression.ThymeleafEvaluationContext;

/**
 * Protocols of a handover and of a container, as PDF in English or Korean. They say what came, how many of which unit, under which seals, who
 * signed, what differed, and the digest that was signed of it. Nobody is named who lies in a container, and nothing that the counterparty said of
 * one, so everybody gets the same document; while the record stays as it is, the same bytes.
 */
@Component
public class Protocols {

    private final JdbcClient jdbc;
    private final Seals seals;
    private final Accounts accounts;
    private final RecordViews record;
    private final ITemplateEngine templates;
    private final ApplicationContext application;
    private final ConversionService conversion = new DefaultConversionService();

    Protocols(
            JdbcClient jdbc,
            Seals seals,
            Accounts accounts,
            RecordViews record,
            ITemplateEngine templates,
            ApplicationContext application) {
        this.jdbc = jdbc;
        this.seals = seals;
        this.accounts = accounts;
        this.record = record;
        this.templates = templates;
        this.application = application;
    }

    /**
     * A container as it came and went.
     *
     * @param state {@code RECEIVED}, {@code REFUSED} by the witness, or {@code UNWITNESSED}
     * @param sealIntact null while it is not accessioned
     * @param hash of its last custody event; null when it is in nobody's custody
     */
    public record Container(
            String number,
            String state,
            LocalDate receivedOn,
            String place,
            String handedOverBy,
            String receivedBy,
            String witnessedBy,
            LocalDate witnessedOn,
            String seal,
            String sealOut,
            String sealIn,
            String transferCase,
            String recasedBy,
            LocalDate recasedOn,
            String sealFound,
            Boolean sealIntact,
            String accessionedBy,
            String accessionWitnessedBy,
            LocalDate accessionedOn,
            String hash) {}

    /** One receipt: so many containers from one hand into another on one day. */
    public record Receipt(
            LocalDate on,
            String place,
            String handedOverBy,
            String receivedBy,
            String witnessedBy,
            LocalDate witnessedOn,
            int containers,
            int refused) {}

    /**
     * An act of custody on so many containers.
     *
     * @param reason null where it differs from one container to the other, e.g. by its seal
     * @param hash of the event, null for more than one
     */
    public record Act(
            Instant at,
            ZoneId zone,
            String place,
            String act,
            String from,
            String to,
            String releasedBy,
            String receivedBy,
            String reason,
            int containers,
            String hash) {}

    /** How many specimens of a kind came out of a container. */
    public record Specimens(String kind, int number) {}

    /** @param sets null when the number was left open */
    public record Agreement(LocalDate on, Integer sets, String place, String destination) {}

    /** The protocol of a handover. */
    public byte[] handover(Reference handover, Locale language) {
        SignedDigest digest = seals.seal(handover);
        List<Container> containers = containers(handover, null);
        long refused = containers.stream()
                .filter(each -> each.state().equals("REFUSED"))
                .count();
        List<Account.Discrepancy> discrepancies = accounts.discrepancies(handover);
        return pdf(
                "handover",
                digest,
                language,
                Map.of(
                        "title", handover.value(),
                        "counterparty", counterparty(handover),
                        "agreement", agreement(handover),
                        "receipts", receipts(handover),
                        "containers", containers,
                        "received", (int) (containers.size() - refused),
                        "refused", (int) refused,
                        "discrepancies", discrepancies,
                        "incidents", record.incidents(handover),
                        "acts", acts(handover)));
    }

    /**
     * The protocol of one container.
     *
     * @throws Unknown when the handover has no such container
     */
    public byte[] container(ItemKey key, Locale language) {
        Container container = containers(key.reference(), key.number()).stream()
                .findFirst()
                .orElseThrow(() -> new Unknown("%s has no container %s".formatted(key.reference(), key.number())));
        return pdf(
                "container",
                seals.seal(key.reference()),
                language,
                Map.of(
                        "title", key.toString(),
                        "counterparty", counterparty(key.reference()),
                        "container", container,
                        "acts", acts(key),
                        "specimens", specimens(key),
                        "incidents",
                                record.incidents(key.reference()).stream()
                                        .filter(incident -> incident.item().equals(key.number()))
                                        .toList()));
    }

    private byte[] pdf(String template, SignedDigest digest, Locale language, Map<String, Object> values) {
        var context = new Context(language);
        context.setVariables(values);
        context.setVariable("digest", digest);
        context.setVariable("border", Place.BORDER);
        context.setVariable("font", Pdf.FONT);
        context.setVariable(
                ThymeleafEvaluationContext.THYMELEAF_EVALUATION_CONTEXT_CONTEXT_VARIABLE_NAME,
                new ThymeleafEvaluationContext(application, conversion));
        Locale outer = LocaleContextHolder.getLocale();
        LocaleContextHolder.setLocale(language);
        try {
            String page = templates.process("protocol/" + template, context);
            return Pdf.of(
                    page,
                    digest.signedAt(),
                    Long.parseUnsignedLong(digest.hash().substring(0, 16), 16));
        } finally {
            LocaleContextHolder.setLocale(outer);
        }
    }

    private String counterparty(Reference handover) {
        return jdbc.sql("select counterparty from handover where reference = :reference")
                .param("reference", handover.value())
                .query(String.class)
                .single();
    }

    private Optional<Agreement> agreement(Reference handover) {
        return jdbc.sql(
                        """
                select * from talks_session where reference = :reference and outcome = 'AGREED'
                order by session desc fetch first 1 rows only""")
                .param("reference", handover.value())
                .query((row, number) -> new Agreement(
                        row.getObject("handover_on", LocalDate.class),
                        row.getObject("agreed_sets", Integer.class),
                        row.getString("handover_place"),
                        row.getString("destination")))
                .optional();
    }

    private List<Receipt> receipts(Reference handover) {
        return jdbc.sql(
                        """
                select received_on, received_at_place, handed_over_by, received_by, witnessed_by, witnessed_on,
                    count(*) as containers, count(refused_on) as refused
                from container where reference = :reference
                group by received_on, received_at_place, handed_over_by, received_by, witnessed_by, witnessed_on
                order by received_on, received_at_place, handed_over_by, received_by, witnessed_on, witnessed_by""")
                .param("reference", handover.value())
                .query((row, number) -> new Receipt(
                        row.getObject("received_on", LocalDate.class),
                        row.getString("received_at_place"),
                        row.getString("handed_over_by"),
                        row.getString("received_by"),
                        row.getString("witnessed_by"),
                        row.getObject("witnessed_on", LocalDate.class),
                        row.getInt("containers"),
                        row.getInt("refused")))
                .list();
    }

    /** @param number null for all of them */
    private List<Container> containers(Reference handover, String number) {
        return jdbc.sql(
                        """
                select c.*, (select e.hash from custody_event e where e.item = c.reference || '/' || c.number
                    and not exists (select 1 from custody_event n where n.item = e.item and n.prev_seq = e.seq)) as hash
                from container c where c.reference = :reference and (cast(:number as varchar(20)) is null or c.number = :number)
                order by length(c.number), c.number""")
                .param("reference", handover.value())
                .param("number", number)
                .query(Protocols::container)
                .list();
    }

    private static Container container(ResultSet row, int number) throws SQLException {
        boolean witnessed = row.getObject("witnessed_on") != null;
        boolean refused = row.getObject("refused_on") != null;
        return new Container(
                row.getString("number"),
                refused ? "REFUSED" : witnessed ? "RECEIVED" : "UNWITNESSED",
                row.getObject("received_on", LocalDate.class),
                row.getString("received_at_place"),
                row.getString("handed_over_by"),
                row.getString("received_by"),
                row.getString("witnessed_by"),
                row.getObject("witnessed_on", LocalDate.class),
                row.getString("seal"),
                row.getString("seal_out"),
                row.getString("seal_in"),
                row.getString("transfer_case"),
                row.getString("recased_by"),
                row.getObject("recased_on", LocalDate.class),
                row.getString("seal_found"),
                row.getObject("seal_intact", Boolean.class),
                row.getString("accessioned_by"),
                row.getString("accession_witnessed_by"),
                row.getObject("accessioned_on", LocalDate.class),
                row.getString("hash"));
    }

    /** What was done with many containers at once is one line. */
    private List<Act> acts(Reference handover) {
        return jdbc.sql(
                        """
                select e.at, e.place, e.act, e.from_holder, e.to_holder, e.released_by, e.received_by, count(*) as containers,
                    case when min(e.reason) = max(e.reason) then min(e.reason) end as reason, cast(null as varchar(64)) as hash
                from custody_event e join container c on e.item = c.reference || '/' || c.number and c.reference = e.reference
                where e.reference = :reference
                group by e.at, e.place, e.act, e.from_holder, e.to_holder, e.released_by, e.received_by
                order by e.at, min(e.seq), e.place, e.act, e.from_holder, e.to_holder, e.released_by, e.received_by""")
                .param("reference", handover.value())
                .query(Protocols::act)
                .list();
    }

    private List<Act> acts(ItemKey item) {
        return jdbc.sql("select e.*, 1 as containers from custody_event e where e.item = :item order by e.seq")
                .param("item", item.toString())
                .query(Protocols::act)
                .list();
    }

    private static Act act(ResultSet row, int number) throws SQLException {
        String place = row.getString("place");
        return new Act(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                Place.zoneOf(place),
                place,
                row.getString("act"),
                holder(row.getString("from_holder")),
                holder(row.getString("to_holder")),
                row.getString("released_by"),
                row.getString("received_by"),
                row.getString("reason"),
                row.getInt("containers"),
                row.getString("hash"));
    }

    /** Whose family it is stands in no document that goes from hand to hand. */
    private static String holder(String holder) {
        return holder.startsWith("FAMILY:") ? "FAMILY" : holder;
    }

    private List<Specimens> specimens(ItemKey container) {
        return jdbc.sql(
                        """
                select kind, count(*) as number from specimen where reference = :reference and container = :container
                group by kind order by kind""")
                .param("reference", container.reference().value())
                .param("container", container.number())
                .query((row, number) -> new Specimens(row.getString("kind"), row.getInt("number")))
                .list();
    }
}
