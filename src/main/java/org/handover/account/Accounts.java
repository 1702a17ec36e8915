package org.handover.account;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.handover.custody.Custody;
import org.handover.custody.Verification;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.Qualifier;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Unit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Takes the account of a handover. Every count is derived from the record when asked for; nothing is stored, nothing is written. */
@Service
public class Accounts {

    private static final List<String> DISPOSITIONS = List.of(
            "IDENTIFIED",
            "PARTNER_NAMED",
            "PARTNER_UNNAMED",
            "GROUP_ACCOUNTED",
            "CONSOLIDATE",
            "RETAINED",
            "NON_HUMAN");

    private final JdbcClient jdbc;
    private final Custody custody;
    private final RecordClock clock;

    Accounts(JdbcClient jdbc, Custody custody, RecordClock clock) {
        this.jdbc = jdbc;
        this.custody = custody;
        this.clock = clock;
    }

    /** Where a container is in the count. Every received container is in one place. */
    public enum ContainerState {
        IN_TRANSIT,
        UNOPENED,
        EXAMINED,
        /** Received, yet in nobody's custody: a fault. */
        NOWHERE
    }

    /** Where a specimen is in the count. Every specimen is in one place: the first that fits, in this order. */
    public enum SpecimenState {
        /** It left the laboratory, to a family or a partner. */
        TRANSFERRED,
        /** Used up in sampling. */
        CONSUMED,
        MATERIAL_EVIDENCE,
        NON_HUMAN,
        ASSIGNED,
        UNASSIGNED,
        /** In nobody's custody: a fault. */
        NOWHERE
    }

