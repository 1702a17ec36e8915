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
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.handover.audit.Disclosure;
import org.handover.security.Reader;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.Reference;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Everything dated of the record in one order. What one person did to many things on one day is one entry, so that the timeline grows
 * with the days of the work and not with the individuals. Findings, reasons of the laboratory and what families said are not in it;
 * persons only for those who may see them; for whoever examines blind nothing that says whom the remains may be of.
 */
@Component
public class Timeline {

    private static final ZoneId LABORATORY = Place.HICKAM.zone();

    private final JdbcClient jdbc;
    private final Told told;
    private final MessageSource messages;

    Timeline(JdbcClient jdbc, Told told, MessageSource messages) {
        this.jdbc = jdbc;
        this.told = told;
        this.messages = messages;
    }

    /** What a part of the timeline is about. */
    public enum Chapter {
        /** Statements, talks, decisions on the handover, discrepancies, field operations. */
        TALKS,
        /** Stock, receipt, field review, custody, flight, honors. */
        TRANSFER,
        /** Accession, inventories, grouping, cases and their decisions, incidents. */
        LABORATORY,
        /** What families and the public were told. */
        NOTICES
    }

    /**
     * Something that happened.
     *
     * @param what the word of the record, e.g. {@code STATEMENT}, {@code DEPARTURE}
     * @param when an instant in UTC, a local date, or a month when the day is unknown
     * @param zone the zone a local date is in
     * @param item what it happened to within the handover; null for the handover itself and for several items
     * @param text in words
     * @param by the signed-in user who recorded it, or a role named in the record
     * @param person id of a person it concerns; null also for readers who may not see it
     */
    public record Entry(String what, String when, String zone, String item, String text, String by, String person) {}

    /**
     * A part of the timeline.
     *
     * @param number from 1
     * @param more whether there are further entries
     */
    public record Slice(List<Entry> entries, int number, boolean more) {}

    /** The whole timeline in English, the oldest first. */
    public List<Entry> of(Reference reference, Reader reader) {
        return tell(reference, reader, null, Locale.ENGLISH, false, Integer.MAX_VALUE).stream()
                .map(Dated::entry)
                .toList();
    }

    /**
     * A part of the timeline. From every table no more rows are read than it takes to fill it.
     *
     * @param chapter null for all
     * @param newest whether the newest come first
     * @param page from 1, of {@link Page#BOARD} entries
     */
    public Slice page(Reference reference, Reader reader, Chapter chapter, Locale locale, boolean newest, int page) {
        int number = Math.min(Math.max(page, 1), Integer.MAX_VALUE / Page.BOARD - 1);
        int end = number * Page.BOARD;
        List<Dated> all = tell(reference, reader, chapter, locale, newest, end + 1);
        List<Entry> entries = all.stream()
                .skip(end - Page.BOARD)
                .limit(Page.BOARD)
                .map(Dated::entry)
                .toList();
        return new Slice(entries, number, all.size() > end);
    }

    private List<Dated> tell(
            Reference reference, Reader reader, Chapter chapter, Locale locale, boolean newest, int limit) {
        Set<String> families = told.of(reference);
        var telling = new Telling(
                reference, reader, person -> reader.seesName(families.contains(person)), locale, newest, limit);
        if (chapter == null || chapter == Chapter.TALKS) {
            telling.statements();
            telling.talks();
            telling.decisionsOnTheHandover();
            telling.discrepancies();
            telling.fieldOperations();
            telling.repairs();
        }
        if (chapter == null || chapter == Chapter.TRANSFER) {
            telling.stock();
            telling.received();
            telling.custody();
            telling.flight();
            telling.ceremonies();
        }
        if (chapter == null || chapter == Chapter.LABORATORY) {
            telling.inventories();
            telling.grouping();
            telling.cases();
            telling.decisionsOnItems();
            telling.incidents();
        }
        if (chapter == null || chapter == Chapter.NOTICES) {
            telling.notices();
        }
        Comparator<Dated> order = Comparator.comparing(Dated::key);
        return telling.all.stream().sorted(newest ? order.reversed() : order).toList();
    }

