package org.handover.reading;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where the containers of a handover were, and with whom, from the custody ledger: one row for each place and holder. */
@Component
public class RouteViews {

    /** The custody events of containers, not of what came out of them. */
    private static final String CONTAINERS =
            """
            from custody_event e join container c on c.reference = e.reference and e.item = c.reference || '/' || c.number
            where e.reference = :reference""";

    private final JdbcClient jdbc;

    RouteViews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Containers with one holder at one place.
     *
     * @param containers how many were there at any time
     * @param first when the first of them came
     * @param last the last act on one of them there
     * @param now how many are there still
     */
    public record Stay(
            String place, ZoneId zone, String holder, int containers, Instant first, Instant last, int now) {}

    /** In the order in which the first container came. */
    public List<Stay> stays(Reference reference) {
        Map<String, Integer> now = now(reference);
        return jdbc.sql("select e.place, e.to_holder, count(distinct e.item) as containers, min(e.at) as first_at,"
                        + " max(e.at) as last_at "
                        + CONTAINERS + " group by e.place, e.to_holder order by min(e.at), min(e.seq)")
                .param("reference", reference.value())
                .query((row, line) -> new Stay(
                        row.getString("place"),
                        Place.zoneOf(row.getString("place")),
                        row.getString("to_holder"),
                        row.getInt("containers"),
                        row.getObject("first_at", OffsetDateTime.class).toInstant(),
                        row.getObject("last_at", OffsetDateTime.class).toInstant(),
                        now.getOrDefault(row.getString("place") + "\n" + row.getString("to_holder"), 0)))
                .list();
    }

    private Map<String, Integer> now(Reference reference) {
        var now = new HashMap<String, Integer>();
        jdbc.sql("select e.place, e.to_holder, count(*) as containers " + CONTAINERS
                        + " and not exists (select 1 from custody_event n where n.item = e.item and n.seq = e.seq + 1)"
                        + " group by e.place, e.to_holder")
                .param("reference", reference.value())
                .query(row -> {
                    now.put(row.getString("place") + "\n" + row.getString("to_holder"), row.getInt("containers"));
                });
        return now;
    }
}