    /**
     * The account as of now, as one consistent view of the record.
     *
     * @throws UnknownHandover when there is no such handover
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Account take(Reference reference) {
        Instant now = clock.now();
        String phase = phase(reference);
        Figures figures = figures(reference);
        Map<String, Integer> cases = figures.cases();
        int received = figures.received();
        int open = figures.open();

        var dispositions = new LinkedHashMap<String, Tally>();
        DISPOSITIONS.forEach(
                each -> dispositions.put(each, new Tally(cases.getOrDefault(each, 0), Unit.INDIVIDUALS, now)));
        int people = figures.individuals() - cases.getOrDefault("CONSOLIDATE", 0) - cases.getOrDefault("NON_HUMAN", 0);

        return new Account(
                reference.value(),
                phase,
                now,
                statements(reference, received, now),
                planningFactor(reference),
                agreed(reference).orElse(null),
                casesStaged(reference).orElse(null),
                talks(reference),
                new Tally(received, Unit.CONTAINERS, now),
                new Tally(figures.in(ContainerState.EXAMINED), Unit.CONTAINERS, now),
                new Tally(figures.in(ContainerState.IN_TRANSIT), Unit.CONTAINERS, now),
                new Tally(figures.in(ContainerState.UNOPENED), Unit.CONTAINERS, now),
                new Account.Specimens(
                        new Tally(figures.specimens(), Unit.SPECIMENS, now),
                        new Tally(figures.in(SpecimenState.ASSIGNED), Unit.SPECIMENS, now),
                        new Tally(figures.in(SpecimenState.UNASSIGNED), Unit.SPECIMENS, now),
                        new Tally(figures.in(SpecimenState.NON_HUMAN), Unit.SPECIMENS, now),
                        new Tally(figures.in(SpecimenState.MATERIAL_EVIDENCE), Unit.SPECIMENS, now),
                        new Tally(figures.in(SpecimenState.CONSUMED), Unit.SPECIMENS, now),
                        new Tally(figures.in(SpecimenState.TRANSFERRED), Unit.SPECIMENS, now)),
                estimates(reference),
                new Account.Individuals(
                        new Tally(figures.individuals(), Unit.INDIVIDUALS, now),
                        new Tally(people, Unit.INDIVIDUALS, now),
                        new Tally(open, Unit.INDIVIDUALS, now),
                        dispositions),
                new Tally(identified(reference), Unit.INDIVIDUALS, now),
                new Tally(told(reference, "IDENTIFICATION", "DELIVERED"), Unit.PERSONS, now),
                new Tally(told(reference, "NAME_RELEASE", "RELEASED"), Unit.PERSONS, now),
                new Tally(open, Unit.INDIVIDUALS, now),
                discrepancies(reference),
                incidents(reference),
                Reconciliation.of(faults(reference, figures)));
    }

    /**
     * Checks the identities: received = examined + in transit + unopened; specimens = assigned + unassigned + non-human + material
     * evidence + consumed + transferred; individuals = open + sum of dispositions. The totals are counted from the tables, the parts from
     * where each thing is now; what is in no part, because nobody holds it, breaks the identity.
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Reconciliation reconcile(Reference reference) {
        return Reconciliation.of(faults(reference, figures(reference)));
    }

    private List<String> faults(Reference reference, Figures figures) {
        var faults = new ArrayList<String>();
        if (figures.received() != figures.containersFound()) {
            faults.add(
                    "containers: %d received, but %d examined + %d in transit + %d unopened at the laboratory; look into the custody of %s"
                            .formatted(
                                    figures.received(),
                                    figures.in(ContainerState.EXAMINED),
                                    figures.in(ContainerState.IN_TRANSIT),
                                    figures.in(ContainerState.UNOPENED),
                                    nowhere(CONTAINER_STATES, reference)));
        }
        if (figures.specimens() != figures.specimensFound()) {
            faults.add("specimens: %d recorded, but %d accounted for; look into the custody of %s"
                    .formatted(figures.specimens(), figures.specimensFound(), nowhere(SPECIMEN_STATES, reference)));
        }
        if (figures.individuals() != figures.open() + figures.closed()) {
            faults.add("individuals: %d recorded, but %d open + %d with a disposition"
                    .formatted(figures.individuals(), figures.open(), figures.closed()));
        }
        return faults;
    }

    /**
     * What stands between a handover and its end: identities that do not hold, containers nobody opened, open cases, what is not human
     * and not settled, unexplained discrepancies, unresolved incidents, a broken chain of custody. Reconciles when there is nothing.
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Reconciliation close(Reference reference) {
        Figures figures = figures(reference);
        var faults = new ArrayList<>(faults(reference, figures));
        int unopened =
                figures.in(ContainerState.IN_TRANSIT) + figures.in(ContainerState.UNOPENED) - notFound(reference);
        if (unopened > 0) {
            faults.add("containers: %d were received and have no verified inventory".formatted(unopened));
        }
        if (figures.open() > 0) {
            faults.add("individuals: %d cases are open".formatted(figures.open()));
        }
        int nonHuman = figures.in(SpecimenState.NON_HUMAN);
        if (nonHuman > 0 && !isSettled(reference)) {
            faults.add(
                    "non-human: %d specimens are kept, and nobody has said whether they stay or are released; complete SettleNonHuman"
                            .formatted(nonHuman));
        }
        List<Account.Discrepancy> open = discrepancies(reference).stream()
                .filter(discrepancy -> discrepancy.explanation() == null)
                .toList();
        long unexplained = open.stream().filter(it -> it.item() == null).count();
        if (unexplained > 0) {
            faults.add(
                    "discrepancies: %d between sets agreed and containers received are not explained; complete ExplainDiscrepancy"
                            .formatted(unexplained));
        }
        if (open.size() > unexplained) {
            faults.add("discrepancies: nobody has said what became of "
                    + open.stream()
                            .map(Account.Discrepancy::item)
                            .filter(item -> item != null)
                            .collect(joining(", ")));
        }
        List<Account.OpenIncident> incidents = incidents(reference);
        if (!incidents.isEmpty()) {
            faults.add("incidents: not resolved at "
                    + incidents.stream().map(Account.OpenIncident::item).collect(joining(", ")));
        }
        Verification chains = custody.verify(reference);
        if (!chains.intact()) {
            faults.add("custody: " + chains.firstFault());
        }
        return Reconciliation.of(faults);
    }

    private boolean isSettled(Reference reference) {
        return count(
                        "select count(*) from decision where reference = :reference and stage = 'NON_HUMAN' and outcome in ('STAY', 'RELEASE')",
                        reference)
                > 0;
    }

    /** The totals as counted from the tables, and the parts as counted from where each thing is. */
    private record Figures(
            int received,
            Map<ContainerState, Integer> containerStates,
            int specimens,
            Map<SpecimenState, Integer> specimenStates,
            int individuals,
            Map<String, Integer> cases) {

        int in(ContainerState state) {
            return containerStates.getOrDefault(state, 0);
        }

        int in(SpecimenState state) {
            return specimenStates.getOrDefault(state, 0);
        }

        int containersFound() {
            return sum(containerStates) - in(ContainerState.NOWHERE);
        }

        int specimensFound() {
            return sum(specimenStates) - in(SpecimenState.NOWHERE);
        }

        int open() {
            return cases.getOrDefault("OPEN", 0);
        }

        int closed() {
            return DISPOSITIONS.stream()
                    .mapToInt(each -> cases.getOrDefault(each, 0))
                    .sum();
        }
    }

