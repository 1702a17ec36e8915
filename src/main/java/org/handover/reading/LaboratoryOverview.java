package org.handover.reading;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.handover.account.Accounts;
import org.handover.engine.HandoverSteps;
import org.handover.engine.LaboratoryLoad;
import org.handover.security.Groups;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Reference;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the laboratory has before it, of one handover or of all, by the same few queries however many cases there are. */
@Component
public class LaboratoryOverview {

    /** How many handovers a page shows. */
    public static final int PAGE = 50;

    /** The steps of the laboratory, in the order of the models. */
    private static final List<String> ORDER = List.of(
            "TraceContainer",
            "AccessionContainer",
            "WitnessAccession",
            "ResolveSealIncident",
            "InventoryContainer",
            "VerifyInventory",
            "RecordInventory",
            "ResegregateRemains",
            "ReviewGrouping",
            "GroupFurtherRemains",
            "ReviewFurtherGrouping",
            "RegroupSpecimens",
            "ReviewRegrouping",
            "NotifyOfRevocation",
            "SelectLinesOfEvidence",
            "ExamineAnthropology",
            "ExamineOdontology",
            "CutSample",
            "RecordDnaResult",
            "ChaseDnaResult",
            "ExamineChestRadiograph",
            "ExamineIsotopes",
            "ExamineMaterialEvidence",
            "ExamineHistory",
            "LinesReported",
            "ProposeDisposition",
            "ReviewDisposition",
            "ApproveIdentification",
            "RecordIdentification",
            "NotifyFamily",
            "ReleaseName",
            "SignOutForReturn",
            "ReturnToFamily",
            "ReviewJointly",
            "SignOutForTransfer",
            "TransferToPartner",
            "RetainRemains",
            "ConsolidateIndividuals",
            "ResolveNonHuman",
            "ExplainMissingItems",
            "CloseCase",
            "SettleNonHuman",
            "WitnessSettlement",
            "ApproveNotice",
            "NotifyOfObject");

    private static final String IN_THE_LABORATORY =
            """
            where phase = 'IDENTIFICATION' or exists
                (select 1 from individual i where i.reference = handover.reference and i.case_state <> 'CLOSED')""";

    private final JdbcClient jdbc;
    private final LaboratoryLoad load;
    private final HandoverSteps handovers;
    private final Accounts accounts;
    private final MissingReferences references;
    private final RecordClock clock;
    private final Period dnaReminder;

    LaboratoryOverview(
            JdbcClient jdbc,
            LaboratoryLoad load,
            HandoverSteps handovers,
            Accounts accounts,
            MissingReferences references,
            RecordClock clock,
            @Value("${handover.reminders.dna-result}") Period dnaReminder) {
        this.jdbc = jdbc;
        this.load = load;
        this.handovers = handovers;
        this.accounts = accounts;
        this.references = references;
        this.clock = clock;
        this.dnaReminder = dnaReminder;
    }

