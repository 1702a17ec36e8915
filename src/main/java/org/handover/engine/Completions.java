package org.handover.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.handover.once.AlreadyDone;
import org.handover.once.Once;
import org.handover.vocabulary.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Many tasks of one person completed in one transaction: a laboratory that has decided on forty cases of a day says so once. Each is the act it would be alone, with
 * its checks, its place in the record and its key; all are done or none.
 */
@Component
public class Completions {

    /** So that a transaction, and what another person waits for, stays short. */
    public static final int MOST = 200;

    private static final int MOST_PROBLEMS = 100;
    private static final Set<String> NAMES = Set.of("task", "case", "step");

    private final ProcessEngine engine;
    private final Once once;
    private final JdbcClient jdbc;

    Completions(ProcessEngine engine, Once once, JdbcClient jdbc) {
        this.engine = engine;
        this.once = once;
        this.jdbc = jdbc;
    }

    /**
     * A task and what is submitted with it.
     *
     * @param task the engine's id; null when it is said by the other two
     * @param about the business key of what the task is about, e.g. {@code KOR-2018-01/I-012}
     * @param step e.g. {@code SelectLinesOfEvidence}
     */
    public record Item(String task, String about, String step, Map<String, Object> fields) {

        Map<String, Object> plain() {
            var plain = new TreeMap<String, Object>();
            plain.put("task", task);
            plain.put("about", about);
            plain.put("step", step);
            plain.put("fields", new TreeMap<>(fields));
            return plain;
        }
    }

    /**
     * An item that is refused.
     *
     * @param item its place in what was sent, from 1
     */
    public record Refused(int item, String task, String about, String step, List<String> problems) {}

    /** At least one item is refused, so nothing was written. */
    public static final class Refusals extends Refusal {

        private static final long serialVersionUID = 1;

        private final transient List<Refused> items;
        private final int status;

        Refusals(List<Refused> items, int status) {
            super(items.stream()
                    .flatMap(item -> item.problems().stream()
                            .map(problem -> "item %d%s: %s".formatted(item.item(), named(item), problem)))
                    .toList());
            this.items = List.copyOf(items);
            this.status = status;
        }

        private static String named(Refused item) {
            return item.about() == null ? "" : " (%s of %s)".formatted(item.step(), item.about());
        }

        /** In the order in which they were sent. */
        public List<Refused> items() {
            return items;
        }

        /** 403 when somebody else does one of them, 409 when one is done, else 400. */
        public int status() {
            return status;
        }
    }

    /**
     * Reads what is sent as rows, one for each task.
     *
     * @throws Refusal with every row that names no task
     */
    public static List<Item> read(List<Map<String, Object>> rows) {
        var problems = new ArrayList<String>();
        var items = new ArrayList<Item>();
        for (int i = 0; i < rows.size() && problems.size() < MOST_PROBLEMS; i++) {
            try {
                // A null in the list names no task either.
                Map<String, Object> row = Objects.requireNonNullElse(rows.get(i), Map.of());
                items.add(Input.of(row).read(Completions::item));
            } catch (Refusal refusal) {
                int place = i + 1;
                refusal.problems().forEach(problem -> problems.add("item %d: %s".formatted(place, problem)));
            }
        }
        if (!problems.isEmpty()) {
            throw new Refusal(problems);
        }
        return items;
    }

    /** Reads a CSV text (RFC 4180) with a row for each task; its other columns are the fields, an empty cell is none. */
    public static List<Item> readCsv(String text) {
        List<Tables.Line> lines = Input.of(Map.of()).read(in -> Tables.read("completions", null, text, in));
        return read(lines.stream().map(Completions::row).toList());
    }

    private static Map<String, Object> row(Tables.Line line) {
        var row = new HashMap<String, Object>();
        var fields = new TreeMap<String, Object>();
        line.cells().forEach((column, cell) -> {
            if (!cell.toString().isBlank()) {
                (NAMES.contains(column) ? row : fields).put(column, cell);
            }
        });
        row.put("fields", fields);
        return row;
    }

    private static Item item(Input in) {
        String task = in.optionalText("task", 64);
        Input unnamed = in.when(task == null, "task says which it is");
        String about = unnamed.optionalText("case", 120);
        String step = unnamed.optionalText("step", 120);
        if (task == null) {
            in.require("case");
            in.require("step");
        }
        return new Item(task, about, step, in.fields("fields"));
    }

    /** A task that is open. */
    private record Open(String task, String about, String step, Set<String> groups) {}

    /**
     * Completes all as the person who is signed in, or none.
     *
     * @return how many are completed; the same again when the same is sent once more
     * @throws Refusals with every item that cannot be done
     */
    public int complete(List<Item> items, String actor) {
        if (items.isEmpty() || items.size() > MOST) {
            throw new Refusal("items: there are %d; send 1 to %d at once".formatted(items.size(), MOST));
        }
        for (int tried = 1; ; tried++) {
            try {
                return ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                        .getCommandExecutorTxRequired()
                        .execute(new All(items, actor));
            } catch (RuntimeException e) {
                if (!Collision.isIn(e) || tried == Collision.TRIES) {
                    throw e;
                }
            }
        }
    }

    /** One context of the engine: what it writes for all goes out together. */
    private final class All implements Command<Integer> {

        private static final String WHAT = "completion of many tasks";

        private final List<Item> items;
        private final String actor;
        private final Map<Integer, Refused> refused = new TreeMap<>();
        private int status = 400;

        All(List<Item> items, String actor) {
            this.items = items;
            this.actor = actor;
        }