    private Figures figures(Reference reference) {
        return new Figures(
                received(reference),
                counts(CONTAINER_STATES, reference, ContainerState.class),
                count("select count(*) from specimen where reference = :reference", reference),
                counts(SPECIMEN_STATES, reference, SpecimenState.class),
                count("select count(*) from individual where reference = :reference", reference),
                cases(reference));
    }

    /** How many containers were received: with a signed transfer, and not refused afterwards (rule N2). */
    public int received(Reference reference) {
        return count("select count(*) from container where reference = :reference and refused_on is null", reference);
    }

    /** Containers received, by the reference of their handover; a handover without any is not there. */
    public Map<String, Integer> received() {
        var counts = new HashMap<String, Integer>();
        jdbc.sql("select reference, count(*) as number from container where refused_on is null group by reference")
                .query(row -> {
                    counts.put(row.getString("reference"), row.getInt("number"));
                });
        return counts;
    }

    /**
     * How many received containers are where in the count; states without any are left out.
     *
     * @param reference null for all handovers
     */
    public Map<ContainerState, Integer> containers(Reference reference) {
        return counts(reference == null ? ALL_CONTAINER_STATES : CONTAINER_STATES, reference, ContainerState.class);
    }

    /** The state of each received container, by its number. */
    public Map<String, ContainerState> containerStates(Reference reference) {
        return states(CONTAINER_STATES, reference, ContainerState.class);
    }

    /** The state of each specimen, by its number within the handover, e.g. {@code C-07/12}. */
    public Map<String, SpecimenState> specimenStates(Reference reference) {
        return states(SPECIMEN_STATES, reference, SpecimenState.class);
    }

    /** The state of each specimen of some containers, by its number within the handover. */
    public Map<String, SpecimenState> specimenStates(Reference reference, Collection<String> containers) {
        var byItem = new LinkedHashMap<String, SpecimenState>();
        if (!containers.isEmpty()) {
            jdbc.sql(SPECIMEN_STATES_OF.formatted("and container in (:containers)"))
                    .param("reference", reference.value())
                    .param("containers", containers)
                    .query(row -> {
                        byItem.put(row.getString("item"), SpecimenState.valueOf(row.getString("state")));
                    });
        }
        return byItem;
    }

    private static final String ALL_CONTAINER_STATES =
            """
            select c.number as item, case
                when c.inventory_verified_on is not null then 'EXAMINED'
                when e.to_holder = 'LABORATORY' then 'UNOPENED'
                when e.to_holder is not null and e.to_holder not like 'COUNTERPARTY:%' then 'IN_TRANSIT'
                else 'NOWHERE' end as state
            from container c
            left join custody_event e on e.item = c.reference || '/' || c.number
                and e.seq = (select max(l.seq) from custody_event l where l.item = c.reference || '/' || c.number)
            where c.refused_on is null""";

    private static final String CONTAINER_STATES = ALL_CONTAINER_STATES + " and c.reference = :reference";

    /**
     * The holder is looked up for each specimen; whom it belongs to are two sets, which a database hashes whatever it knows of the tables. As joins PostgreSQL
     * compared every specimen with every individual until it had counted the tables anew, up to a minute after thousands were grouped. The offset keeps it from
     * looking up a holder once more wherever it is named.
     */
    private static final String SPECIMEN_STATES_OF =
            """
            select s.container || '/' || s.designator as item, case
                when s.holder is null then 'NOWHERE'
                when s.holder not in ('LABORATORY', 'DNA_LABORATORY') then 'TRANSFERRED'
                when s.consumed_on is not null then 'CONSUMED'
                when s.kind = 'MATERIAL_EVIDENCE' then 'MATERIAL_EVIDENCE'
                when s.human = 'NO' or (s.container, s.designator) in (
                    select a.container, a.designator from individual i
                    join individual_specimen a on a.reference = i.reference and a.individual = i.number and a.active = 1
                    where i.reference = :reference and i.disposition = 'NON_HUMAN' %1$s) then 'NON_HUMAN'
                when (s.container, s.designator) in (
                    select a.container, a.designator from individual_specimen a
                    where a.reference = :reference and a.active = 1 %1$s) then 'ASSIGNED'
                else 'UNASSIGNED' end as state
            from (
                select s.container, s.designator, s.kind, s.human, s.consumed_on,
                    (select e.to_holder from custody_event e
                        where e.item = s.reference || '/' || s.container || '/' || s.designator
                        order by e.seq desc fetch first 1 row only) as holder
                from specimen s where s.reference = :reference %1$s offset 0 rows) s""";

