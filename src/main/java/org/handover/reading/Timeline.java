package org.handover.reading;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.handover.security.Reader;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Everything dated of the record in one order. What happened to many things in one act is one entry. Findings, reasons of the
 * laboratory and what families said are not in it; persons only for those who may see them; for whoever examines blind nothing
 * that says whom the remains may be of.
 */
@Component
public class Timeline {

    private static final ZoneId LABORATORY = Place.HICKAM.zone();

    private final JdbcClient jdbc;
    private final Told told;

    Timeline(JdbcClient jdbc, Told told) {
        this.jdbc = jdbc;
        this.told = told;
    }

    /**
     * Something that happened.
     *
     * @param what the word of the record, e.g. {@code STATEMENT}, {@code DEPARTURE}
     * @param when an instant in UTC, a local date, or a month when the day is unknown
     * @param zone the zone a local date is in
     * @param item what it happened to within the handover; null for the handover itself
     * @param text in words
     * @param by the signed-in user who recorded it, or a role named in the record
     * @param person id of a person it concerns; null also for readers who may not see it
     */
    public record Entry(String what, String when, String zone, String item, String text, String by, String person) {}

    /** @param key when to sort it; a date on which nobody noted the hour begins or ends its day */
    private record Dated(Instant key, Entry entry) {

        Dated about(String person) {
            var about =
                    new Entry(entry.what(), entry.when(), entry.zone(), entry.item(), entry.text(), entry.by(), person);
            return new Dated(key, about);
        }
    }

    public List<Entry> of(Reference reference, Reader reader) {
        Set<String> families = told.of(reference);
        Predicate<String> sees = person -> reader.seesName(families.contains(person));
        var all = new ArrayList<Dated>();
        statements(reference, all);
        stock(reference, all);
        talks(reference, all);
        decisions(reference, reader, sees, all);
        discrepancies(reference, all);
        containers(reference, all);
        custody(reference, sees, all);
        flight(reference, all);
        ceremonies(reference, all);
        laboratory(reference, all);
        cases(reference, all);
        notices(reference, reader, sees, all);
        incidents(reference, all);
        fieldOperations(reference, all);
        return all.stream()
                .sorted(Comparator.comparing(Dated::key))
                .map(Dated::entry)
                .toList();
    }

    private void statements(Reference reference, List<Dated> all) {
        each("select * from statement where reference = :reference order by id", reference, row -> {
            String relayed = row.getString("relayed_by");
            String said = "%s: %s%s"
                    .formatted(
                            row.getString("kind"),
                            row.getString("said_text"),
                            row.getObject("amount") == null
                                    ? ""
                                    : " (%s %d %s)"
                                            .formatted(
                                                    row.getString("qualifier"),
                                                    row.getInt("amount"),
                                                    row.getString("unit")));
            all.add(morning(
                    "STATEMENT",
                    row.getString("said_on"),
                    Place.BORDER,
                    null,
                    said,
                    relayed == null ? row.getString("speaker") : row.getString("speaker") + ", relayed by " + relayed));
        });
    }

    private void stock(Reference reference, List<Dated> all) {
        each("select * from handover where reference = :reference", reference, row -> {
            if (row.getString("cases_staged_on") != null) {
                all.add(morning(
                        "CASES_STAGED",
                        row.getString("cases_staged_on"),
                        Place.BORDER,
                        null,
                        "%s %d empty cases at %s"
                                .formatted(
                                        row.getString("cases_qualifier"),
                                        row.getInt("cases_staged"),
                                        row.getString("cases_staged_at")),
                        null));
            }
            if (row.getString("cases_recalled_on") != null) {
                all.add(morning(
                        "CASES_RECALLED",
                        row.getString("cases_recalled_on"),
                        Place.BORDER,
                        null,
                        row.getInt("cases_recalled") + " empty cases came back",
                        null));
            }
        });
    }