    /** @param key when to sort it; a date on which nobody noted the hour begins or ends its day */
    private record Dated(Instant key, Entry entry) {

        Dated about(String person) {
            var about =
                    new Entry(entry.what(), entry.when(), entry.zone(), entry.item(), entry.text(), entry.by(), person);
            return new Dated(key, about);
        }
    }

    private interface Reading {
        void accept(ResultSet row) throws SQLException;
    }

    /** One reading of the record, table by table; each gives its rows in the order wanted, up to the limit. */
    private final class Telling {

        private final Reference reference;
        private final Reader reader;
        private final Predicate<String> sees;
        private final Locale locale;
        private final boolean newest;
        private final int limit;
        private final List<Dated> all = new ArrayList<>();

        Telling(Reference reference, Reader reader, Predicate<String> sees, Locale locale, boolean newest, int limit) {
            this.reference = reference;
            this.reader = reader;
            this.sees = sees;
            this.locale = locale;
            this.newest = newest;
            this.limit = limit;
        }

        // What was said and agreed

        void statements() {
            each("select * from statement where reference = :reference", "said_on, id", row -> {
                String relayed = row.getString("relayed_by");
                String speaker = word("party", row.getString("speaker"));
                Integer number = row.getObject("amount", Integer.class);
                String said = number == null
                        ? say("qualifier.NO_NUMBER")
                        : say("qualified." + row.getString("qualifier"), say("count." + row.getString("unit"), number));
                all.add(morning(
                        "STATEMENT",
                        row.getString("said_on"),
                        Place.BORDER,
                        null,
                        say(
                                "timeline.text.STATEMENT",
                                word("statement", row.getString("kind")),
                                row.getString("said_text"),
                                said),
                        relayed == null ? speaker : say("timeline.relayed", speaker, word("party", relayed))));
            });
        }