    private static final String SPECIMEN_STATES = SPECIMEN_STATES_OF.formatted("");

    private <E extends Enum<E>> Map<E, Integer> counts(String states, Reference reference, Class<E> type) {
        var counts = new EnumMap<E, Integer>(type);
        var statement = jdbc.sql("select state, count(*) as number from (" + states + ") t group by state");
        (reference == null ? statement : statement.param("reference", reference.value())).query(row -> {
            counts.put(Enum.valueOf(type, row.getString("state")), row.getInt("number"));
        });
        return counts;
    }

    private <E extends Enum<E>> Map<String, E> states(String states, Reference reference, Class<E> type) {
        var byItem = new LinkedHashMap<String, E>();
        jdbc.sql(states + " order by 1").param("reference", reference.value()).query(row -> {
            byItem.put(row.getString("item"), Enum.valueOf(type, row.getString("state")));
        });
        return byItem;
    }

    /** The first few things nobody holds, for a message. */
    private String nowhere(String states, Reference reference) {
        List<String> items = jdbc.sql("select item from (" + states + ") t where state = 'NOWHERE' order by item")
                .param("reference", reference.value())
                .query(String.class)
                .list();
        return items.isEmpty()
                ? reference.value()
                : items.stream().limit(5).collect(joining(", ")) + (items.size() > 5 ? " and others" : "");
    }

    /** Individuals by disposition of their closed case; {@code OPEN} for the others. */
    private Map<String, Integer> cases(Reference reference) {
        var counts = new HashMap<String, Integer>();
        jdbc.sql(
                        """
                select state, count(*) as number from (
                    select case when case_state = 'CLOSED' then disposition else 'OPEN' end as state
                    from individual where reference = :reference) t
                group by state""")
                .param("reference", reference.value())
                .query(row -> {
                    counts.put(row.getString("state"), row.getInt("number"));
                });
        return counts;
    }

    /** Individuals with an identification that stands: a medical examiner approved it, and nobody has revoked it (rule F1). */
    private int identified(Reference reference) {
        return count(
                """
                select count(*) from individual i where i.reference = :reference and i.person is not null
                and exists (select 1 from decision d where d.subject = i.reference || '/' || i.number
                            and d.stage = 'IDENTIFICATION' and d.person = i.person)""",
                reference);
    }

    /** People, each once, of whom a notice was given that rests on an approval nobody has revoked (rules X8, X10). */
    private int told(Reference reference, String kind, String outcome) {
        return jdbc.sql(
                        """
                select count(distinct n.person) from notice n
                where n.reference = :reference and n.kind = :kind and n.outcome = :outcome
                and not exists (select 1 from decision d where d.subject = n.subject and d.stage = 'REVOCATION'
                                and d.id > n.approval_id)""")
                .param("reference", reference.value())
                .param("kind", kind)
                .param("outcome", outcome)
                .query(Integer.class)
                .single();
    }

    /** Every statement, in the order in which things were said. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public List<Account.Said> said(Reference reference) {
        return statements(reference, received(reference), clock.now());
    }

    private List<Account.Said> statements(Reference reference, int received, Instant now) {
        Optional<LocalDate> firstReceived = jdbc.sql(
                        "select min(received_on) from container where reference = :reference and refused_on is null")
                .param("reference", reference.value())
                .query((row, number) -> Optional.ofNullable(row.getObject(1, LocalDate.class)))
                .single();
        return jdbc.sql("select * from statement where reference = :reference order by said_on, id")
                .param("reference", reference.value())
                .query((row, line) -> {
                    String kind = row.getString("kind");
                    Integer number = row.getObject("amount", Integer.class);
                    Qualifier qualifier = Qualifier.valueOf(row.getString("qualifier"));
                    Unit unit = Optional.ofNullable(row.getString("unit"))
                            .map(Unit::valueOf)
                            .orElse(null);
                    String saidOn = row.getString("said_on");
                    String contradictedBy = kind.equals("CLAIMED_RETURNED")
                            ? contradiction(saidOn, number, unit, firstReceived, received, now)
                            : null;
                    return new Account.Said(
                            row.getString("speaker"),
                            row.getString("relayed_by"),
                            kind,
                            number,
                            number == null ? "no number" : words(number, qualifier, unit),
                            qualifier,
                            unit,
                            saidOn,
                            row.getString("said_text"),
                            row.getString("source"),
                            contradictedBy != null,
                            contradictedBy,
                            contradictedBy != null && received > 0 && nothingThen(saidOn, firstReceived));
                })
                .list();
    }

    /**
     * What contradicts a claim that something was returned: that nothing had been received when it was said, or that fewer
     * containers came than it speaks of. Other units cannot be compared with what was received (rule N7, finding N5).
     */
    private static String contradiction(
            String saidOn, Integer number, Unit unit, Optional<LocalDate> firstReceived, int received, Instant now) {
        String asOfNow = "%s received as of %s"
                .formatted(
                        words(received, Qualifier.EXACTLY, Unit.CONTAINERS),
                        now.toString().substring(0, 10));
        if (nothingThen(saidOn, firstReceived)) {
            return received == 0 ? asOfNow : "nothing had been received when it was said; " + asOfNow;
        }
        return unit == Unit.CONTAINERS && number != null && received < number ? asOfNow : null;
    }

