package org.handover.bench.rival;

import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.jobexecutor.DefaultJobExecutor;
import org.camunda.bpm.engine.task.Task;
import org.handover.bench.stage.Contestant;
import org.handover.bench.stage.RecordWrites;
import org.handover.bench.stage.Stage;

/** The eight steps on a plain Camunda 7: each case an instance of its own, or all below one instance that waits for them. */
public final class CamundaSteps implements Contestant {

    /** What the service steps of the model call. */
    public static final class Steps {

        /** Writes in the engine's transaction. */
        public void write(DelegateExecution execution, int step) throws SQLException {
            var connection = Context.getCommandContext().getDbSqlSession().getSqlSession().getConnection();
            String item = execution.getProcessBusinessKey();
            RecordWrites.write(
                    connection, item.contains("/") ? item : (String) execution.getVariable("item"), step);
        }
    }

    private final ProcessEngine engine;
    private final String below;

    private CamundaSteps(ProcessEngine engine, String below) {
        this.engine = engine;
        this.below = below;
    }

    /** @param given JDBC URL, user, {@code default} or {@code tuned}, and the model that has all cases below it, or none for cases of their own */
    public static void main(String[] given) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        var database = new HikariDataSource();
        database.setJdbcUrl(given[0]);
        database.setUsername(given[1]);

        var configuration = new StandaloneProcessEngineConfiguration();
        configuration.setDataSource(database);
        configuration.setDatabaseSchemaUpdate(ProcessEngineConfigurationImpl.DB_SCHEMA_UPDATE_TRUE);
        configuration.setHistory("full");
        configuration.setBeans(new HashMap<>(Map.of("steps", new Steps())));
        configuration.setJobExecutorActivate(true);
        if (given[2].equals("tuned")) {
            // What was measured to help and loses nothing: the removal time from the start on, no metrics, more jobs at a time.
            configuration.setHistoryRemovalTimeStrategy("start");
            configuration.setMetricsEnabled(false);
            var jobs = new DefaultJobExecutor();
            jobs.setMaxJobsPerAcquisition(16);
            jobs.setQueueSize(24);
            jobs.setCorePoolSize(4);
            configuration.setJobExecutor(jobs);
        }
        ProcessEngine engine = configuration.buildProcessEngine();
        String below = given.length > 3 ? given[3] : null;
        var deployment = engine.getRepositoryService().createDeployment().addClasspathResource("eight-steps.bpmn");
        if (below != null) {
            deployment.addClasspathResource(below + ".bpmn");
        }
        deployment.deploy();
        new Stage(new CamundaSteps(engine, below), database, 1).play(answers);
    }

    @Override
    public void open(String handover, int individuals) {
        List<String> items =
                IntStream.rangeClosed(1, individuals).mapToObj(i -> handover + "/" + i).toList();
        if (below == null) {
            items.forEach(item -> engine.getRuntimeService().startProcessInstanceByKey("eight-steps", item));
        } else {
            String model = below.equals("sub-process") ? "all-in-one" : "call-each";
            engine.getRuntimeService()
                    .startProcessInstanceByKey(model, handover, Map.of("items", new java.util.ArrayList<>(items)));
        }
    }

    @Override
    public List<String> tasks(int most) {
        return engine.getTaskService().createTaskQuery().taskCandidateGroup("scientists").listPage(0, most).stream()
                .map(Task::getId)
                .toList();
    }

    @Override
    public void complete(List<String> tasks) {
        for (String task : tasks) {
            engine.getIdentityService().setAuthentication("scientist-1", List.of("scientists"));
            while (!completed(task)) {
                // Somebody completed another task below the same instance in this moment: once more.
            }
        }
    }

    private boolean completed(String task) {
        try {
            engine.getTaskService().complete(task, Map.of("result", "CONCORDANT"));
            return true;
        } catch (OptimisticLockingException e) {
            return false;
        }
    }
}