    private void talks(Reference reference, List<Dated> all) {
        each("select * from talks_session where reference = :reference order by session", reference, row -> {
            String outcome = row.getString("outcome");
            String text = "session %d at %s: %s"
                    .formatted(
                            row.getInt("session"),
                            row.getString("venue"),
                            outcome == null
                                    ? "scheduled"
                                    : outcome.equals("NO_SHOW")
                                            ? "NO_SHOW of " + row.getString("absent_party")
                                            : outcome.equals("AGREED")
                                                    ? "AGREED on %s sets, handover on %s"
                                                            .formatted(
                                                                    row.getObject("agreed_sets") == null
                                                                            ? "an unknown number of"
                                                                            : row.getString("agreed_sets"),
                                                                    row.getString("handover_on"))
                                                    : outcome);
            String by = row.getString("recorded_by");
            all.add(instant(
                    "TALKS",
                    row.getObject("talks_on", OffsetDateTime.class).toInstant(),
                    Place.BORDER,
                    null,
                    text,
                    by == null ? row.getString("scheduled_by") : by));
        });
    }

    private void decisions(Reference reference, Reader reader, Predicate<String> sees, List<Dated> all) {
        each(decisionsSeenBy(reader), reference, row -> {
            if (row.getInt("blind") == 1) {
                return;
            }
            String disposition = row.getString("disposition");
            String item = within(reference, row.getString("subject"));
            boolean ofTheHandover = item == null;
            String reason = ofTheHandover ? row.getString("reason") : null;
            String text = "%s: %s%s%s"
                    .formatted(
                            row.getString("stage"),
                            row.getString("outcome"),
                            disposition == null ? "" : " " + disposition,
                            reason == null ? "" : ", " + reason);
            String on = row.getString("decided_on");
            String by = row.getString("decided_by");
            Dated decided = ofTheHandover
                    ? morning("DECISION", on, Place.BORDER, null, text, by)
                    : evening("DECISION", on, LABORATORY, item, text, by);
            all.add(decided.about(shown(row.getString("person"), sees)));
        });
    }

    private void discrepancies(Reference reference, List<Dated> all) {
        each("select * from discrepancy where reference = :reference order by id", reference, row -> {
            all.add(morning(
                    "DISCREPANCY",
                    row.getString("found_on"),
                    Place.BORDER,
                    null,
                    "%d sets agreed, %d containers received"
                            .formatted(row.getInt("agreed_sets"), row.getInt("received_containers")),
                    null));
            if (row.getString("explained_on") != null) {
                all.add(morning(
                        "DISCREPANCY_EXPLAINED",
                        row.getString("explained_on"),
                        Place.BORDER,
                        null,
                        row.getString("next_step") + ": " + row.getString("explanation"),
                        row.getString("explained_by")));
            }
        });
    }

    private void containers(Reference reference, List<Dated> all) {
        act(reference, "RECEIVED", "received_on", "received_by", "containers received", Place.BORDER, all);
        act(reference, "WITNESSED", "witnessed_on", "witnessed_by", "containers witnessed", Place.BORDER, all);
        act(reference, "REFUSED", "refused_on", "witnessed_by", "containers refused", Place.BORDER, all);
        act(reference, "REVIEWED", "reviewed_on", "reviewed_by", "containers reviewed", Place.BORDER, all);
        act(reference, "RECASED", "recased_on", "recased_by", "containers re-cased", Place.BORDER, all);
        act(reference, "ACCESSIONED", "accessioned_on", "accessioned_by", "containers accessioned", LABORATORY, all);
        act(reference, "INVENTORIED", "inventoried_on", "inventoried_by", "containers inventoried", LABORATORY, all);
        act(
                reference,
                "INVENTORY_VERIFIED",
                "inventory_verified_on",
                "inventory_verified_by",
                "inventories verified",
                LABORATORY,
                all);
    }

