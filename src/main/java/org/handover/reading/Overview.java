package org.handover.reading;

import static java.util.stream.Collectors.groupingBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.handover.engine.HandoverSteps;
import org.handover.engine.HandoverSteps.Waiting;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.Qualifier;
import org.handover.vocabulary.RecordClock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** All handovers at a glance, a page at a time, with the same few queries however many there are and however many cases they have. */
@Component
public class Overview {

    /** How many handovers a page shows. */
    public static final int PAGE = 50;

    private static final List<String> PHASES = List.of(
            "TALKS", "SUSPENDED", "TRANSFER", "FLIGHT", "IDENTIFICATION", "ACCOUNTED_FOR", "BROKEN_OFF", "WITHDRAWN");

    private final JdbcClient jdbc;
    private final HandoverSteps steps;
    private final RecordClock clock;

    Overview(JdbcClient jdbc, HandoverSteps steps, RecordClock clock) {
        this.jdbc = jdbc;
        this.steps = steps;
        this.clock = clock;
    }

    /** In which order. */
    public enum Order {
        /** The newest pledge first. */
        PLEDGED,
        REFERENCE,
        /** In the order of the story. */
        PHASE,
        /** The most overdue first. */
        OVERDUE
    }

    /**
     * One handover.
     *
     * @param days since the pledge, until today or until the handover ended
     * @param ended whether it is over
     * @param next where it waits, people first
     * @param said the counterparty's last number in sets; null when it gave none
     * @param agreed the last agreement; null when there is none
     * @param received containers
     * @param openCases individuals whose case is open
     * @param overdue tasks past their due date, of the handover and of everything within it
     */
    public record Row(
            String reference,
            String phase,
            String counterparty,
            LocalDate pledgedOn,
            long days,
            boolean ended,
            List<Waiting> next,
            Said said,
            Agreed agreed,
            int received,
            int openCases,
            int discrepancies,
            int incidents,
            int overdue) {}

    /** @param saidOn a date, or a month */
    public record Said(String kind, int sets, Qualifier qualifier, String speaker, String saidOn) {}

    /** @param sets null when the number was left open */
    public record Agreed(Integer sets) {}

    /**
     * A page of handovers.
     *
     * @param total how many there are, of the wanted phase
     * @param phases how many there are of each phase that there is, in the order of the story
     * @param all how many there are of any phase
     */
    public record Page(List<Row> rows, int number, int total, Map<String, Integer> phases, int all, Instant asOf) {}

    private record Brief(String reference, String phase, LocalDate pledgedOn) {}

    /**
     * A page of the handovers.
     *
     * @param phase null for all
     * @param search a part of the reference, in any case; null or blank for all
     * @param page from 1; beyond the last one it is the last one
     */
    @Transactional(readOnly = true)
    public Page page(String phase, String search, Order order, int page) {
        List<Brief> found = found(search);
        var phases = new LinkedHashMap<String, Integer>();
        for (String each : PHASES) {
            int number = (int)
                    found.stream().filter(brief -> brief.phase().equals(each)).count();
            if (number > 0) {
                phases.put(each, number);
            }
        }
        Map<String, Integer> overdue = steps.overdue();
        List<Brief> wanted = found.stream()
                .filter(brief -> phase == null || brief.phase().equals(phase))
                .sorted(order(order, overdue))
                .toList();
        int last = Math.max(1, (wanted.size() + PAGE - 1) / PAGE);
        int number = Math.min(Math.max(page, 1), last);
        List<String> references = wanted.stream()
                .skip((number - 1) * (long) PAGE)
                .limit(PAGE)
                .map(Brief::reference)
                .toList();
        return new Page(rows(references, overdue), number, wanted.size(), phases, found.size(), clock.now());
    }

    private List<Brief> found(String search) {
        String part = search == null ? "" : search.strip().toUpperCase(Locale.ROOT);
        return jdbc.sql("select reference, phase, pledged_on from handover where reference like :part escape '!'")
                .param("part", "%" + part.replaceAll("[!%_]", "!$0") + "%")
                .query((row, line) -> new Brief(
                        row.getString("reference"),
                        row.getString("phase"),
                        row.getObject("pledged_on", LocalDate.class)))
                .list();
    }

