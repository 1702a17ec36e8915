package org.handover.bench.rival;

import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.operaton.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.operaton.bpm.engine.impl.context.Context;
import org.operaton.bpm.engine.impl.jobexecutor.DefaultJobExecutor;
import org.operaton.bpm.engine.task.Task;
import org.handover.bench.stage.Contestant;
import org.handover.bench.stage.RecordWrites;
import org.handover.bench.stage.Stage;

/** The eight steps on a plain Operaton: each case an instance of its own. */
public final class OperatonSteps implements Contestant {

    /** What the service steps of the model call. */
    public static final class Steps {

        /** Writes in the engine's transaction. */
        public void write(DelegateExecution execution, int step) throws SQLException {
            var connection = Context.getCommandContext().getDbSqlSession().getSqlSession().getConnection();
            RecordWrites.write(connection, execution.getProcessBusinessKey(), step);
        }
    }

    private final ProcessEngine engine;

    private OperatonSteps(ProcessEngine engine) {
        this.engine = engine;
    }

    /** @param given JDBC URL, user, {@code default} or {@code tuned} */
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
        engine.getRepositoryService().createDeployment().addClasspathResource("eight-steps.bpmn").deploy();
        new Stage(new OperatonSteps(engine), database, 1).play(answers);
    }

    @Override
    public void open(String handover, int individuals) {
        IntStream.rangeClosed(1, individuals)
                .forEach(i -> engine.getRuntimeService().startProcessInstanceByKey("eight-steps", handover + "/" + i));
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
            engine.getTaskService().complete(task, Map.of("result", "CONCORDANT"));
        }
    }
}