        void talks() {
            each("select * from talks_session where reference = :reference", "talks_on, session", row -> {
                String outcome = row.getString("outcome");
                Integer sets = row.getObject("agreed_sets", Integer.class);
                String venue = word("place", row.getString("venue"));
                int session = row.getInt("session");
                String text =
                        switch (outcome == null ? "SCHEDULED" : outcome) {
                            case "NO_SHOW" ->
                                say(
                                        "timeline.text.TALKS.NO_SHOW",
                                        session,
                                        venue,
                                        word("party", row.getString("absent_party")));
                            case "AGREED" ->
                                say(
                                        "timeline.text.TALKS.AGREED",
                                        session,
                                        venue,
                                        sets == null ? say("timeline.noSets") : say("count.SETS", sets),
                                        row.getString("handover_on"));
                            case "ADJOURNED" -> say("timeline.text.TALKS.ADJOURNED", session, venue);
                            default -> say("timeline.text.TALKS.SCHEDULED", session, venue);
                        };
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

        void decisionsOnTheHandover() {
            String decisions = "select * from decision where reference = :reference and subject = :reference";
            each(decisions, "decided_on, id", row -> {
                String reason = row.getString("reason");
                String decided = decided(row);
                all.add(morning(
                                "DECISION",
                                row.getString("decided_on"),
                                Place.BORDER,
                                null,
                                reason == null ? decided : say("timeline.text.because", decided, reason),
                                row.getString("decided_by"))
                        .about(shown(row.getString("person"))));
            });
        }

        void discrepancies() {
            each(
                    "select * from discrepancy where reference = :reference",
                    "found_on, id",
                    row -> all.add(morning(
                            "DISCREPANCY",
                            row.getString("found_on"),
                            row.getString("item") == null ? Place.BORDER : Place.HICKAM.zone(),
                            null,
                            row.getString("item") == null
                                    ? say(
                                            "timeline.text.DISCREPANCY",
                                            say("count.SETS", row.getInt("agreed_sets")),
                                            say("count.CONTAINERS", row.getInt("received_containers")))
                                    : say(
                                            "timeline.text.DISCREPANCY_ITEM",
                                            row.getString("item"),
                                            row.getString("description")),
                            row.getString("found_by"))));
            String explained = "select * from discrepancy where reference = :reference and explained_on is not null";
            each(
                    explained,
                    "explained_on, id",
                    row -> all.add(morning(
                            "DISCREPANCY_EXPLAINED",
                            row.getString("explained_on"),
                            Place.BORDER,
                            null,
                            say(
                                    "timeline.text.DISCREPANCY_EXPLAINED",
                                    word("next", row.getString("next_step")),
                                    row.getString("explanation")),
                            row.getString("explained_by"))));
        }

        void fieldOperations() {
            operations("OPERATION_AGREED", "agreed_on", null, "OPERATION_AGREED");
            operations("OPERATION_PLANNED", "start_on", "planned_by", "OPERATION_PLANNED");
            each(
                    operations("surveyed_on"),
                    "surveyed_on, business_key",
                    row -> all.add(morning(
                            "SURVEYED",
                            row.getString("surveyed_on"),
                            Place.BORDER,
                            within(row.getString("business_key")),
                            say("timeline.text.SURVEYED." + row.getBoolean("worth_recovering")),
                            row.getString("surveyed_by"))));
            each(
                    operations("recovered_on"),
                    "recovered_on, business_key",
                    row -> all.add(evening(
                            "RECOVERED",
                            row.getString("recovered_on"),
                            Place.BORDER,
                            within(row.getString("business_key")),
                            say("timeline.text.RECOVERED." + row.getBoolean("remains_recovered")),
                            row.getString("recovered_by"))));
        }

        private void operations(String what, String on, String by, String text) {
            each(
                    operations(on),
                    on + ", business_key",
                    row -> all.add(morning(
                            what,
                            row.getString(on),
                            Place.BORDER,
                            within(row.getString("business_key")),
                            say("timeline.text." + text, row.getString("site")),
                            by == null ? null : row.getString(by))));
        }

        private static String operations(String on) {
            return "select * from field_operation where reference = :reference and %s is not null".formatted(on);
        }

        /** What an operator did to a running instance, with both who did; the reason is read where repairs are. */
        void repairs() {
            each(
                    "select * from repair where reference = :reference and act = 'DONE'",
                    "at, number",
                    row -> all.add(instant(
                            "REPAIRED",
                            row.getObject("at", OffsetDateTime.class).toInstant(),
                            LABORATORY,
                            within(row.getString("subject")),
                            say(
                                    "timeline.text.REPAIRED." + row.getString("kind"),
                                    row.getString("from_element"),
                                    row.getString("to_element"),
                                    row.getString("proposed_by")),
                            row.getString("acted_by"))));
        }

        // What came, and how

        void stock() {
            each("select * from handover where reference = :reference", "reference", row -> {
                if (row.getString("cases_staged_on") != null) {
                    String cases = say("count.CASES", row.getInt("cases_staged"));
                    String qualifier = row.getString("cases_qualifier");
                    all.add(morning(
                            "CASES_STAGED",
                            row.getString("cases_staged_on"),
                            Place.BORDER,
                            null,
                            say(
                                    "timeline.text.CASES_STAGED",
                                    say("qualified." + (qualifier == null ? "EXACTLY" : qualifier), cases),
                                    word("place", row.getString("cases_staged_at"))),
                            null));
                }
                if (row.getString("cases_recalled_on") != null) {
                    all.add(morning(
                            "CASES_RECALLED",
                            row.getString("cases_recalled_on"),
                            Place.BORDER,
                            null,
                            say("timeline.text.CASES_RECALLED", say("count.CASES", row.getInt("cases_recalled"))),
                            null));
                }
            });
        }

        void received() {
            containers("RECEIVED", "received_on", "received_by", Place.BORDER);
            containers("WITNESSED", "witnessed_on", "witnessed_by", Place.BORDER);
            containers("REFUSED", "refused_on", "witnessed_by", Place.BORDER);
            containers("REVIEWED", "reviewed_on", "reviewed_by", Place.BORDER);
            containers("RECASED", "recased_on", "recased_by", Place.BORDER);
        }

        void inventories() {
            containers("ACCESSIONED", "accessioned_on", "accessioned_by", LABORATORY);
            containers("INVENTORIED", "inventoried_on", "inventoried_by", LABORATORY);
            containers("INVENTORY_VERIFIED", "inventory_verified_on", "inventory_verified_by", LABORATORY);
        }

        private void containers(String what, String on, String by, ZoneId zone) {
            String sql = "select %s as happened_on, %s as who, count(*) as number, min(number) as item from container"
                            .formatted(on, by)
                    + " where reference = :reference and %s is not null group by %s, %s".formatted(on, on, by);
            each(sql, on + ", " + by, row -> {
                int number = row.getInt("number");
                String item = number == 1 ? row.getString("item") : null;
                String text = say("timeline.text." + what, say("count.CONTAINERS", number));
                all.add(
                        zone.equals(LABORATORY)
                                ? evening(what, row.getString("happened_on"), zone, item, text, row.getString("who"))
                                : morning(what, row.getString("happened_on"), zone, item, text, row.getString("who")));
            });
        }

        void custody() {
            String sql =
                    """
                    select at, place, from_holder, to_holder, count(*) as number, min(item) as item from custody_event
                    where reference = :reference and act = 'TRANSFERRED' group by at, place, from_holder, to_holder""";
            each(sql, "at, from_holder, to_holder", row -> {
                int number = row.getInt("number");
                all.add(instant(
                        "CUSTODY",
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        Place.zoneOf(row.getString("place")),
                        number == 1 ? within(row.getString("item")) : null,
                        say(
                                "timeline.text.CUSTODY",
                                number,
                                holder(row.getString("from_holder")),
                                holder(row.getString("to_holder")),
                                word("place", row.getString("place"))),
                        null));
            });
        }

        private String holder(String holder) {
            int colon = holder.indexOf(':');
            String kind = colon < 0 ? holder : holder.substring(0, colon);
            String which = colon < 0 ? "" : holder.substring(colon + 1);
            if (kind.equals("FAMILY") && sees.test(which)) {
                Disclosure.ofName(which, reference.value());
                return say("timeline.familyOf", which);
            }
            String name = kind.equals("AIRLIFT") ? which : word("party", which);
            return messages.getMessage("holder." + kind, new Object[] {name}, holder, locale)
                    .strip();
        }

        void flight() {
            String legs = "select * from flight_leg where reference = :reference and ";
            each(
                    legs + "departed_at is null",
                    "depart_on, leg",
                    row -> all.add(morning(
                            "FLIGHT_PLANNED",
                            row.getString("depart_on"),
                            Place.zoneOf(row.getString("from_airfield")),
                            null,
                            say(
                                    "timeline.text.FLIGHT_PLANNED",
                                    row.getString("aircraft"),
                                    row.getString("mission_number"),
                                    word("place", row.getString("from_airfield")),
                                    word("place", row.getString("to_airfield"))),
                            row.getString("planned_by"))));
            each(
                    legs + "departed_at is not null",
                    "departed_at, leg",
                    row -> all.add(instant(
                            "DEPARTURE",
                            row.getObject("departed_at", OffsetDateTime.class).toInstant(),
                            Place.zoneOf(row.getString("departed_from")),
                            null,
                            say(
                                    "timeline.text.DEPARTURE",
                                    row.getString("aircraft"),
                                    row.getString("mission_number"),
                                    word("place", row.getString("departed_from")),
                                    say("count.CASES", row.getInt("cases_on"))),
                            row.getString("departure_by"))));
            each(
                    legs + "arrived_at is not null",
                    "arrived_at, leg",
                    row -> all.add(instant(
                            "ARRIVAL",
                            row.getObject("arrived_at", OffsetDateTime.class).toInstant(),
                            Place.zoneOf(row.getString("arrived_airfield")),
                            null,
                            say(
                                    "timeline.text.ARRIVAL",
                                    row.getString("aircraft"),
                                    row.getString("mission_number"),
                                    word("place", row.getString("arrived_airfield")),
                                    say("count.CASES", row.getInt("cases_off"))),
                            row.getString("arrival_by"))));
        }

        void ceremonies() {
            each("select * from ceremony where reference = :reference", "held_on, id", row -> {
                String place = row.getString("place");
                String on = row.getString("held_on");
                ZoneId zone = Place.zoneOf(place);
                String by = row.getString("recorded_by");
                String text = say(
                        "timeline.text.CEREMONY",
                        word("party", row.getString("held_by")),
                        word("place", place),
                        say("count.CASES", row.getInt("cases_present")));
                // In Korea before the departure, in Hawaii after the arrival.
                all.add(
                        place.equals(Place.HICKAM.name())
                                ? evening("CEREMONY", on, zone, null, text, by)
                                : morning("CEREMONY", on, zone, null, text, by));
            });
        }

        // At the laboratory

        void grouping() {
            each(
                    "select * from count_estimate where reference = :reference",
                    "estimated_on, id",
                    row -> all.add(evening(
                            "ESTIMATE",
                            row.getString("estimated_on"),
                            LABORATORY,
                            null,
                            say(
                                    "timeline.text.ESTIMATE",
                                    say("count.INDIVIDUALS", row.getInt("individuals")),
                                    row.getString("method")),
                            row.getString("author"))));
            String groupings =
                    """
                    select since, grouped_by, count(*) as specimens, count(distinct individual) as individuals
                    from individual_specimen where reference = :reference group by since, grouped_by""";
            each(
                    groupings,
                    "since, grouped_by",
                    row -> all.add(evening(
                            "GROUPED",
                            row.getString("since"),
                            LABORATORY,
                            null,
                            say(
                                    "timeline.text.GROUPED",
                                    say("count.SPECIMENS", row.getInt("specimens")),
                                    say("count.INDIVIDUALS", row.getInt("individuals"))),
                            row.getString("grouped_by"))));
        }

        void cases() {
            ofCases("DNA_REQUESTED", "sample", "requested_on", "test", "line", "cut_by");
            ofCases("DNA_RESULT", "sample", "received_on", "test", "line", null);
            ofCases("EXAMINED", "evidence", "examined_on", "line", "line", "examined_by");
            String closed =
                    """
                    select closed_on, disposition, count(*) as number, min(number) as item from individual
                    where reference = :reference and closed_on is not null group by closed_on, disposition""";
            each(
                    closed,
                    "closed_on, disposition",
                    row -> all.add(evening(
                            "CASE_CLOSED",
                            row.getString("closed_on"),
                            LABORATORY,
                            row.getInt("number") == 1 ? row.getString("item") : null,
                            times(word("disposition", row.getString("disposition")), row.getInt("number")),
                            null)));
        }

        /** @param by null where nobody of ours did it */
        private void ofCases(String what, String table, String on, String kind, String words, String by) {
            String who = by == null ? "cast(null as varchar(100))" : by;
            String sql =
                    "select %s as happened_on, %s as kind, %s as who, count(*) as number, min(individual) as item from %s"
                                    .formatted(on, kind, who, table)
                            + " where reference = :reference and %s is not null group by %s, %s%s"
                                    .formatted(on, on, kind, by == null ? "" : ", " + by);
            each(
                    sql,
                    on + ", " + kind,
                    row -> all.add(evening(
                            what,
                            row.getString("happened_on"),
                            LABORATORY,
                            row.getInt("number") == 1 ? row.getString("item") : null,
                            times(word(words, row.getString("kind")), row.getInt("number")),
                            row.getString("who"))));
        }

        void decisionsOnItems() {
            String decisions = "select y.decided_on, y.stage, y.outcome, y.disposition, y.decided_by, y.person,"
                    + " count(*) as number, min(y.subject) as subject from (select x.*, "
                    + blind("x.stage not in ('LINES_OF_EVIDENCE', 'REOPENING')") + " from decision x" + subject()
                    + " where x.reference = :reference and x.subject <> :reference) y where y.blind = 0"
                    + " group by y.decided_on, y.stage, y.outcome, y.disposition, y.decided_by, y.person";
            each(
                    decisions,
                    "y.decided_on, min(y.id)",
                    row -> all.add(evening(
                                    "DECISION",
                                    row.getString("decided_on"),
                                    LABORATORY,
                                    row.getInt("number") == 1 ? within(row.getString("subject")) : null,
                                    times(decided(row), row.getInt("number")),
                                    row.getString("decided_by"))
                            .about(shown(row.getString("person")))));
        }

        private String decided(ResultSet row) throws SQLException {
            String disposition = row.getString("disposition");
            String stage = word("stage", row.getString("stage"));
            String outcome = word("outcome", row.getString("outcome"));
            return disposition == null
                    ? say("timeline.text.DECISION", stage, outcome)
                    : say("timeline.text.DECISION.disposition", stage, outcome, word("disposition", disposition));
        }

        void notices() {
            String notices = "select * from (select x.*, " + blind("1 = 1") + " from notice x" + subject()
                    + " where x.reference = :reference) y where y.blind = 0";
            each(
                    notices,
                    "y.given_on, y.id",
                    row -> all.add(evening(
                                    "NOTICE",
                                    row.getString("given_on"),
                                    LABORATORY,
                                    within(row.getString("subject")),
                                    say(
                                            "timeline.text.NOTICE",
                                            word("notice", row.getString("kind")),
                                            word("attempt", row.getString("outcome"))),
                                    row.getString("given_by"))
                            .about(shown(row.getString("person")))));
        }

        /** Whether a row {@code x} tells a blind analyst of the person or of an object (rule I1); of a case only where it says so. */
        private String blind(String ofCase) {
            return Blindness.column(
                    "i.number is not null and " + ofCase + " and " + Blindness.OF_CASE + " or c.number is not null and "
                            + Blindness.OF_CONTAINER,
                    reader);
        }

        /** The case {@code i} a row {@code x} is about, or the container {@code c} of the object it is about. */
        private String subject() {
            return reader.examinesBlind()
                    ? """
                     left join individual i on i.reference = x.reference
                        and i.number = substring(x.subject from length(x.reference) + 2)
                    left join traced_object o on o.business_key = x.subject
                    left join container c on c.reference = o.reference and c.number = o.container"""
                    : "";
        }

        void incidents() {
            each(
                    "select * from incident where reference = :reference",
                    "opened_on, id",
                    row -> all.add(morning(
                            "INCIDENT",
                            row.getString("opened_on"),
                            LABORATORY,
                            within(row.getString("item")),
                            say(
                                    "timeline.text.INCIDENT",
                                    word("incident", row.getString("kind")),
                                    row.getString("description")),
                            row.getString("opened_by"))));
            String resolved = "select * from incident where reference = :reference and resolved_on is not null";
            each(
                    resolved,
                    "resolved_on, id",
                    row -> all.add(evening(
                            "INCIDENT_RESOLVED",
                            row.getString("resolved_on"),
                            LABORATORY,
                            within(row.getString("item")),
                            row.getString("resolution"),
                            row.getString("resolved_by"))));
        }

        /** @param order columns, the first of them when it happened */
        private void each(String sql, String order, Reading reading) {
            String direction = newest ? " desc" : "";
            jdbc.sql(sql + " order by " + order.replace(", ", direction + ", ") + direction
                            + " fetch first :limit rows only")
                    .param("reference", reference.value())
                    .param("limit", limit)
                    .query((ResultSet row) -> reading.accept(row));
        }

        private String say(String key, Object... arguments) {
            return messages.getMessage(key, arguments, locale);
        }

        private String word(String list, String value) {
            return messages.getMessage(list + "." + value, null, value, locale);
        }

        private String times(String text, int number) {
            return number == 1 ? text : say("timeline.text.times", text, number);
        }

        private String shown(String person) {
            return person != null && sees.test(person) ? Disclosure.ofName(person, reference.value()) : null;
        }

        private String within(String key) {
            return key.startsWith(reference + "/")
                    ? key.substring(reference.value().length() + 1)
                    : null;
        }
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