    private static Comparator<Brief> order(Order order, Map<String, Integer> overdue) {
        Comparator<Brief> newest = Comparator.comparing(Brief::pledgedOn)
                .reversed()
                .thenComparing(Brief::reference, Comparator.reverseOrder());
        return switch (order) {
            case PLEDGED -> newest;
            case REFERENCE -> Comparator.comparing(Brief::reference);
            case PHASE ->
                Comparator.<Brief>comparingInt(brief -> PHASES.indexOf(brief.phase()))
                        .thenComparing(newest);
            case OVERDUE ->
                Comparator.<Brief>comparingInt(brief -> -overdue.getOrDefault(brief.reference(), 0))
                        .thenComparing(newest);
        };
    }

    private List<Row> rows(List<String> references, Map<String, Integer> overdue) {
        if (references.isEmpty()) {
            return List.of();
        }
        Map<String, List<Waiting>> next = steps.of(references).stream().collect(groupingBy(Waiting::reference));
        Map<String, Instant> ended = steps.ended(references);
        Map<String, Said> said = said(references);
        Map<String, Agreed> agreed = agreed(references);
        Map<String, Map<String, Integer>> counts = counts(references);
        LocalDate today = clock.today(Place.BORDER);
        Map<String, Row> rows = jdbc
                .sql("select * from handover where reference in (:references)")
                .param("references", references)
                .query((row, line) -> {
                    String reference = row.getString("reference");
                    LocalDate pledgedOn = row.getObject("pledged_on", LocalDate.class);
                    Instant end = ended.get(reference);
                    LocalDate until =
                            end == null ? today : end.atZone(Place.BORDER).toLocalDate();
                    Map<String, Integer> own = counts.getOrDefault(reference, Map.of());
                    return new Row(
                            reference,
                            row.getString("phase"),
                            row.getString("counterparty"),
                            pledgedOn,
                            ChronoUnit.DAYS.between(pledgedOn, until),
                            end != null,
                            next.getOrDefault(reference, List.of()),
                            said.get(reference),
                            agreed.get(reference),
                            own.getOrDefault("received", 0),
                            own.getOrDefault("cases", 0),
                            own.getOrDefault("discrepancies", 0),
                            own.getOrDefault("incidents", 0),
                            overdue.getOrDefault(reference, 0));
                })
                .list()
                .stream()
                .collect(Collectors.toMap(Row::reference, Function.identity()));
        return references.stream().map(rows::get).toList();
    }

    private Map<String, Said> said(List<String> references) {
        var said = new HashMap<String, Said>();
        jdbc.sql(
                        """
                select * from (
                    select s.*, row_number() over (partition by reference order by said_on desc, id desc) as latest from statement s
                    where kind in ('PLEDGED', 'OFFERED', 'DECLARED') and unit = 'SETS' and amount is not null
                        and reference in (:references)) t
                where latest = 1""")
                .param("references", references)
                .query(row -> {
                    said.put(
                            row.getString("reference"),
                            new Said(
                                    row.getString("kind"),
                                    row.getInt("amount"),
                                    Qualifier.valueOf(row.getString("qualifier")),
                                    row.getString("speaker"),
                                    row.getString("said_on")));
                });
        return said;
    }

    private Map<String, Agreed> agreed(List<String> references) {
        var agreed = new HashMap<String, Agreed>();
        jdbc.sql(
                        """
                select * from (
                    select t.reference, t.agreed_sets, row_number() over (partition by reference order by session desc) as latest
                    from talks_session t where outcome = 'AGREED' and reference in (:references)) t
                where latest = 1""")
                .param("references", references)
                .query(row -> {
                    agreed.put(row.getString("reference"), new Agreed(row.getObject("agreed_sets", Integer.class)));
                });
        return agreed;
    }

    private Map<String, Map<String, Integer>> counts(List<String> references) {
        var counts = new HashMap<String, Map<String, Integer>>();
        jdbc.sql(
                        """
                select 'received' as what, reference, count(*) as number from container
                where refused_on is null and reference in (:references) group by reference
                union all
                select 'cases', reference, count(*) from individual
                where case_state <> 'CLOSED' and reference in (:references) group by reference
                union all
                select 'discrepancies', reference, count(*) from discrepancy
                where explanation is null and reference in (:references) group by reference
                union all
                select 'incidents', reference, count(*) from incident
                where resolution is null and reference in (:references) group by reference""")
                .param("references", references)
                .query(row -> {
                    counts.computeIfAbsent(row.getString("reference"), reference -> new HashMap<>())
                            .put(row.getString("what"), row.getInt("number"));
                });
        return counts;
    }
}
