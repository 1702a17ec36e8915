package org.handover.bench;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.handover.fixture.Accession;
import org.handover.fixture.AgedDatabase;
import org.handover.fixture.Routine;
import org.handover.fixture.Routine.Deed;
import org.handover.http.Http;
import org.handover.http.Http.Answer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * How long people wait, with few and with many open tasks: 50 signed-in users at one node on a durable PostgreSQL, who look at Tasklist and the board, read
 * the record, and do their tasks, each with a pause after each answer. Then each list is asked for alone, beside the engine's own task query.
 *
 * <p>{@code -Dbench.load.tasks=1000,7700,100000}, {@code -Dbench.load.seconds=60} after {@code -Dbench.load.warm=120}, {@code -Dbench.load.users=50},
 * {@code -Dbench.load.years=true} for a database that has ten years behind it, {@code -Dbench.load.java} for options of the node's JVM.
 */
final class Load implements Benchmark {

    private static final List<Integer> TASKS = Arrays.stream(
                    System.getProperty("bench.load.tasks", "1000,7700,100000").split(","))
            .map(Integer::valueOf)
            .toList();
    private static final int SECONDS = Integer.getInteger("bench.load.seconds", 60);
    private static final int USERS = Integer.getInteger("bench.load.users", 50);
    private static final boolean YEARS = Boolean.getBoolean("bench.load.years");
    private static final String JAVA = System.getProperty("bench.load.java", "");

    /** Before anything is counted: the node compiles, for which an answer takes up to seven times as much of the processor; the database reads its pages. */
    private static final int WARM_UP_SECONDS = Integer.getInteger("bench.load.warm", 120);

    /** Between an answer and what somebody does next. */
    private static final int PAUSE_MILLISECONDS = 1_000;

    private static final int ASKED_ALONE = 30;
    private static final int MOST_IN_ONE_HANDOVER = 1_000;
    private static final String ENGINE = "/camunda/api/engine/engine/default";

    /** What is asked alone, by whom and where. */
    private static final Map<String, String> LISTS = lists();

    private static final String ENGINES_OWN_LIST = "engine's own list of a group";

    /** What somebody with plain Camunda would wait for it, beside no HTTP, of the same database. */
    private static final String PLAIN_ENGINES_LIST = "plain Camunda 7.24: list of a group";

    private static final int PLAIN_ASKED = 3;
    private static final int PLAIN_SECONDS_AT_MOST = 60;

    private static Map<String, String> lists() {
        var lists = new LinkedHashMap<String, String>();
        lists.put(
                ENGINES_OWN_LIST,
                "/engine-rest/task?candidateGroup=lab-managers&sortBy=created&sortOrder=desc&maxResults=50");
        lists.put("engine's own count of a group", "/engine-rest/task/count?candidateGroup=lab-managers");
        lists.put("Tasklist's list of a group", "filter");
        lists.put("board: overview", "/");
        lists.put("board: laboratory", "/laboratory");
        lists.put("board: handover", "/handovers/{reference}");
        lists.put("board: cases", "/handovers/{reference}/cases");
        lists.put("board: cases at a step", "/handovers/{reference}/cases?step=ReviewDisposition");
        lists.put("board: custody", "/handovers/{reference}/custody");
        lists.put("api: handovers", "/api/handovers");
        lists.put("api: cases", "/api/handovers/{reference}/cases?page=1");
        lists.put("api: specimens", "/api/handovers/{reference}/specimens?page=1");
        lists.put("api: steps", "/api/handovers/{reference}/steps");
        lists.put("api: laboratory's steps", "/api/laboratory/steps");
        lists.put("api: account", "/api/handovers/{reference}/account");
        return lists;
    }

    /** A task that somebody can do now. */
    private record Work(String task, String reference, Map<String, Object> fields) {}

    /** What one run with so many tasks found; alone in milliseconds. */
    private record Found(
            Map<String, Histogram> waits, Map<String, Double> alone, double perSecond, double processor, int refused) {}

    @Override
    public String name() {
        return "load";
    }

    @Override
    public void run(Report report) throws Exception {
        var found = new LinkedHashMap<Integer, Found>();
        try (var server = new DurablePostgres()) {
            for (int tasks : TASKS) {
                found.put(tasks, measure(server, tasks));
            }
        }
        tellWaits(report, found);
        tellLists(report, found);
    }

