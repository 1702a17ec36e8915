package org.handover.crash;

import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import javax.sql.DataSource;
import org.handover.database.Postgres;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The application on one database, started again whenever its process died. */
final class Installation implements AutoCloseable {

    private static final IntPredicate NEVER = commit -> false;

    private final DoomedDatabase database;
    private final String[] properties;
    private ConfigurableApplicationContext process;
    private Fate fate = Fate.NONE;
    private int deaths;

    /** @param properties of the application, {@code name=value} */
    Installation(DataSource database, String... properties) {
        this.database = new DoomedDatabase(database);
        this.properties = properties;
        start();
    }

    /** At which commits a process dies, given how often one died before it. */
    interface Fate {

        Fate NONE = deaths -> new Death(NEVER, NEVER);

        Death after(int deaths);
    }

    record Death(IntPredicate beforeCommit, IntPredicate afterCommit) {}

    /** A process that does not hear of its first commit, then one that dies before its second, and so on: each commit is lost once. */
    static Fate beforeEach() {
        return deaths -> new Death(commit -> commit == (deaths == 0 ? 1 : 2), NEVER);
    }

    /** A process dies after each commit. */
    static Fate afterEach() {
        return deaths -> new Death(NEVER, commit -> true);
    }

    /** A process dies at one commit of four, before or after it. */
    static Fate atSome(Random chance) {
        return deaths -> new Death(commit -> chance.nextInt(8) == 0, commit -> chance.nextInt(8) == 0);
    }

    /** One process dies, once. */
    static Fate once(int commit, boolean before) {
        return deaths -> {
            IntPredicate it = number -> deaths == 0 && number == commit;
            return new Death(before ? it : NEVER, before ? NEVER : it);
        };
    }

    void meets(Fate next) {
        fate = next;
        deaths = 0;
        database.born();
        doom();
    }

    private void start() {
        database.born();
        process = new SpringApplicationBuilder(EngineAndRecord.class)
                .web(WebApplicationType.NONE)
                .profiles("demo")
                .properties(
                        "spring.main.banner-mode=off",
                        "spring.jmx.enabled=false",
                        // What only surfaces need is not made.
                        "spring.main.lazy-initialization=true",
                        "camunda.bpm.job-execution.enabled=false",
                        // One user for everything.
                        "spring.flyway.placeholders.application=" + Postgres.OWNER,
                        "logging.level.root=warn",
                        "logging.level.org.camunda.bpm.engine=off",
                        // A dead process cannot say goodbye to the database.
                        "logging.level.org.springframework.beans.factory.support.DisposableBeanAdapter=off")
                .properties(properties)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean("dataSource", DataSource.class, () -> database))
                .run();
        // What every start does.
        List.of("accessRights", "demoUsers", "modelDeployment").forEach(process::getBean);
        doom();
    }

    private void doom() {
        Death death = fate.after(deaths);
        database.started(death.beforeCommit(), death.afterCommit());
    }

    boolean isDead() {
        return database.isDead();
    }

    void restart() {
        deaths++;
        process.close();
        start();
    }

    int deaths() {
        return deaths;
    }

    /** Of the process that runs now. */
    int commits() {
        return database.commits();
    }

    <T> T get(Class<T> type) {
        return process.getBean(type);
    }

    @Override
    public void close() {
        process.close();
    }
}
