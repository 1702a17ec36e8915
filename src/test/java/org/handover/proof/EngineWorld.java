package org.handover.proof;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.ManagementService;
import org.handover.account.Accounts;
import org.handover.custody.Custody;
import org.handover.engine.Workbench;
import org.handover.proof.StateSpace.Move;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Reference;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A handover in the real engine with the real record: its tokens, the variables its models decide by, and what its tables say, without dates and numbers
 * of rows. Steps that run in the background run before anything else: in the database they are one after the other anyway.
 */
final class EngineWorld implements StateSpace.World {

    /** What the policy of the talks counts; no rule of it looks further than six. */
    private static final Set<String> COUNTED_IN_TALKS = Set.of("consecutiveNoShows", "sessionsHeld");

    private static final int COUNTED_TO = 6;

    /** Phases from which nobody goes back to the talks. */
    private static final Set<String> PAST_TALKS = Set.of("FLIGHT", "IDENTIFICATION");

    /** Written and read in one transaction: what is left of them decides nothing any more. */
    private static final Set<String> READ_AT_ONCE = Set.of(
            "talksOutcome",
            "talksPolicy",
            "decision",
            "handedOver",
            "witnessed",
            "recasingWitnessed",
            "containerArrived",
            "containerFound",
            "takenOver",
            "itemsUnexplained",
            "leavesKorea",
            "verified",
            "groupingAccepted",
            "casesToOpen",
            "lineAnthropology",
            "lineOdontology",
            "lineChestRadiograph",
            "lineIsotopes",
            "lineMaterialEvidence",
            "lineHistory",
            "lineDna",
            "dnaTests");

    /** What was proposed before decides nothing until the next proposal. */
    private static final Set<String> PROPOSED = Set.of("disposition=", "needsMedicalExaminer=");

    private static final Set<String> BEFORE_A_PROPOSAL = Set.of(
            "SelectLinesOfEvidence", "ExamineAnthropology", "ExamineHistory", "AnalyseDna", "ProposeDisposition");

    private static final Set<String> FINAL = Set.of("ACCOUNTED_FOR", "BROKEN_OFF", "WITHDRAWN");

    private final JdbcClient jdbc;
    private final Workbench workbench;
    private final ManagementService management;
    private final RecordClock clock;
    private final RecordRules rules;
    private final Reference reference;
    private final Acts acts;
    private final List<String> record;
    private final Set<String> left;
    private final Instant today;

    /**
     * @param record queries of one column with the parameter {@code reference}: what of the record tells one state from another
     * @param left what within the handover nobody touches, e.g. {@code I-002}
     * @param today when everything happens of which nobody says when
     */
    EngineWorld(
            ApplicationContext context,
            String reference,
            Acts acts,
            List<String> record,
            Set<String> left,
            Instant today) {
        jdbc = context.getBean(JdbcClient.class);
        workbench = context.getBean(Workbench.class);
        management = context.getBean(ManagementService.class);
        clock = context.getBean(RecordClock.class);
        rules = new RecordRules(jdbc, context.getBean(Custody.class), context.getBean(Accounts.class));
        this.reference = new Reference(reference);
        this.acts = acts;
        this.record = record;
        this.left = left;
        this.today = today;
    }

