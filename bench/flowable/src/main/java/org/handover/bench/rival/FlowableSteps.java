package org.handover.bench.rival;

import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.flowable.common.engine.impl.history.HistoryLevel;
import org.flowable.common.engine.impl.persistence.StrongUuidGenerator;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.delegate.DelegateExecution;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.flowable.engine.impl.util.CommandContextUtil;
import org.flowable.task.api.Task;
import org.handover.bench.stage.Contestant;
import org.handover.bench.stage.RecordWrites;
import org.handover.bench.stage.Stage;

/** The eight steps on a plain Flowable: each case an instance of its own. */
public final class FlowableSteps implements Contestant {

    /** What the service steps of the model call. */
    public static final class Steps {

        /** Writes in the engine's transaction. */
        public void write(DelegateExecution execution, int step) throws SQLException {
            var connection = CommandContextUtil.getDbSqlSession().getSqlSession().getConnection();
            RecordWrites.write(connection, execution.getProcessInstanceBusinessKey(), step);
        }
    }

    private final ProcessEngine engine;

    private FlowableSteps(ProcessEngine engine) {
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
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setBeans(new HashMap<>(Map.of("steps", new Steps())));
        configuration.setAsyncExecutorActivate(true);
        if (given[2].equals("tuned")) {
            // Less history than the others keep, ids without a table, timers looked for ten times a second.
            configuration.setHistoryLevel(HistoryLevel.ACTIVITY);
            configuration.setIdGenerator(new StrongUuidGenerator());
            configuration.setAsyncExecutorDefaultTimerJobAcquireWaitTime(100);
            configuration.setAsyncExecutorDefaultAsyncJobAcquireWaitTime(100);
        }
        ProcessEngine engine = configuration.buildProcessEngine();
        engine.getRepositoryService()
                .createDeployment()
                .addClasspathResource("eight-steps.bpmn20.xml")
                .deploy();
        new Stage(new FlowableSteps(engine), database, 1).play(answers);
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
            engine.getIdentityService().setAuthenticatedUserId("scientist-1");
            engine.getTaskService().complete(task, Map.of("result", "CONCORDANT"));
        }
    }
}