    private static Found measure(DurablePostgres server, int tasks) throws Exception {
        String database = "load_" + tasks;
        String url = server.create(database);
        AgedDatabase.fill(new DriverManagerDataSource(url), YEARS ? 100 : 0, YEARS ? 100_000 : 0, tasks);
        JdbcClient sql = server.as("postgres", database);
        Map<String, Deque<Work>> work = work(sql, tasks);
        try (var node = new LaidOut(database, url, JAVA, List.of("logging.level.root=warn")).awaitReady()) {
            List<Person> people = people(node, work);
            var refused = new AtomicInteger();
            act(people, WARM_UP_SECONDS, new ConcurrentHashMap<>(), refused);
            var waits = new ConcurrentHashMap<String, Histogram>();
            double before = node.processor();
            act(people, SECONDS, waits, refused);
            double processor = node.processor() - before;
            long answers =
                    waits.values().stream().mapToLong(Histogram::getTotalCount).sum();
            Map<String, Double> alone = alone(people, sql);
            alone.put(PLAIN_ENGINES_LIST, plainEnginesList(url));
            System.out.printf(
                    "%d tasks: %d answers, %.1f ms of the node's processor each, %.0f MB resident, %d refused%n",
                    tasks, answers, processor * 1000 / answers, node.residentMegabytes(), refused.get());
            return new Found(waits, alone, 1.0 * answers / SECONDS, processor * 1000 / answers, refused.get());
        }
    }

    /** Of each person what there is to do, as the routine of the handovers says. */
    private static Map<String, Deque<Work>> work(JdbcClient sql, int tasks) {
        int handovers = (tasks + MOST_IN_ONE_HANDOVER - 1) / MOST_IN_ONE_HANDOVER;
        var accession = new Accession(55, tasks / handovers, 1954, Accession.FEW_BONES);
        var routines = new ConcurrentHashMap<String, Routine>();
        var work = new LinkedHashMap<String, Deque<Work>>();
        sql.sql(
                        """
                select t.id_, t.task_def_key_, p.business_key_ from act_ru_task t
                join act_ru_execution p on p.id_ = t.proc_inst_id_
                where p.business_key_ like 'NOW-%/I-%' order by random() limit 20000""")
                .query(row -> {
                    String key = row.getString("business_key_");
                    String reference = key.substring(0, key.indexOf('/'));
                    Deed deed = routines.computeIfAbsent(reference, it -> new Routine(it, accession, true))
                            .at(key, row.getString("task_def_key_"));
                    work.computeIfAbsent(deed.user(), it -> new ArrayDeque<>())
                            .add(new Work(row.getString("id_"), reference, deed.fields()));
                });
        return work;
    }

    private static List<Person> people(LaidOut node, Map<String, Deque<Work>> work) {
        var people = new ArrayList<Person>();
        var assigned = new HashMap<String, Integer>();
        while (people.size() < USERS) {
            // Most people where most is to be done.
            String user = work.keySet().stream()
                    .max(Comparator.comparingDouble(
                            each -> 1.0 * work.get(each).size() / (1 + assigned.getOrDefault(each, 0))))
                    .orElseThrow();
            assigned.merge(user, 1, Integer::sum);
            people.add(new Person(node, user, work.get(user)));
        }
        return people;
    }