    private void act(
            Reference reference, String what, String on, String by, String text, ZoneId zone, List<Dated> all) {
        String sql = "select %s as happened_on, %s as who, count(*) as number, min(number) as item from container"
                        .formatted(on, by)
                + " where reference = :reference and %s is not null group by %s, %s order by 1, 2"
                        .formatted(on, on, by);
        each(sql, reference, row -> {
            int number = row.getInt("number");
            String item = number == 1 ? row.getString("item") : null;
            String sentence = number + " " + text;
            all.add(
                    zone.equals(LABORATORY)
                            ? evening(what, row.getString("happened_on"), zone, item, sentence, row.getString("who"))
                            : morning(what, row.getString("happened_on"), zone, item, sentence, row.getString("who")));
        });
    }

    private void custody(Reference reference, Predicate<String> sees, List<Dated> all) {
        String sql =
                """
                select at, place, from_holder, to_holder, count(*) as number, min(item) as item from custody_event
                where reference = :reference and act = 'TRANSFERRED'
                group by at, place, from_holder, to_holder order by at, from_holder, to_holder""";
        each(sql, reference, row -> {
            String to = row.getString("to_holder");
            if (to.startsWith("FAMILY:") && !sees.test(to.substring("FAMILY:".length()))) {
                to = "FAMILY";
            }
            int number = row.getInt("number");
            all.add(instant(
                    "CUSTODY",
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    zoneOf(row.getString("place")),
                    number == 1 ? within(reference, row.getString("item")) : null,
                    "%d %s from %s to %s at %s"
                            .formatted(
                                    number,
                                    number == 1 ? "item" : "items",
                                    row.getString("from_holder"),
                                    to,
                                    row.getString("place")),
                    null));
        });
    }

    private void flight(Reference reference, List<Dated> all) {
        each("select * from flight_leg where reference = :reference order by leg", reference, row -> {
            OffsetDateTime departed = row.getObject("departed_at", OffsetDateTime.class);
            OffsetDateTime arrived = row.getObject("arrived_at", OffsetDateTime.class);
            String flight = "%s, mission %s".formatted(row.getString("aircraft"), row.getString("mission_number"));
            if (departed == null) {
                all.add(morning(
                        "FLIGHT_PLANNED",
                        row.getString("depart_on"),
                        zoneOf(row.getString("from_airfield")),
                        null,
                        "%s from %s to %s"
                                .formatted(flight, row.getString("from_airfield"), row.getString("to_airfield")),
                        row.getString("planned_by")));
            } else {
                all.add(instant(
                        "DEPARTURE",
                        departed.toInstant(),
                        zoneOf(row.getString("departed_from")),
                        null,
                        "%s left %s with %d cases"
                                .formatted(flight, row.getString("departed_from"), row.getInt("cases_on")),
                        row.getString("departure_by")));
            }
            if (arrived != null) {
                all.add(instant(
                        "ARRIVAL",
                        arrived.toInstant(),
                        zoneOf(row.getString("arrived_airfield")),
                        null,
                        "%s landed at %s with %d cases"
                                .formatted(flight, row.getString("arrived_airfield"), row.getInt("cases_off")),
                        row.getString("arrival_by")));
            }
        });
    }

    private void ceremonies(Reference reference, List<Dated> all) {
        each("select * from ceremony where reference = :reference order by id", reference, row -> {
            String place = row.getString("place");
            String text = "honors by %s at %s, %d cases present"
                    .formatted(row.getString("held_by"), place, row.getInt("cases_present"));
            // In Korea before the departure, in Hawaii after the arrival.
            all.add(
                    place.equals(Place.HICKAM.name())
                            ? evening(
                                    "CEREMONY",
                                    row.getString("held_on"),
                                    zoneOf(place),
                                    null,
                                    text,
                                    row.getString("recorded_by"))
                            : morning(
                                    "CEREMONY",
                                    row.getString("held_on"),
                                    zoneOf(place),
                                    null,
                                    text,
                                    row.getString("recorded_by")));
        });
    }