        @Override
        public Integer execute(CommandContext context) {
            List<Open> open = find();
            Map<String, Object> content =
                    Map.of("items", items.stream().map(Item::plain).toList());
            // When none is open any more, this very list may have completed them, and its answer was lost.
            Optional<Once.Key> before = !refused.isEmpty() && open.stream().allMatch(Objects::isNull)
                    ? once.saidToday(WHAT, "", content, actor)
                    : Optional.empty();
            Once.Key key = before.orElseGet(() -> once.saying(WHAT, "", content, actor, () -> where(open)));
            return once.act(key, () -> doneAll(open), String::valueOf, Integer::valueOf);
        }

        /** What can rightly be said again is about other tasks. */
        private static String where(List<Open> open) {
            return open.stream()
                    .filter(Objects::nonNull)
                    .map(Open::task)
                    .sorted()
                    .collect(Collectors.joining(" "));
        }

        private int doneAll(List<Open> open) {
            TaskService tasks = engine.getTaskService();
            for (int i = 0; i < items.size() && !isEnough(); i++) {
                Open task = open.get(i);
                if (task != null) {
                    try {
                        tasks.complete(task.task(), items.get(i).fields());
                    } catch (RuntimeException e) {
                        if (!refuse(i, task, e)) {
                            break;
                        }
                    }
                }
            }
            if (!refused.isEmpty()) {
                throw new Refusals(List.copyOf(refused.values()), status);
            }
            return items.size();
        }

        /** Whether the next can be looked at. */
        private boolean refuse(int place, Open task, RuntimeException thrown) {
            for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
                if (cause instanceof Refusal refusal) {
                    status = refusal instanceof AlreadyDone && status == 400 ? 409 : status;
                    refuse(place, task, refusal.problems());
                    return true;
                }
                if (cause instanceof AuthorizationException) {
                    status = 403;
                    refuse(
                            place,
                            task,
                            List.of("%s is not in the group %s, which does this"
                                    .formatted(actor, String.join(", ", task.groups()))));
                    return true;
                }
                if (cause instanceof NullValueException) {
                    refuse(place, task, List.of("is not open any more"));
                    return true;
                }
            }
            // After a refusal what it left undone may fail in the database; the refusal is what there is to say.
            if (refused.isEmpty()) {
                throw thrown;
            }
            return false;
        }

        private void refuse(int place, Open task, List<String> problems) {
            Item item = items.get(place);
            refused.put(
                    place,
                    task == null
                            ? new Refused(place + 1, item.task(), item.about(), item.step(), problems)
                            : new Refused(place + 1, task.task(), task.about(), task.step(), problems));
        }

        private boolean isEnough() {
            return refused.values().stream()
                            .mapToInt(item -> item.problems().size())
                            .sum()
                    >= MOST_PROBLEMS;
        }

        /** The tasks in the order of the items; null for one that is not open, which is refused. */
        private List<Open> find() {
            Map<String, Open> byId = new HashMap<>();
            Map<String, List<Open>> byStep = new HashMap<>();
            read("t.id_", items.stream().map(Item::task)).forEach(each -> byId.put(each.task(), each));
            read(
                            "p.business_key_",
                            items.stream().filter(item -> item.task() == null).map(Item::about))
                    .forEach(
                            each -> byStep.computeIfAbsent(each.step() + " of " + each.about(), it -> new ArrayList<>())
                                    .add(each));
            var open = new ArrayList<Open>();
            var taken = new HashSet<String>();
            for (int i = 0; i < items.size(); i++) {
                Item item = items.get(i);
                String step = item.step() + " of " + item.about();
                List<Open> found = item.task() == null
                        ? byStep.getOrDefault(step, List.of())
                        : byId.containsKey(item.task()) ? List.of(byId.get(item.task())) : List.of();
                Open task = found.size() == 1 ? found.get(0) : null;
                open.add(task);
                if (found.isEmpty()) {
                    refuse(
                            i,
                            null,
                            List.of(
                                    item.task() == null
                                            ? "there is no open task " + step
                                            : "there is no such open task"));
                } else if (task == null) {
                    refuse(
                            i,
                            null,
                            List.of("there are %d open tasks %s; say which with task: %s"
                                    .formatted(
                                            found.size(),
                                            step,
                                            found.stream()
                                                    .map(Open::task)
                                                    .sorted()
                                                    .collect(Collectors.joining(", ")))));
                } else if (!taken.add(task.task())) {
                    refuse(i, task, List.of("is here twice; a task is completed once"));
                }
            }
            return open;
        }

        private Collection<Open> read(String column, Stream<String> values) {
            List<String> keys = values.filter(Objects::nonNull).distinct().toList();
            if (keys.isEmpty()) {
                return List.of();
            }
            Map<String, Open> found = new HashMap<>();
            jdbc.sql(
                            """
                    select t.id_, t.task_def_key_, p.business_key_, l.group_id_ from act_ru_task t
                    join act_ru_execution p on p.id_ = t.proc_inst_id_
                    left join act_ru_identitylink l on l.task_id_ = t.id_ and l.type_ = 'candidate' and l.group_id_ is not null
                    where %s in (:keys)"""
                                    .formatted(column))
                    .param("keys", keys)
                    .query(row -> {
                        var task = new Open(
                                row.getString("id_"),
                                row.getString("business_key_"),
                                row.getString("task_def_key_"),
                                new TreeSet<>());
                        String group = row.getString("group_id_");
                        if (group != null) {
                            found.merge(task.task(), task, (known, same) -> known)
                                    .groups()
                                    .add(group);
                        }
                    });
            return found.values();
        }
    }
}