    private static void act(List<Person> people, int seconds, Map<String, Histogram> waits, AtomicInteger refused)
            throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        var threads = Executors.newFixedThreadPool(people.size());
        try {
            List<Callable<Void>> all = new ArrayList<>();
            for (Person person : people) {
                all.add(() -> {
                    person.act(until, waits, refused);
                    return null;
                });
            }
            for (Future<Void> each : threads.invokeAll(all)) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Somebody at a browser. */
    private static final class Person {

        private final Http http;
        private final String user;
        private final Deque<Work> work;
        private String reference;
        private Map<String, Histogram> waits;
        private AtomicInteger refused;

        Person(LaidOut node, String user, Deque<Work> work) {
            this.http = Http.at(node.base());
            this.user = user;
            this.work = work;
            this.reference = work.element().reference();
            Answer signedIn = http.signInOnPage(user, "demo", "/");
            if (signedIn.status() != 303) {
                throw new IllegalStateException("%s cannot sign in: %s".formatted(user, signedIn));
            }
            http.get(ENGINE + "/filter/count");
        }

        void act(long until, Map<String, Histogram> into, AtomicInteger counting) throws InterruptedException {
            waits = into;
            refused = counting;
            // Not all at the same moment.
            pause();
            while (System.nanoTime() < until) {
                Work next = next();
                if (next != null) {
                    reference = next.reference();
                }
                List<Runnable> acts = acts(next);
                for (int i = 0; i < acts.size() && System.nanoTime() < until; i++) {
                    acts.get(i).run();
                    pause();
                }
            }
        }

        private Work next() {
            synchronized (work) {
                return work.poll();
            }
        }

        private static void pause() throws InterruptedException {
            TimeUnit.MILLISECONDS.sleep(
                    ThreadLocalRandom.current().nextInt(PAUSE_MILLISECONDS / 2, PAUSE_MILLISECONDS * 3 / 2));
        }

        /** @param next null for somebody who only reads, since nothing is left to do */
        private List<Runnable> acts(Work next) {
            var acts = new ArrayList<Runnable>();
            acts.add(() -> timed("Tasklist: list", this::tasks));
            if (next != null) {
                String task = ENGINE + "/task/" + next.task();
                Map<String, Object> form = Map.of("variables", typed(next.fields()));
                acts.add(() -> timed("claim", () -> post(task + "/claim", Map.of("userId", user))));
                acts.add(() -> timed("form", () -> form(task)));
                acts.add(() -> timed("complete", () -> post(task + "/submit-form", form)));
            }
            String handover = "/handovers/" + reference;
            acts.add(() -> timed("account", () -> http.get("/api" + handover + "/account")));
            acts.add(() -> timed("board: overview", () -> http.get("/")));
            acts.add(() -> timed("board: handover", () -> http.get(handover)));
            acts.add(() -> timed("board: cases", () -> http.get(handover + "/cases")));
            acts.add(() -> timed("api: cases", () -> http.get("/api" + handover + "/cases?page=1")));
            return acts;
        }

        /** As Tasklist asks: one page with its number of all, the newest first. */
        Answer tasks() {
            return http.post(
                    ENGINE + "/filter/group-tasks/list?firstResult=0&maxResults=15",
                    Map.of("sorting", List.of(Map.of("sortBy", "created", "sortOrder", "desc"))),
                    "Accept",
                    "application/hal+json",
                    "X-XSRF-TOKEN",
                    http.token());
        }

        /** As Tasklist opens it: where the form is, the form, what it is filled with. */
        private Answer form(String task) {
            http.get(task + "/form");
            http.get(task + "/deployed-form");
            return http.get(task + "/form-variables");
        }

        private Answer post(String path, Map<String, Object> body) {
            return http.post(path, body, "X-XSRF-TOKEN", http.token());
        }

        private static Map<String, Object> typed(Map<String, Object> fields) {
            var typed = new LinkedHashMap<String, Object>();
            fields.forEach((name, value) -> typed.put(name, Map.of("value", value)));
            return typed;
        }

        private void timed(String kind, Supplier<Answer> request) {
            long begin = System.nanoTime();
            Answer answer = request.get();
            long wait = System.nanoTime() - begin;
            if (answer.status() / 100 != 2) {
                if (refused.getAndIncrement() < 3) {
                    System.out.println(kind + " by " + user + ": " + answer.status() + " " + answer.body());
                }
                return;
            }
            waits.computeIfAbsent(kind, it -> new ConcurrentHistogram(3))
                    .recordValue(TimeUnit.NANOSECONDS.toMicros(wait));
        }
    }

    /** The median of each list when nothing else is asked. */
    private static Map<String, Double> alone(List<Person> people, JdbcClient sql) {
        Person manager = people.stream()
                .filter(person -> person.user.startsWith("lab-managers"))
                .findFirst()
                .orElseThrow();
        String reference = sql.sql("select min(reference) from handover where reference like 'NOW-%'")
                .query(String.class)
                .single();
        var medians = new LinkedHashMap<String, Double>();
        LISTS.forEach((name, path) -> {
            var waits = new ArrayList<Double>();
            for (int i = -3; i < ASKED_ALONE; i++) {
                long begin = System.nanoTime();
                Answer answer = path.equals("filter")
                        ? manager.tasks()
                        : manager.http.get(path.replace("{reference}", reference));
                if (answer.status() != 200) {
                    throw new IllegalStateException(path + ": " + answer);
                }
                if (i >= 0) {
                    waits.add((System.nanoTime() - begin) / 1e6);
                }
            }
            medians.put(name, Report.median(waits));
        });
        return medians;
    }

    /**
     * The median of the engine's own query with rights, as it comes with Camunda.
     *
     * @return milliseconds; the most that was waited for when it did not come by then
     */
    private static double plainEnginesList(String url) {
        var configuration = new StandaloneProcessEngineConfiguration();
        configuration.setProcessEngineName("plain");
        configuration.setDataSource(
                new DriverManagerDataSource(url + "&options=-c%20statement_timeout=" + PLAIN_SECONDS_AT_MOST * 1000));
        configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_FALSE);
        configuration.setHistory(ProcessEngineConfiguration.HISTORY_FULL);
        configuration.setAuthorizationEnabled(true);
        configuration.setMetricsEnabled(false);
        ProcessEngine plain = configuration.buildProcessEngine();
        try {
            plain.getIdentityService().setAuthentication("lab-managers-1", List.of("lab-managers"));
            var waits = new ArrayList<Double>();
            for (int i = 0; i < PLAIN_ASKED; i++) {
                long begin = System.nanoTime();
                try {
                    plain.getTaskService()
                            .createTaskQuery()
                            .taskCandidateGroup("lab-managers")
                            .orderByTaskCreateTime()
                            .desc()
                            .listPage(0, 50);
                } catch (ProcessEngineException tooLong) {
                    return PLAIN_SECONDS_AT_MOST * 1000.0;
                }
                waits.add((System.nanoTime() - begin) / 1e6);
            }
            return Report.median(waits);
        } finally {
            plain.close();
        }
    }