    private void laboratory(Reference reference, List<Dated> all) {
        String estimates = "select * from count_estimate where reference = :reference order by id";
        each(
                estimates,
                reference,
                row -> all.add(evening(
                        "ESTIMATE",
                        row.getString("estimated_on"),
                        LABORATORY,
                        null,
                        "%d individuals estimated by %s".formatted(row.getInt("individuals"), row.getString("method")),
                        row.getString("author"))));
        String groupings =
                """
                select since, grouped_by, count(*) as specimens, count(distinct individual) as individuals from individual_specimen
                where reference = :reference group by since, grouped_by order by since, grouped_by""";
        each(
                groupings,
                reference,
                row -> all.add(evening(
                        "GROUPED",
                        row.getString("since"),
                        LABORATORY,
                        null,
                        "%d specimens grouped into %d individuals"
                                .formatted(row.getInt("specimens"), row.getInt("individuals")),
                        row.getString("grouped_by"))));
    }

    private void cases(Reference reference, List<Dated> all) {
        each("select * from sample where reference = :reference order by number", reference, row -> {
            String sample = "sample %s for %s".formatted(row.getString("number"), row.getString("test"));
            if (row.getString("requested_on") != null) {
                all.add(evening(
                        "DNA_REQUESTED",
                        row.getString("requested_on"),
                        LABORATORY,
                        row.getString("individual"),
                        sample,
                        row.getString("cut_by")));
            }
            if (row.getString("received_on") != null) {
                all.add(evening(
                        "DNA_RESULT",
                        row.getString("received_on"),
                        LABORATORY,
                        row.getString("individual"),
                        sample,
                        null));
            }
        });
        String examinations = "select * from evidence where reference = :reference order by id";
        each(
                examinations,
                reference,
                row -> all.add(evening(
                        "EXAMINED",
                        row.getString("examined_on"),
                        LABORATORY,
                        row.getString("individual"),
                        row.getString("line"),
                        row.getString("examined_by"))));
        String closed = "select * from individual where reference = :reference and closed_on is not null";
        each(
                closed + " order by number",
                reference,
                row -> all.add(evening(
                        "CASE_CLOSED",
                        row.getString("closed_on"),
                        LABORATORY,
                        row.getString("number"),
                        row.getString("disposition"),
                        null)));
    }

    private void notices(Reference reference, Reader reader, Predicate<String> sees, List<Dated> all) {
        String notices = "select x.*, " + blind("1 = 1", reader) + " from notice x" + subjectOf(reader)
                + " where x.reference = :reference order by x.id";
        each(notices, reference, row -> {
            if (row.getInt("blind") == 0) {
                all.add(evening(
                                "NOTICE",
                                row.getString("given_on"),
                                LABORATORY,
                                within(reference, row.getString("subject")),
                                "%s: %s".formatted(row.getString("kind"), row.getString("outcome")),
                                row.getString("given_by"))
                        .about(shown(row.getString("person"), sees)));
            }
        });
    }

    private static String decisionsSeenBy(Reader reader) {
        return "select x.*, " + blind("x.stage not in ('LINES_OF_EVIDENCE', 'REOPENING')", reader) + " from decision x"
                + subjectOf(reader) + " where x.reference = :reference order by x.id";
    }

    /** Whether a row {@code x} tells a blind analyst of the person or of an object (rule I1); of a case only where it says so. */
    private static String blind(String ofCase, Reader reader) {
        return Blindness.column(
                "i.number is not null and " + ofCase + " and " + Blindness.OF_CASE + " or c.number is not null and "
                        + Blindness.OF_CONTAINER,
                reader);
    }