    /** A month is taken to its end: whoever spoke in the month of the first receipt may have spoken after it. */
    private static boolean nothingThen(String saidOn, Optional<LocalDate> firstReceived) {
        return firstReceived
                .map(first -> first.toString().substring(0, saidOn.length()).compareTo(saidOn) > 0)
                .orElse(true);
    }

    private static String words(int number, Qualifier qualifier, Unit unit) {
        String how = qualifier == Qualifier.EXACTLY
                ? ""
                : qualifier.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " ";
        String what = unit.name().toLowerCase(Locale.ROOT);
        return how + number + " " + (number == 1 ? what.substring(0, what.length() - 1) : what);
    }

    private Account.PlanningFactor planningFactor(Reference reference) {
        Optional<Dated> offered = jdbc.sql(
                        """
                select * from statement where reference = :reference and kind = 'OFFERED' and unit = 'SETS'
                and amount is not null order by said_on desc, id desc fetch first row only""")
                .param("reference", reference.value())
                .query((row, line) -> new Dated(
                        row.getString("said_on"),
                        new Account.PlanningFactor(
                                row.getInt("amount"),
                                words(row.getInt("amount"), Qualifier.valueOf(row.getString("qualifier")), Unit.SETS),
                                Unit.SETS,
                                Qualifier.valueOf(row.getString("qualifier")),
                                "offered on %s by %s".formatted(row.getString("said_on"), row.getString("speaker")),
                                row.getString("said_on"),
                                row.getString("speaker"),
                                null)))
                .optional();
        Optional<Dated> agreed = jdbc.sql(
                        """
                select * from talks_session where reference = :reference and outcome = 'AGREED'
                and agreed_sets is not null order by session desc fetch first row only""")
                .param("reference", reference.value())
                .query((row, line) -> {
                    String on = row.getObject("talks_on", OffsetDateTime.class)
                            .atZoneSameInstant(Place.BORDER)
                            .toLocalDate()
                            .toString();
                    return new Dated(
                            on,
                            new Account.PlanningFactor(
                                    row.getInt("agreed_sets"),
                                    words(row.getInt("agreed_sets"), Qualifier.EXACTLY, Unit.SETS),
                                    Unit.SETS,
                                    Qualifier.EXACTLY,
                                    "agreed in session %d on %s".formatted(row.getInt("session"), on),
                                    on,
                                    null,
                                    row.getInt("session")));
                })
                .optional();
        return Stream.of(offered, agreed)
                .flatMap(Optional::stream)
                .max(Comparator.comparing(Dated::on))
                .map(Dated::factor)
                .orElse(new Account.PlanningFactor(
                        null, "unknown", Unit.SETS, Qualifier.NO_NUMBER, null, null, null, null));
    }

    private record Dated(String on, Account.PlanningFactor factor) {}

    private Optional<Account.Agreed> agreed(Reference reference) {
        return jdbc.sql(
                        """
                select * from talks_session where reference = :reference and outcome = 'AGREED'
                order by session desc fetch first row only""")
                .param("reference", reference.value())
                .query((row, line) -> {
                    Integer sets = row.getObject("agreed_sets", Integer.class);
                    return new Account.Agreed(
                            row.getInt("session"),
                            sets,
                            sets == null ? "unknown" : words(sets, Qualifier.EXACTLY, Unit.SETS),
                            Unit.SETS,
                            row.getString("handover_place"),
                            row.getObject("handover_on", LocalDate.class),
                            row.getString("destination"),
                            row.getBoolean("field_operations"));
                })
                .optional();
    }

