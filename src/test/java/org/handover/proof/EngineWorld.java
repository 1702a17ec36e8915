package org.handover.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.handover.account.Accounts;
import org.handover.engine.Unguarded;
import org.handover.engine.Workbench;
import org.handover.fixture.Submission;
import org.handover.model.Models;
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
            "leavesKorea",
            "groupingAccepted",
            "casesToOpen");

    private static final Set<String> FINAL = Set.of("ACCOUNTED_FOR", "BROKEN_OFF", "WITHDRAWN");

    /** Messages that begin something at a case, and where: at one that is closed, or whose person is known. */
    private static final Map<String, String> BEGINNING = Map.of(
            "EvidenceReceived", "case_state = 'CLOSED'",
            "IdentificationRevoked", "person is not null");

    /** Every message of the models. */
    private static final Set<String> MESSAGES = messages();

    private final JdbcClient jdbc;
    private final Workbench workbench;
    private final ProcessEngine engine;
    private final RecordClock clock;
    private final RecordRules rules;
    private final Reference reference;
    private final Acts acts;
    private final List<String> record;
    private final Set<String> left;
    private final Instant today;
    private final Consumer<Runnable> doing;

    /** Where tokens were, and what was waited for, when what nobody waits for was sent. */
    private final Set<String> refusedAt = new HashSet<>();

    /**
     * @param record queries of one column with the parameter {@code reference}: what of the record tells one state from another
     * @param left what within the handover nobody touches, e.g. {@code I-002}
     * @param today when everything happens of which nobody says when
     * @param doing what is done to an act, but for running it
     */
    EngineWorld(
            ApplicationContext context,
            String reference,
            Acts acts,
            List<String> record,
            Set<String> left,
            Instant today,
            Consumer<Runnable> doing) {
        jdbc = context.getBean(JdbcClient.class);
        workbench = context.getBean(Workbench.class);
        engine = context.getBean(ProcessEngine.class);
        clock = context.getBean(RecordClock.class);
        rules = new RecordRules(jdbc, context.getBean(Accounts.class));
        this.reference = new Reference(reference);
        this.acts = acts;
        this.record = record;
        this.left = left;
        this.today = today;
        this.doing = doing;
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
        var state = new ArrayList<>(tokens());
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
        for (String query : record) {
            state.add(String.join(",", rows(query)));
        }
        acts.onlyOnce().stream().filter(this::wasSent).forEach(message -> state.add(message + " was sent"));
        if (PAST_TALKS.stream().anyMatch(state::contains)) {
            state.removeIf(line -> COUNTED_IN_TALKS.stream().anyMatch(line::contains));
        }
        return String.join("\n", state).replace(reference.value(), "");
    }

    private static Set<String> messages() {
        try {
            return Models.bpmn().stream()
                    .map(model -> Bpmn.readModelFromFile(model.toFile()))
                    .flatMap(model -> model.getModelElementsByType(Message.class).stream())
                    .map(Message::getName)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> tokens() {
        return rows(
                """
                select i.business_key || ' ' || e.act_id_ || ' ' || count(*)
                from act_ru_execution e join %s i on i.id_ = e.proc_inst_id_
                where e.is_active_ and e.act_id_ is not null group by i.business_key, e.act_id_ order by 1"""
                        .formatted(INSTANCES));
    }

    private boolean wasSent(String message) {
        return jdbc.sql(
                                "select count(*) from act_hi_actinst a join %s i on i.id_ = a.proc_inst_id_ where a.act_id_ = :message"
                                        .formatted(INSTANCES))
                        .param("reference", reference.value())
                        .param("message", message)
                        .query(Integer.class)
                        .single()
                > 0;
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
        var moves = new ArrayList<Move>();
        for (Acts.Skip skip : acts.skips()) {
            if (workbench.openElements(key(skip.item())).contains(skip.from())) {
                moves.add(move(
                        "%s a token taken from %s to %s".formatted(skip.item(), skip.from(), skip.to()),
                        () -> skip(skip)));
            }
        }
        moves.addAll(jobs("timer"));
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
        for (Acts.Message message : acts.messages()) {
            String to = key(message.item());
            if (awaited.contains(message.name() + " " + to)
                    && !(acts.onlyOnce().contains(message.name()) && wasSent(message.name()))) {
                moves.add(move(
                        "message %s by %s".formatted(message.name(), message.act()),
                        () -> workbench.send(
                                message.act().user(),
                                message.name(),
                                to,
                                message.act().submitted())));
            }
        }
        moves.addAll(messagesNobodyWaitsFor(awaited));
        return moves;
    }

    /** By its tokens the engine knows what is waited for, and by its cases the record: what they are alike in is tried once. */
    private List<Move> messagesNobodyWaitsFor(Set<String> awaited) {
        var moves = new ArrayList<Move>();
        if (refusedAt.add(tokens() + " " + new TreeSet<>(awaited))) {
            for (String message : MESSAGES) {
                Submission usual = Submission.of(message);
                for (String to : List.of(reference.value(), key(CaseActs.CASE))) {
                    if (!awaited.contains(message + " " + to)) {
                        moves.add(new Move(
                                "message %s to %s, which nobody waits for".formatted(message, within(to)),
                                act(() -> workbench.send(usual.user(), message, to, usual.fields())),
                                true));
                    }
                }
            }
        }
        return moves;
    }

    /** Which message is waited for by whom. */
    private Set<String> awaited() {
        var awaited = new HashSet<>(rows(
                """
                select distinct s.event_name_ || ' ' || i.business_key from act_ru_event_subscr s join %s i on i.id_ = s.proc_inst_id_
                """
                        .formatted(INSTANCES)));
        BEGINNING.forEach(
                (message, where) -> rows("select number from individual where reference = :reference and " + where)
                        .forEach(individual -> awaited.add(message + " " + key(individual))));
        return awaited;
    }

    private String key(String item) {
        return item == null ? reference.value() : reference.value() + "/" + item;
    }

    private void skip(Acts.Skip skip) {
        String instance = engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(key(skip.item()))
                .singleResult()
                .getId();
        Unguarded.run(engine, () -> engine.getRuntimeService()
                .createProcessInstanceModification(instance)
                .cancelAllForActivity(skip.from())
                .startBeforeActivity(skip.to())
                .execute());
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
                        () -> engine.getManagementService().executeJob(job.id())))
                .toList();
    }

    private String within(String instance) {
        return instance.equals(reference.value())
                ? ""
                : instance.substring(reference.value().length() + 1);
    }

    private Move move(String name, Runnable act) {
        return new Move(name.strip(), act(act), false);
    }

    private Runnable act(Runnable act) {
        return () -> clock.at(today, () -> {
            doing.accept(act);
            return null;
        });
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
                        instance -> isLeft(instance + " ") || (instance.equals(reference.value()) && isHandoverLeft()));
    }

    /** Beside what nobody touches a handover waits for ever, and is over when no task of it is one that people would do. */
    private boolean isHandoverLeft() {
        return !left.isEmpty()
                && jobs("message").isEmpty()
                && workbench.openElements(reference.value()).stream()
                        .allMatch(element -> acts.at(element).isEmpty());
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