    private static void tellWaits(Report report, Map<Integer, Found> found) throws IOException {
        var columns = new ArrayList<>(List.of("request"));
        TASKS.forEach(tasks -> columns.add("%,d tasks: p50 / p95 / p99 ms".formatted(tasks)));
        columns.add("p99, most to least tasks");
        List<List<Object>> rows = new ArrayList<>();
        var lines = new LinkedHashMap<String, List<double[]>>();
        Found first = found.get(TASKS.get(0));
        for (String kind : first.waits().keySet().stream().sorted().toList()) {
            var row = new ArrayList<Object>(List.of(kind));
            var line = new ArrayList<double[]>();
            for (int tasks : TASKS) {
                Histogram waits = found.get(tasks).waits().getOrDefault(kind, new Histogram(3));
                row.add("%.0f / %.0f / %.0f"
                        .formatted(
                                waits.getValueAtPercentile(50) / 1e3,
                                waits.getValueAtPercentile(95) / 1e3,
                                waits.getValueAtPercentile(99) / 1e3));
                line.add(new double[] {tasks, waits.getValueAtPercentile(99) / 1e3});
            }
            row.add(line.get(line.size() - 1)[1] / line.get(0)[1]);
            lines.put(kind, line);
            rows.add(row);
        }
        rows.add(row("answers a second", found, Found::perSecond));
        rows.add(row("node's processor ms an answer", found, Found::processor));
        report.table(
                name(YEARS, "load"),
                "Waits of %d users, %d seconds%s%s"
                        .formatted(USERS, SECONDS, YEARS ? ", after ten years" : "", JAVA.isEmpty() ? "" : ", " + JAVA),
                columns,
                rows);
        if (TASKS.size() > 1) {
            report.lines(name(YEARS, "load"), "Wait at p99", "open tasks", "ms", lines);
        }
    }

    private static List<Object> row(
            String name, Map<Integer, Found> found, java.util.function.ToDoubleFunction<Found> value) {
        var row = new ArrayList<Object>(List.of(name));
        found.values().forEach(each -> row.add(value.applyAsDouble(each)));
        row.add("");
        return row;
    }

    private static void tellLists(Report report, Map<Integer, Found> found) throws IOException {
        var columns = new ArrayList<>(List.of("list, asked alone"));
        TASKS.forEach(tasks -> columns.add("%,d tasks: ms".formatted(tasks)));
        columns.add("of the engine's own list, with most tasks");
        columns.add("of plain Camunda's list, with most tasks");
        int most = TASKS.get(TASKS.size() - 1);
        List<List<Object>> rows = new ArrayList<>();
        var asked = new ArrayList<>(LISTS.keySet());
        asked.add(0, PLAIN_ENGINES_LIST);
        for (String list : asked) {
            var row = new ArrayList<Object>(List.of(list));
            TASKS.forEach(tasks -> row.add(found.get(tasks).alone().get(list)));
            Map<String, Double> alone = found.get(most).alone();
            row.add(alone.get(list) / alone.get(ENGINES_OWN_LIST));
            row.add(alone.get(list) / alone.get(PLAIN_ENGINES_LIST));
            rows.add(row);
        }
        report.table(
                name(YEARS, "lists"),
                "Lists asked alone, median of %d%s".formatted(ASKED_ALONE, YEARS ? ", after ten years" : ""),
                columns,
                rows);
    }

    private static String name(boolean years, String name) {
        return years ? name + "-after-ten-years" : name;
    }
}
