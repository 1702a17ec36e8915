package org.handover.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.handover.engine.Workbench;
import org.handover.fixture.Submission;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One handover of its own in a test: does what people do and looks at what came of it. */
public class Story {

    private static final List<String> TABLES = List.of(
            "handover",
            "statement",
            "talks_session",
            "decision",
            "discrepancy",
            "container",
            "custody_event",
            "flight_leg",
            "ceremony",
            "field_operation",
            "incident",
            "draft");

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final ProcessEngine engine;
    private final Workbench workbench;
    private final JdbcClient jdbc;
    private final String reference;

    public Story(ProcessEngine engine, Workbench workbench, JdbcClient jdbc) {
        this(engine, workbench, jdbc, "TST-2018-%03d".formatted(NUMBER.incrementAndGet()));
    }

    private Story(ProcessEngine engine, Workbench workbench, JdbcClient jdbc, String reference) {
        this.engine = engine;
        this.workbench = workbench;
        this.jdbc = jdbc;
        this.reference = reference;
    }

    /** Another handover, which this one led to. */
    Story of(String other) {
        return new Story(engine, workbench, jdbc, other);
    }

    public String reference() {
        return reference;
    }

    /** Starts the handover with a pledge of 12 June 2018; {@code values} replace or add fields. */
    public Story pledged(Object... values) {
        var fields = with(
                Map.of(
                        "pledgedOn", "2018-06-12",
                        "pledgedBy", "The counterparty's leader",
                        "counterparty", "DPRK",
                        "statement", "Remains will be returned, thousands and thousands"),
                values);
        workbench.start("negotiators-1", "handover", reference, fields);
        return this;
    }

    public Story staged() {
        return usual("StageTransferCases");
    }

    public Story scheduled(String talksOn) {
        return usual("ScheduleTalks", "talksOn", talksOn);
    }

    public Story agreed(Object... values) {
        return usual("RecordTalks", values);
    }

    /** Agrees on 16 July 2018, with cases staged: the handover waits for the remains. */
    public Story transferDue(Object... agreement) {
        return pledged().staged().scheduled("2018-07-16").agreed(agreement);
    }

    /** Receives as many containers at Wonsan on 27 July 2018. */
    public Story received(int containers, Object... values) {
        return complete(
                "transfer-team-1",
                "ReceiveRemains",
                with(
                        Submission.of("ReceiveRemains", "manifest", manifest(containers))
                                .fields(),
                        values));
    }

    public Story witnessed() {
        return usual("WitnessCustody");
    }

    /** Reviews the containers at Osan on 28 July 2018. */
    public Story reviewed(int containers) {
        return usual("ReviewRemains", "fieldReview", fieldReview(containers));
    }

    /** Re-cases the containers on 31 July 2018, before a witness. */
    public Story recased(int containers) {
        return usual("RecaseRemains", "recasing", recasing(containers)).recasingWitnessed();
    }

    public Story recasingWitnessed() {
        return usual("WitnessRecasing");
    }

    /** From the pledge to containers at Osan that are ready to fly. */
    public Story readyToFly(int containers) {
        return transferDue()
                .received(containers)
                .witnessed()
                .reviewed(containers)
                .recased(containers);
    }

    /** Plans a leg on 1 August 2018. */
    public Story planned(String from, String to, String missionNumber) {
        return usual("PlanLeg", "from", from, "to", to, "missionNumber", missionNumber);
    }

    /** Holds honors on 1 August 2018. */
    public Story honored() {
        return usual("HoldHonorCeremony");
    }

    public Story departed(String airfield, String actualAt, int cases) {
        return usual("ConfirmDeparture", "airfield", airfield, "actualAt", actualAt, "casesAboard", cases);
    }

    public Story arrived(String airfield, String actualAt, int cases) {
        return usual("ConfirmArrival", "airfield", airfield, "actualAt", actualAt, "casesAboard", cases);
    }

    /** From the pledge to Hickam: honors held, the examination of each container is about to begin. */
    public Story atLaboratory(int containers) {
        return readyToFly(containers).flown(containers);
    }

    /** From Osan to Hickam, with the honors. */
    Story flown(int containers) {
        return planned("OSAN", "HICKAM", "RCH-801")
                .honored()
                .departed("OSAN", "2018-08-01T14:00:00+09:00", containers)
                .arrived("HICKAM", "2018-08-01T14:30:00-10:00", containers)
                .honored();
    }

    /** A manifest of containers {@code C-01} on, under seals {@code S-01} on. */
    public static List<Map<String, Object>> manifest(int containers) {
        return lines(containers, number -> Map.of("number", "C-" + number, "seal", "S-" + number));
    }

    public static List<Map<String, Object>> fieldReview(int containers) {
        return lines(containers, number -> Map.of("number", "C-" + number, "human", "YES"));
    }

    /** Into transfer cases {@code T-01} on, with seals {@code N-01} on. */
    public static List<Map<String, Object>> recasing(int containers) {
        return lines(
                containers,
                number -> Map.of(
                        "number",
                        "C-" + number,
                        "transferCase",
                        "T-" + number,
                        "sealOut",
                        "S-" + number,
                        "sealIn",
                        "N-" + number));
    }

