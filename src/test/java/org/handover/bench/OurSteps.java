package org.handover.bench;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.task.Task;
import org.handover.HandoverApplication;
import org.handover.bench.stage.Contestant;
import org.handover.bench.stage.RecordWrites;
import org.handover.bench.stage.Stage;
import org.handover.custody.Act;
import org.handover.custody.Custody;
import org.handover.custody.Handling;
import org.handover.custody.Holder;
import org.handover.engine.Completions;
import org.handover.engine.Input;
import org.handover.engine.Unguarded;
import org.handover.vocabulary.ItemKey;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * The eight steps in this application as it runs: the web server, authorization, guard, four eyes and full history on, and custody in the chained ledger. Cases
 * are opened as {@code OpenCases} does it.
 */
final class OurSteps implements Contestant {

    /** As many as one transaction opens, see {@code handover.laboratory.cases-per-transaction}. */
    private static final int OPENED_TOGETHER = 50;

    private static final String PERSON = "scientists-1";
    private static final Map<String, Object> SUBMITTED = Map.of("result", "CONCORDANT");

    /** What the model calls. */
    public static final class Steps {

        private static final Holder FROM = new Holder("AIRLIFT:bench");
        private static final Holder TO = new Holder("LABORATORY:bench");

        private final Custody custody;
        private final DataSource database;

        Steps(Custody custody, DataSource database) {
            this.custody = custody;
            this.database = database;
        }

        /** Writes in the engine's transaction. */
        public void write(DelegateExecution execution, int step) throws SQLException {
            ItemKey item = ItemKey.parse(execution.getProcessBusinessKey());
            Handling how = Handling.on(
                    LocalDate.of(2018, 8, step), ZoneOffset.UTC, "Hickam", "giver", "receiver", "step " + step);
            if (step == 1) {
                custody.take(List.of(item), FROM, TO, how);
            } else {
                custody.handle(List.of(item), Act.MOVED, how);
            }
            Connection connection = DataSourceUtils.getConnection(database);
            try {
                RecordWrites.state(connection, item.toString(), step);
            } finally {
                DataSourceUtils.releaseConnection(connection, database);
            }
        }

        /** Keeps of the submission what the model decides by. */
        public void examined(DelegateTask task) {
            task.setVariable("result", Input.of(task).read(in -> in.text("result", 20)));
        }
    }

    /** Without a stereotype, so that no test's application has it. */
    static final class Beans {

        @Bean
        Steps steps(Custody custody, DataSource database) {
            return new Steps(custody, database);
        }
    }

    private final ProcessEngine engine;
    private final Completions completions;
    private final JdbcClient jdbc;
    private final int together;

    private OurSteps(ConfigurableApplicationContext context, int together) {
        engine = context.getBean(ProcessEngine.class);
        completions = context.getBean(Completions.class);
        jdbc = context.getBean(JdbcClient.class);
        this.together = together;
    }

    /** @param given how many tasks are completed in one transaction, then the application's own arguments */
    public static void main(String[] given) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        int together = Integer.parseInt(given[0]);
        var context = new SpringApplicationBuilder(HandoverApplication.class, Beans.class)
                .run(List.of(given).subList(1, given.length).toArray(String[]::new));
        ProcessEngine engine = context.getBean(ProcessEngine.class);
        Unguarded.run(engine, () -> engine.getRepositoryService()
                .createDeployment()
                .addClasspathResource("bench/eight-steps.bpmn")
                .deploy());
        new Stage(new OurSteps(context, together), context.getBean(DataSource.class), together).play(answers);
    }

    @Override
    public void open(String handover, int individuals) {
        jdbc.sql(
                        """
                insert into handover (reference, phase, counterparty, pledged_on, pledged_by, opened_by)
                values (:reference, 'TALKS', 'bench', date '2018-06-12', 'bench', 'bench')""")
                .param("reference", handover)
                .update();
        // A job opens them, not a person.
        engine.getIdentityService().clearAuthentication();
        List<String> items = IntStream.rangeClosed(1, individuals)
                .mapToObj(i -> handover + "/" + i)
                .toList();
        for (int i = 0; i < individuals; i += OPENED_TOGETHER) {
            List<String> next = items.subList(i, Math.min(i + OPENED_TOGETHER, individuals));
            Unguarded.run(
                    engine,
                    () -> next.forEach(
                            item -> engine.getRuntimeService().startProcessInstanceByKey("eight-steps", item)));
        }
    }

    @Override
    public List<String> tasks(int most) {
        signIn();
        return engine.getTaskService().createTaskQuery().taskCandidateGroup("scientists").listPage(0, most).stream()
                .map(Task::getId)
                .toList();
    }

    @Override
    public void complete(List<String> tasks) {
        signIn();
        if (together == 1) {
            tasks.forEach(task -> engine.getTaskService().complete(task, SUBMITTED));
        } else {
            completions.complete(
                    tasks.stream()
                            .map(task -> new Completions.Item(task, null, null, SUBMITTED))
                            .toList(),
                    PERSON);
        }
    }

    private void signIn() {
        IdentityService identity = engine.getIdentityService();
        identity.setAuthentication(PERSON, List.of("scientists"));
    }
}
