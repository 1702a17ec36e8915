package org.handover.reading;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.handover.custody.Custody;
import org.handover.custody.CustodyEvent;
import org.handover.custody.Verification;
import org.handover.security.Reader;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who holds what of a handover now, page by page, and the chain of one item. Families are named only to those who may see them. */
@Component
public class CustodyViews {

    /** Items on one page. */
    public static final int PAGE = 50;

    private static final String FAMILY = "FAMILY";

    /** The last event of each item, with what the item is and what kind of holder it has. */
    private static final String HOLDINGS =
            """
            select e.item, e.seq, e.to_holder, e.place,
                case when e.item like :reference || '/%/%' then 'SPECIMEN' when e.item like :reference || '/S-%' then 'SAMPLE'
                    else 'CONTAINER' end as kind,
                case when position(':' in e.to_holder) = 0 then e.to_holder
                    else substring(e.to_holder from 1 for position(':' in e.to_holder) - 1) end as holder_kind
            from custody_event e
            where e.reference = :reference
            and not exists (select 1 from custody_event n where n.item = e.item and n.seq = e.seq + 1)""";

    private static final String CHOSEN =
            """
            where (cast(:kind as varchar(20)) is null or h.kind = :kind)
            and (cast(:holder as varchar(120)) is null or h.holder_kind = :holder)
            and (cast(:container as varchar(60)) is null or h.item = :reference || '/' || :container
                or h.item like :reference || '/' || :container || '/%')""";

    private final JdbcClient jdbc;
    private final Custody custody;
    private final Told told;

    CustodyViews(JdbcClient jdbc, Custody custody, Told told) {
        this.jdbc = jdbc;
        this.custody = custody;
        this.told = told;
    }

    /**
     * Which items to list; null where any will do.
     *
     * @param kind {@code CONTAINER}, {@code SPECIMEN} or {@code SAMPLE}
     * @param holder the kind of the holder, e.g. {@code UNC} or {@code FAMILY}
     * @param container the number of the container that the items came in
     */
    public record Filter(String kind, String holder, String container) {

        public boolean isEmpty() {
            return kind == null && holder == null && container == null;
        }
    }

    /** How many items of one kind are with one kind of holder. */
    public record Share(String kind, String holder, int items) {}

    /**
     * An item and its one holder.
     *
     * @param item its number within the handover, e.g. {@code C-07/3}
     * @param since when this holder took it
     * @param zone of the place of the last act
     */
    public record Held(String item, String kind, String holder, Instant since, ZoneId zone, String place) {}

    /**
     * One page of the items.
     *
     * @param total items that fit the filter
     * @param page from 1
     */
    public record Page(List<Held> items, int total, int page, int pages) {}

    /** How the items of a handover are spread over holders, whatever the filter. */
    public List<Share> shares(Reference reference) {
        return jdbc.sql("select h.kind, h.holder_kind, count(*) as items from (" + HOLDINGS + ") h"
                        + " group by h.kind, h.holder_kind order by h.kind, h.holder_kind")
                .param("reference", reference.value())
                .query((row, line) ->
                        new Share(row.getString("kind"), row.getString("holder_kind"), row.getInt("items")))
                .list();
    }

    /** @param wanted the number of the page; the nearest one that exists is given */
    public Page page(Reference reference, Filter filter, int wanted, Reader reader) {
        int total = jdbc.sql("select count(*) from (" + HOLDINGS + ") h " + CHOSEN)
                .param("reference", reference.value())
                .param("kind", filter.kind())
                .param("holder", filter.holder())
                .param("container", filter.container())
                .query(Integer.class)
                .single();
        int pages = Math.max(1, (total + PAGE - 1) / PAGE);
        int page = Math.max(1, Math.min(wanted, pages));
        BinaryOperator<String> shown = told.holders(reference, reader);
        List<Held> items = jdbc.sql(
                        """
                select h.*, (select max(t.at) from custody_event t where t.item = h.item and t.act in ('TRANSFERRED', 'INHERITED'))
                    as since
                from (%s) h %s order by h.item limit :size offset :before"""
                                .formatted(HOLDINGS, CHOSEN))
                .param("reference", reference.value())
                .param("kind", filter.kind())
                .param("holder", filter.holder())
                .param("container", filter.container())
                .param("size", PAGE)
                .param("before", (page - 1) * PAGE)
                .query((row, line) -> new Held(
                        row.getString("item").substring(reference.value().length() + 1),
                        row.getString("kind"),
                        shown.apply(row.getString("to_holder"), reference.value()),
                        row.getObject("since", OffsetDateTime.class).toInstant(),
                        Place.zoneOf(row.getString("place")),
                        row.getString("place")))
                .list();
        return new Page(items, total, page, pages);
    }

    /**
     * One act on an item.
     *
     * @param from the holder who let go; the same as {@code to} when the item only moved
     * @param hash over all fields as recorded, also those that are not shown
     */
    public record Link(
            int sequence,
            String act,
            String from,
            String to,
            Instant at,
            ZoneId zone,
            String place,
            String releasedBy,
            String receivedBy,
            String reason,
            String hash) {}

    /**
     * A time during which one holder had the item.
     *
     * @param until null while it lasts
     * @param links the acts of that time: the one it began with, then those that did not change the holder
     */
    public record Period(String holder, Instant since, Instant until, List<Link> links) {}

    /**
     * The chain of an item.
     *
     * @param before who had it before the ledger; null when it began as a part of something
     * @param parts how many items came out of this one
     */
    public record Chain(
            String item,
            String kind,
            String before,
            List<Link> links,
            List<Period> periods,
            Verification verification,
            int parts) {}

    /** @throws Unknown when nobody has taken the item into custody */
    public Chain chain(ItemKey item, Reader reader) {
        List<CustodyEvent> events = custody.events(item);
        if (events.isEmpty()) {
            throw new Unknown("nobody of %s has taken %s into custody".formatted(item.reference(), item.number()));
        }
        BinaryOperator<String> shown = told.holders(item.reference(), reader);
        List<Link> links = events.stream()
                .map(event -> new Link(
                        event.sequence(),
                        event.act().name(),
                        shown.apply(event.from().value(), item.reference().value()),
                        shown.apply(event.to().value(), item.reference().value()),
                        event.at(),
                        Place.zoneOf(event.place()),
                        event.place(),
                        event.releasedBy(),
                        event.receivedBy(),
                        event.reason(),
                        event.hash()))
                .toList();
        Link first = links.get(0);
        String before = first.from().equals(first.to()) ? null : first.from();
        int parts = jdbc.sql(
                        "select count(*) from custody_event where reference = :reference and seq = 1 and item like :parts")
                .param("reference", item.reference().value())
                .param("parts", item + "/%")
                .query(Integer.class)
                .single();
        return new Chain(item.number(), kind(item), before, links, periods(links), Verification.of(events), parts);
    }

    private static List<Period> periods(List<Link> links) {
        var periods = new ArrayList<Period>();
        var during = new ArrayList<Link>();
        for (Link link : links) {
            if (!during.isEmpty() && !link.from().equals(link.to())) {
                periods.add(period(during, link.at()));
                during.clear();
            }
            during.add(link);
        }
        periods.add(period(during, null));
        return periods;
    }

    private static Period period(List<Link> during, Instant until) {
        Link first = during.get(0);
        return new Period(first.to(), first.at(), until, List.copyOf(during));
    }

    private static String kind(ItemKey item) {
        if (item.number().contains("/")) {
            return "SPECIMEN";
        }
        return item.number().startsWith("S-") ? "SAMPLE" : "CONTAINER";
    }
}