    private Optional<Account.CasesStaged> casesStaged(Reference reference) {
        return jdbc.sql("select * from handover where reference = :reference and cases_staged is not null")
                .param("reference", reference.value())
                .query((row, line) -> {
                    Qualifier qualifier = Optional.ofNullable(row.getString("cases_qualifier"))
                            .map(Qualifier::valueOf)
                            .orElse(Qualifier.EXACTLY);
                    int number = row.getInt("cases_staged");
                    return new Account.CasesStaged(
                            number,
                            words(number, qualifier, Unit.CASES),
                            qualifier,
                            Unit.CASES,
                            row.getString("cases_staged_on"),
                            row.getString("cases_staged_at"),
                            row.getObject("cases_recalled", Integer.class));
                })
                .optional();
    }

    private Account.TalksHeld talks(Reference reference) {
        var outcomes = new HashMap<String, Integer>();
        jdbc.sql(
                        """
                select coalesce(outcome, 'PENDING') as state, count(*) as number from talks_session
                where reference = :reference group by coalesce(outcome, 'PENDING')""")
                .param("reference", reference.value())
                .query(row -> {
                    outcomes.put(row.getString("state"), row.getInt("number"));
                });
        return new Account.TalksHeld(
                sum(outcomes),
                outcomes.getOrDefault("AGREED", 0),
                outcomes.getOrDefault("ADJOURNED", 0),
                outcomes.getOrDefault("NO_SHOW", 0),
                outcomes.getOrDefault("PENDING", 0));
    }

    /** Every estimate of how many individuals there are, the newest last. */
    public List<Account.Estimate> estimates(Reference reference) {
        return jdbc.sql("select * from count_estimate where reference = :reference order by id")
                .param("reference", reference.value())
                .query((row, line) -> new Account.Estimate(
                        row.getInt("individuals"),
                        Unit.INDIVIDUALS,
                        row.getObject("estimated_on", LocalDate.class),
                        row.getString("method"),
                        row.getString("author"),
                        row.getString("kind"),
                        row.getString("basis")))
                .list();
    }

    /** Containers of which somebody has said that they were not found. They stay received, and in nobody's hands but their last holder's. */
    private int notFound(Reference reference) {
        return jdbc.sql(
                        """
                select count(*) from container c where c.reference = :reference and c.refused_on is null
                and c.inventory_verified_on is null and exists (select 1 from discrepancy d
                    where d.item = c.reference || '/' || c.number and d.next_step = 'NOT_FOUND')""")
                .param("reference", reference.value())
                .query(Integer.class)
                .single();
    }

    /** The differences between what was agreed and what was received, and the items that were missing, in order. */
    public List<Account.Discrepancy> discrepancies(Reference reference) {
        return jdbc.sql("select * from discrepancy where reference = :reference order by id")
                .param("reference", reference.value())
                .query((row, line) -> new Account.Discrepancy(
                        row.getObject("agreed_sets", Integer.class),
                        row.getObject("received_containers", Integer.class),
                        row.getString("item"),
                        row.getObject("leg", Integer.class),
                        row.getString("description"),
                        row.getObject("found_on", LocalDate.class),
                        row.getString("found_by"),
                        row.getString("explanation"),
                        row.getString("next_step"),
                        row.getString("explained_by"),
                        row.getObject("explained_on", LocalDate.class)))
                .list();
    }

    private List<Account.OpenIncident> incidents(Reference reference) {
        return jdbc.sql("select * from incident where reference = :reference and resolution is null order by id")
                .param("reference", reference.value())
                .query((row, line) -> new Account.OpenIncident(
                        row.getString("item"),
                        row.getString("kind"),
                        row.getString("description"),
                        row.getString("opened_by"),
                        row.getObject("opened_on", LocalDate.class)))
                .list();
    }

    private String phase(Reference reference) {
        return jdbc.sql("select phase from handover where reference = :reference")
                .param("reference", reference.value())
                .query(String.class)
                .optional()
                .orElseThrow(() -> new UnknownHandover(reference));
    }

    private int count(String sql, Reference reference) {
        return jdbc.sql(sql)
                .param("reference", reference.value())
                .query(Integer.class)
                .single();
    }

    private static int sum(Map<?, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