    /** As many lines, each of its number {@code 01} on; a test may change them. */
    public static List<Map<String, Object>> lines(int count, Function<String, Map<String, Object>> line) {
        return IntStream.rangeClosed(1, count)
                .mapToObj("%02d"::formatted)
                .map(number -> (Map<String, Object>) new HashMap<>(line.apply(number)))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** Completes a task of the handover itself as everybody would, but for what differs. */
    Story usual(String element, Object... changes) {
        Submission usual = Submission.of(element, changes);
        return complete(usual.user(), element, usual.fields());
    }

    /** Completes a task of the handover itself. */
    public Story complete(String user, String element, Object... values) {
        return complete(user, element, with(Map.of(), values));
    }

    public Story complete(String user, String element, Map<String, Object> values) {
        workbench.complete(user, reference, element, values);
        return this;
    }

    /** Completes a task of something within the handover, e.g. {@code C-07}. */
    public Story completeAt(String item, String user, String element, Object... values) {
        workbench.complete(user, reference + "/" + item, element, with(Map.of(), values));
        return this;
    }

    public Story send(String user, String message, Object... values) {
        workbench.send(user, message, reference, with(Map.of(), values));
        return this;
    }

    /** Runs everything that is due in the background. */
    public Story settle() {
        workbench.settle(reference);
        return this;
    }

    /** Runs the one job that waits at an element, or fails when there is none. */
    public Story runJobAt(String element) {
        ManagementService management = engine.getManagementService();
        var jobs = management.createJobQuery().activityId(element).list().stream()
                .filter(job -> instances().stream().anyMatch(it -> it.getId().equals(job.getProcessInstanceId())))
                .toList();
        if (jobs.size() != 1) {
            throw new AssertionError(
                    "expected one job at %s of %s, found %d".formatted(element, reference, jobs.size()));
        }
        management.executeJob(jobs.get(0).getId());
        return this;
    }

    /** The running instance of the handover. */
    public ProcessInstance instance() {
        return engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(reference)
                .singleResult();
    }

    /** The running instance of something within the handover. */
    public ProcessInstance instance(String item) {
        return engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(reference + "/" + item)
                .singleResult();
    }

    /** Every element the handover has passed or reached, in the order it got there; also when it has ended. */
    public List<String> road() {
        return engine
                .getHistoryService()
                .createHistoricActivityInstanceQuery()
                .processInstanceId(history().getId())
                .orderPartiallyByOccurrence()
                .asc()
                .list()
                .stream()
                .map(HistoricActivityInstance::getActivityId)
                .toList();
    }

    public boolean hasEnded() {
        return history().getEndTime() != null;
    }

    private HistoricProcessInstance history() {
        return engine.getHistoryService()
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(reference)
                .singleResult();
    }

    /** Every row of the record, every waiting element and every variable of the handover: equal when nothing has changed. */
    public Map<String, Object> state() {
        var state = new LinkedHashMap<String, Object>();
        for (String table : TABLES) {
            state.put(
                    table,
                    jdbc.sql("select * from " + table + " where reference = ?")
                            .param(reference)
                            .query()
                            .listOfRows()
                            .toString());
        }
        for (ProcessInstance instance : instances()) {
            String id = instance.getId();
            state.put(id, engine.getRuntimeService().getActiveActivityIds(id));
            state.put(id + " variables", engine.getRuntimeService().getVariables(id));
        }
        return state;
    }

    /** The groups whose members may complete the open task of an element. */
    public List<String> groupsOf(String element) {
        var task = engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(reference)
                .taskDefinitionKey(element)
                .singleResult();
        return engine.getTaskService().getIdentityLinksForTask(task.getId()).stream()
                .map(IdentityLink::getGroupId)
                .toList();
    }

    /** A variable of the handover's instance. */
    public Object variable(String name) {
        return engine.getRuntimeService().getVariable(instance().getId(), name);
    }

    public List<String> openElements() {
        return workbench.openElements(reference);
    }

    public List<String> openElements(String item) {
        return workbench.openElements(reference + "/" + item);
    }

    public String phase() {
        return value("select phase from handover where reference = ?", String.class);
    }

    /** The single value of a query whose one parameter is the reference. */
    public <T> T value(String sql, Class<T> type) {
        return jdbc.sql(sql).param(reference).query(type).single();
    }

    /** How many rows a table has for the handover. */
    public int rows(String table) {
        return value("select count(*) from " + table + " where reference = ?", Integer.class);
    }

    public static Map<String, Object> with(Map<String, Object> fields, Object... values) {
        var all = new HashMap<String, Object>(fields);
        for (int i = 0; i < values.length; i += 2) {
            all.put((String) values[i], values[i + 1]);
        }
        return all;
    }

    private List<ProcessInstance> instances() {
        return engine
                .getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKeyLike(reference + "%")
                .list()
                .stream()
                .filter(it -> it.getBusinessKey() != null
                        && (it.getBusinessKey().equals(reference)
                                || it.getBusinessKey().startsWith(reference + "/")))
                .toList();
    }
}