    /**
     * The figures.
     *
     * @param handover null for all
     * @param openCases individuals whose case is open
     * @param cases steps of the individuals, in the order of the model
     * @param containerSteps steps of the containers, in the order of the model
     * @param dna what is to be tested, by kind
     * @param groups what waits for whom, the group with the most first
     * @param containers where the received containers are in the count; every place is named
     */
    public record Figures(
            String handover,
            int openCases,
            List<LaboratoryLoad.Step> cases,
            List<LaboratoryLoad.Step> containerSteps,
            List<Dna> dna,
            List<GroupWork> groups,
            Map<String, Integer> containers,
            Instant asOf) {

        public int overdue() {
            return groups.stream().mapToInt(GroupWork::overdue).sum();
        }

        public int stalled() {
            return cases.stream().mapToInt(LaboratoryLoad.Step::stalled).sum()
                    + containerSteps.stream()
                            .mapToInt(LaboratoryLoad.Step::stalled)
                            .sum();
        }

        public int samples() {
            return dna.stream().mapToInt(each -> each.toCut() + each.pending()).sum();
        }

        public int received() {
            return containers.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /**
     * DNA tests of one kind without a result.
     *
     * @param toCut samples that are to be cut
     * @param pending samples at the DNA laboratory
     * @param oldest when the first of these was requested; null when none is there
     * @param overdue those whose time for a result is over, from the day on which they are due
     * @param withoutReference individuals whose comparison waits for a family reference sample
     */
    public record Dna(String test, int toCut, int pending, LocalDate oldest, int overdue, int withoutReference) {}

    /**
     * What waits for a group.
     *
     * @param steps the one with the most first
     * @param oldest since when the first of it waits, UTC
     */
    public record GroupWork(String group, int waiting, int overdue, Instant oldest, List<LaboratoryLoad.Work> steps) {}

    /** A handover with individuals or containers in the laboratory. */
    public record Share(String reference, String phase, int openCases, int closedCases, int overdue) {}

    /** Handovers whose remains are in the laboratory, the most open cases first. */
    public record Shares(List<Share> rows, int number, int total) {}

    /** @param handover null for all */
    @Transactional(readOnly = true)
    public Figures figures(Reference handover) {
        Steps waiting = steps(handover);
        return new Figures(
                handover == null ? null : handover.value(),
                openCases(handover),
                waiting.cases(),
                waiting.containers(),
                dna(handover),
                groups(handover),
                containers(handover),
                clock.now());
    }

    /** Of the individuals and of the containers, each in the order of the model. */
    public record Steps(List<LaboratoryLoad.Step> cases, List<LaboratoryLoad.Step> containers) {}

    /** @param handover null for all */
    public Steps steps(Reference handover) {
        Map<Boolean, List<LaboratoryLoad.Step>> byModel = load.byStep(handover).stream()
                .sorted(Comparator.comparingInt(step -> place(step.step())))
                .collect(Collectors.partitioningBy(step -> step.process().equals("identification")));
        return new Steps(byModel.get(true), byModel.get(false));
    }

    private static int place(String step) {
        int place = ORDER.indexOf(step);
        return place < 0 ? ORDER.size() : place;
    }

    private int openCases(Reference handover) {
        return about(
                        handover,
                        jdbc.sql("select count(*) from individual where case_state <> 'CLOSED'"
                                + (handover == null ? "" : " and reference = :reference")))
                .query(Integer.class)
                .single();
    }

    /** @param handover null for all */
    public List<Dna> dna(Reference handover) {
        LocalDate reminded = clock.today(Place.HICKAM.zone()).minus(dnaReminder);
        Map<String, Integer> withoutReference = references.byTest(handover);
        Map<String, Dna> found = about(
                        handover,
                        jdbc.sql(
                                        """
                        select s.test, sum(case when s.requested_on is null then 1 else 0 end) as to_cut,
                            sum(case when s.requested_on is not null then 1 else 0 end) as pending,
                            min(s.requested_on) as oldest, sum(case when s.requested_on <= :reminded then 1 else 0 end) as overdue
                        from sample s
                        join individual i on i.reference = s.reference and i.number = s.individual
                        where s.received_on is null and i.case_state <> 'CLOSED' and i.cycle = s.cycle%s
                        group by s.test"""
                                                .formatted(handover == null ? "" : " and s.reference = :reference"))
                                .param("reminded", reminded))
                .query((row, line) -> new Dna(
                        row.getString("test"),
                        row.getInt("to_cut"),
                        row.getInt("pending"),
                        row.getObject("oldest", LocalDate.class),
                        row.getInt("overdue"),
                        withoutReference.getOrDefault(row.getString("test"), 0)))
                .list()
                .stream()
                .collect(Collectors.toMap(Dna::test, each -> each));
        return List.of("MTDNA", "YSTR", "AUSTR").stream()
                .map(test ->
                        found.getOrDefault(test, new Dna(test, 0, 0, null, 0, withoutReference.getOrDefault(test, 0))))
                .toList();
    }

    /** @param handover null for all */
    public List<GroupWork> groups(Reference handover) {
        Map<String, List<LaboratoryLoad.Work>> byGroup = load.byGroup(handover).stream()
                .sorted(Comparator.comparingInt(LaboratoryLoad.Work::waiting)
                        .reversed()
                        .thenComparing(work -> place(work.step())))
                .collect(Collectors.groupingBy(LaboratoryLoad.Work::group));
        var groups = new ArrayList<GroupWork>();
        byGroup.forEach((group, works) -> groups.add(new GroupWork(
                group,
                works.stream().mapToInt(LaboratoryLoad.Work::waiting).sum(),
                works.stream().mapToInt(LaboratoryLoad.Work::overdue).sum(),
                works.stream()
                        .map(LaboratoryLoad.Work::oldest)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                works)));
        groups.sort(Comparator.comparingInt(GroupWork::waiting)
                .reversed()
                .thenComparing(each -> Groups.ALL.indexOf(each.group())));
        return groups;
    }

    /** @param handover null for all */
    public Map<String, Integer> containers(Reference handover) {
        Map<Accounts.ContainerState, Integer> found = accounts.containers(handover);
        var containers = new LinkedHashMap<String, Integer>();
        for (Accounts.ContainerState state : Accounts.ContainerState.values()) {
            // In nobody's custody is a fault, and named when there is one.
            if (state != Accounts.ContainerState.NOWHERE || found.containsKey(state)) {
                containers.put(state.name(), found.getOrDefault(state, 0));
            }
        }
        return containers;
    }

    /** @param page from 1; beyond the last one it is the last one */
    @Transactional(readOnly = true)
    public Shares shares(int page) {
        int total = inTheLaboratory();
        int last = Math.max(1, (total + PAGE - 1) / PAGE);
        int number = Math.min(Math.max(page, 1), last);
        return new Shares(rows(new Page(number, PAGE)), number, total);
    }

    /** Handovers whose remains are in the laboratory, the most open cases first. */
    @Transactional(readOnly = true)
    public Page.Of<Share> shares(Page page) {
        return new Page.Of<>(rows(page), inTheLaboratory(), page);
    }

    private int inTheLaboratory() {
        return jdbc.sql("select count(*) from handover " + IN_THE_LABORATORY)
                .query(Integer.class)
                .single();
    }

    private List<Share> rows(Page page) {
        Map<String, Integer> overdue = handovers.overdue();
        return jdbc.sql(
                        """
                select reference, phase,
                    (select count(*) from individual i where i.reference = handover.reference and i.case_state <> 'CLOSED') as open,
                    (select count(*) from individual i where i.reference = handover.reference and i.case_state = 'CLOSED') as closed
                from handover %s order by open desc, reference offset :skip rows fetch first :rows rows only"""
                                .formatted(IN_THE_LABORATORY))
                .param("skip", page.offset())
                .param("rows", page.size())
                .query((row, line) -> new Share(
                        row.getString("reference"),
                        row.getString("phase"),
                        row.getInt("open"),
                        row.getInt("closed"),
                        overdue.getOrDefault(row.getString("reference"), 0)))
                .list();
    }

    private static JdbcClient.StatementSpec about(Reference handover, JdbcClient.StatementSpec statement) {
        return handover == null ? statement : statement.param("reference", handover.value());
    }
}