    private List<String> rows(String sql) {
        return jdbc.sql(sql)
                .param("reference", reference.value())
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** Instances of the handover and of what is within it, but for what nobody touches. */
    private static final String INSTANCES =
            """
            (select p.id_, p.business_key_ as business_key from act_ru_execution p where p.parent_id_ is null
             and (p.business_key_ = :reference or p.business_key_ like :reference || '/%'))
            """;

    @Override
    public String state() {
        var state = new ArrayList<String>();
        state.addAll(rows(
                """
                select i.business_key || ' ' || e.act_id_ || ' ' || count(*)
                from act_ru_execution e join %s i on i.id_ = e.proc_inst_id_
                where e.is_active_ and e.act_id_ is not null group by i.business_key, e.act_id_ order by 1"""
                        .formatted(INSTANCES)));
        state.addAll(rows(
                """
                select i.business_key || ' ' || j.handler_type_ || ' ' || d.act_id_ || ' ' || count(*)
                from act_ru_job j join %s i on i.id_ = j.process_instance_id_ join act_ru_jobdef d on d.id_ = j.job_def_id_
                group by i.business_key, j.handler_type_, d.act_id_ order by 1"""
                        .formatted(INSTANCES)));
        state.addAll(rows(
                """
                select distinct i.business_key || ' ' || v.name_ || '=' || coalesce(cast(least(v.long_, %d) as varchar(20)), v.text_, '')
                from act_ru_variable v join %s i on i.id_ = v.proc_inst_id_ where v.type_ <> 'date' and v.name_ not in ('%s') order by 1"""
                        .formatted(COUNTED_TO, INSTANCES, String.join("', '", READ_AT_ONCE))));
        state.removeIf(this::isLeft);
        if (state.stream().anyMatch(line -> BEFORE_A_PROPOSAL.stream().anyMatch(line::contains))) {
            state.removeIf(line -> PROPOSED.stream().anyMatch(line::contains));
        }
        for (String query : record) {
            state.add(String.join(",", rows(query)));
        }
        if (PAST_TALKS.stream().anyMatch(state::contains)) {
            state.removeIf(line -> COUNTED_IN_TALKS.stream().anyMatch(line::contains));
        }
        return String.join("\n", state).replace(reference.value(), "");
    }

    private boolean isLeft(String line) {
        return left.stream().anyMatch(item -> line.startsWith(reference.value() + "/" + item + " "));
    }

    /** A job or a task: where it is and how it is found. */
    private record Open(String instance, String element, String id) {}

    private List<Open> open(String sql) {
        return jdbc
                .sql(sql.formatted(INSTANCES))
                .param("reference", reference.value())
                .query((row, number) -> new Open(row.getString(1), row.getString(2), row.getString(3)))
                .list()
                .stream()
                .filter(each -> !isLeft(each.instance() + " "))
                .toList();
    }

    @Override
    public List<Move> moves() {
        List<Move> background = jobs("message");
        if (!background.isEmpty()) {
            return background.subList(0, 1);
        }
        var moves = new ArrayList<>(jobs("timer"));
        for (Open task : open(
                """
                select i.business_key, t.task_def_key_, min(t.id_) from act_ru_task t join %s i on i.id_ = t.proc_inst_id_
                group by i.business_key, t.task_def_key_ order by 1, 2""")) {
            for (Acts.Act act : acts.at(task.element())) {
                moves.add(move(
                        "%s %s by %s".formatted(within(task.instance()), task.element(), act),
                        () -> workbench.complete(act.user(), task.instance(), task.element(), act.submitted())));
            }
        }
        Set<String> awaited = awaited();
        var tried = new HashSet<String>();
        for (Acts.Message message : acts.messages()) {
            // What nobody waits for is refused whatever it says.
            if (!tried.add(message.name()) && !awaited.contains(message.name())) {
                continue;
            }
            String to = message.item() == null ? reference.value() : reference.value() + "/" + message.item();
            moves.add(move(
                    "message %s by %s".formatted(message.name(), message.act()),
                    () -> workbench.send(
                            message.act().user(),
                            message.name(),
                            to,
                            message.act().submitted())));
        }
        return moves;
    }

    private Set<String> awaited() {
        return new HashSet<>(rows(
                """
                select distinct s.event_name_ from act_ru_event_subscr s join %s i on i.id_ = s.proc_inst_id_
                """
                        .formatted(INSTANCES)));
    }

    private List<Move> jobs(String type) {
        return open(
                        """
                select i.business_key, d.act_id_, j.id_ from act_ru_job j join %%s i on i.id_ = j.process_instance_id_
                join act_ru_jobdef d on d.id_ = j.job_def_id_ where j.type_ = '%s' order by 1, 2, 3"""
                                .formatted(type))
                .stream()
                .map(job -> move(
                        "%s %s at %s".formatted(within(job.instance()), type, job.element()),
                        () -> management.executeJob(job.id())))
                .toList();
    }

    private String within(String instance) {
        return instance.equals(reference.value())
                ? ""
                : instance.substring(reference.value().length() + 1);
    }

    private Move move(String name, Runnable act) {
        return new Move(
                name.strip(),
                () -> clock.at(today, () -> {
                    act.run();
                    return null;
                }));
    }

    @Override
    public List<String> faults() {
        var faults = new ArrayList<>(rules.broken(reference));
        if (left.isEmpty() && isOver()) {
            rows("select phase from handover where reference = :reference").stream()
                    .filter(phase -> !FINAL.contains(phase))
                    .forEach(phase -> faults.add("it is over in the middle of " + phase));
        }
        return faults;
    }

    @Override
    public boolean isOver() {
        return rows("select i.business_key from %s i".formatted(INSTANCES)).stream()
                .allMatch(
                        instance -> isLeft(instance + " ") || (instance.equals(reference.value()) && !left.isEmpty()));
    }

    @Override
    public boolean isBeyondItsBound() {
        return jdbc.sql("select count(*) from individual where reference = :reference and cycle > :rounds")
                        .param("reference", reference.value())
                        .param("rounds", acts.rounds())
                        .query(Integer.class)
                        .single()
                > 0;
    }
}