    /** The case {@code i} a row {@code x} is about, or the container {@code c} of the object it is about. */
    private static String subjectOf(Reader reader) {
        return reader.examinesBlind()
                ? """
                 left join individual i on i.reference = x.reference
                    and i.number = substring(x.subject from length(x.reference) + 2)
                left join traced_object o on o.business_key = x.subject
                left join container c on c.reference = o.reference and c.number = o.container"""
                : "";
    }

    private void incidents(Reference reference, List<Dated> all) {
        each("select * from incident where reference = :reference order by id", reference, row -> {
            String item = row.getString("item");
            all.add(morning(
                    "INCIDENT",
                    row.getString("opened_on"),
                    LABORATORY,
                    within(reference, item),
                    row.getString("kind") + ": " + row.getString("description"),
                    row.getString("opened_by")));
            if (row.getString("resolved_on") != null) {
                all.add(evening(
                        "INCIDENT_RESOLVED",
                        row.getString("resolved_on"),
                        LABORATORY,
                        within(reference, item),
                        row.getString("resolution"),
                        row.getString("resolved_by")));
            }
        });
    }

    private void fieldOperations(Reference reference, List<Dated> all) {
        each("select * from field_operation where reference = :reference order by business_key", reference, row -> {
            String item = within(reference, row.getString("business_key"));
            String site = row.getString("site");
            all.add(morning(
                    "OPERATION_AGREED",
                    row.getString("agreed_on"),
                    Place.BORDER,
                    item,
                    "field operations agreed",
                    null));
            if (row.getString("start_on") != null) {
                all.add(morning(
                        "OPERATION_PLANNED",
                        row.getString("start_on"),
                        Place.BORDER,
                        item,
                        "field operation at " + site,
                        row.getString("planned_by")));
            }
            if (row.getString("surveyed_on") != null) {
                all.add(morning(
                        "SURVEYED",
                        row.getString("surveyed_on"),
                        Place.BORDER,
                        item,
                        row.getBoolean("worth_recovering") ? "remains to be recovered" : "nothing to recover",
                        row.getString("surveyed_by")));
            }
            if (row.getString("recovered_on") != null) {
                all.add(evening(
                        "RECOVERED",
                        row.getString("recovered_on"),
                        Place.BORDER,
                        item,
                        row.getBoolean("remains_recovered") ? "remains recovered" : "nothing recovered",
                        row.getString("recovered_by")));
            }
        });
    }

    private static String shown(String person, Predicate<String> sees) {
        return person != null && sees.test(person) ? person : null;
    }

    private interface Reading {
        void accept(ResultSet row) throws SQLException;
    }

    private void each(String sql, Reference reference, Reading reading) {
        jdbc.sql(sql).param("reference", reference.value()).query((ResultSet row) -> reading.accept(row));
    }

    private static String within(Reference reference, String key) {
        return key.startsWith(reference + "/") ? key.substring(reference.value().length() + 1) : null;
    }

    private static ZoneId zoneOf(String place) {
        for (Place known : Place.values()) {
            if (known.name().equals(place)) {
                return known.zone();
            }
        }
        return Place.BORDER;
    }

    private static Dated instant(String what, Instant at, ZoneId zone, String item, String text, String by) {
        return new Dated(at, new Entry(what, at.toString(), zone.getId(), item, text, by, null));
    }

    /** On a date or in a month, before whatever has an hour that day. */
    private static Dated morning(String what, String on, ZoneId zone, String item, String text, String by) {
        LocalDate day = on.length() == 7 ? YearMonth.parse(on).atDay(1) : LocalDate.parse(on);
        return new Dated(day.atStartOfDay(zone).toInstant(), new Entry(what, on, zone.getId(), item, text, by, null));
    }

    /** On a date, after whatever has an hour that day. */
    private static Dated evening(String what, String on, ZoneId zone, String item, String text, String by) {
        Instant end = LocalDate.parse(on).atTime(LocalTime.MAX).atZone(zone).toInstant();
        return new Dated(end, new Entry(what, on, zone.getId(), item, text, by, null));
    }
}
