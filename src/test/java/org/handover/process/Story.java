package org.handover.process;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.handover.engine.Workbench;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One handover of its own in a test: does what people do and looks at what came of it. */
public class Story {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final ProcessEngine engine;
    private final Workbench workbench;
    private final JdbcClient jdbc;
    private final String reference = "TST-2018-%03d".formatted(NUMBER.incrementAndGet());

    public Story(ProcessEngine engine, Workbench workbench, JdbcClient jdbc) {
        this.engine = engine;
        this.workbench = workbench;
        this.jdbc = jdbc;
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
        return complete(
                "transfer-team-1",
                "StageTransferCases",
                "casesStaged",
                100,
                "qualifier",
                "ABOUT",
                "stagedOn",
                "2018-06",
                "stagedAt",
                "DMZ");
    }

    public Story scheduled(String talksOn) {
        return complete(
                "negotiators-1",
                "ScheduleTalks",
                "talksOn",
                talksOn,
                "talksLevel",
                "GENERAL_OFFICER",
                "venue",
                "Panmunjom");
    }

    public Story agreed(Object... values) {
        return complete(
                "negotiators-1",
                "RecordTalks",
                with(
                        Map.of(
                                "talksOutcome",
                                "AGREED",
                                "handoverOn",
                                "2018-07-27",
                                "destination",
                                "UNDECIDED",
                                "fieldOperations",
                                "no"),
                        values));
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
        return engine.getRuntimeService().createProcessInstanceQuery().list().stream()
                .filter(it -> it.getBusinessKey() != null
                        && (it.getBusinessKey().equals(reference)
                                || it.getBusinessKey().startsWith(reference + "/")))
                .toList();
    }
}
