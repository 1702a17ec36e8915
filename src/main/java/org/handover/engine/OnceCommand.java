package org.handover.engine;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.handover.once.Once;

/**
 * What a person or a system does: once, however often it comes (double click, retry after a lost answer, two at once). A task is done
 * once because it is this task. A message or a start is told from another one by the caller's key, or by what it says, who says it, the
 * day, and where it {@link Falls}. What the application does by itself carries no key here: a job's row goes in the transaction of the job.
 */
final class OnceCommand<T> implements Command<T> {

    /** The key of an act of a person. */
    private interface Keyed {
        Once.Key key(CommandContext context, String by);
    }

    private final Once once;
    private final Command<T> act;
    private final boolean message;
    private final Keyed keyed;
    private final Function<T, String> answer;
    private final BiFunction<CommandContext, String, T> again;
    /** Found at the first try; the key of a second one is the same, whatever has happened meanwhile. */
    private Once.Key key;

    private OnceCommand(
            Once once,
            Command<T> act,
            boolean message,
            Keyed keyed,
            Function<T, String> answer,
            BiFunction<CommandContext, String, T> again) {
        this.once = once;
        this.act = act;
        this.message = message;
        this.keyed = keyed;
        this.answer = answer;
        this.again = again;
    }

    static OnceCommand<VariableMap> task(
            Once once, String task, Map<String, Object> submitted, Command<VariableMap> act) {
        return new OnceCommand<>(
                once,
                act,
                false,
                (context, by) -> once.key("task " + task, named(context, task), task, plain(submitted), by),
                result -> null,
                (context, kept) -> Variables.createVariables());
    }

    /**
     * A message to whatever waits for it, or starts with it.
     *
     * @param target the business key, or the id of an instance
     * @param ofInstance variables the instance must have
     * @param local variables that what waits must have itself
     */
    @SuppressWarnings("unchecked")
    static <T> OnceCommand<T> message(
            Once once,
            String message,
            String target,
            Map<String, Object> ofInstance,
            Map<String, Object> local,
            Map<String, Object> submitted,
            Command<T> act) {
        String narrowed = "%s %s %s".formatted(target, plain(ofInstance), plain(local));
        return new OnceCommand<>(
                once,
                act,
                true,
                (context, by) -> said(
                        once,
                        Falls.ofMessage(context, message, target, ofInstance, local),
                        "%s to %s".formatted(message, target),
                        narrowed,
                        submitted,
                        by),
                Answers::ofMessage,
                (context, kept) -> (T) Answers.message(context, kept));
    }

    /** A message to one execution that waits for it. */
    static OnceCommand<Void> trigger(
            Once once, String message, String execution, Map<String, Object> submitted, Command<Void> act) {
        return new OnceCommand<>(
                once,
                act,
                true,
                (context, by) -> said(
                        once,
                        Falls.atExecution(context, message, execution),
                        "%s to %s".formatted(message, execution),
                        execution,
                        submitted,
                        by),
                result -> null,
                (context, kept) -> null);
    }

    /**
     * A start of an instance.
     *
     * @param definition id of the process definition; null when only its key is known
     * @param businessKey null when there is none, or it is in the form
     */
    @SuppressWarnings("unchecked")
    static <T extends ProcessInstance> OnceCommand<T> start(
            Once once,
            String definition,
            String process,
            String businessKey,
            Map<String, Object> submitted,
            Command<T> act) {
        return new OnceCommand<>(
                once,
                act,
                false,
                (context, by) -> {
                    Object given =
                            businessKey != null ? businessKey : plain(submitted).get("businessKey");
                    String target = given == null ? "" : given.toString().strip();
                    return said(
                            once,
                            target.isEmpty() ? Falls.ANYWHERE : Falls.atStart(context, target),
                            "start of %s %s"
                                    .formatted(process != null ? process : Falls.process(context, definition), target)
                                    .strip(),
                            target,
                            submitted,
                            by);
                },
                Answers::ofStart,
                (context, kept) -> (T) Answers.start(context, kept));
    }

    boolean isMessage() {
        return message;
    }

    @Override
    public T execute(CommandContext context) {
        Authentication actor = context.getAuthentication();
        if (Context.getBpmnExecutionContext() != null || actor == null || actor.getUserId() == null) {
            return act.execute(context);
        }
        if (key == null) {
            key = context.runWithoutAuthorization(() -> keyed.key(context, actor.getUserId()));
        }
        return once.act(
                key,
                () -> act.execute(context),
                answer,
                kept -> context.runWithoutAuthorization(() -> again.apply(context, kept)));
    }

    private static Once.Key said(
            Once once, Falls falls, String what, String target, Map<String, Object> submitted, String by) {
        Map<String, Object> values = plain(submitted);
        Optional<Once.Key> before = falls.over() ? once.saidToday(what, target, values, by) : Optional.empty();
        return before.orElseGet(() -> once.saying(what, target, values, by, falls::where));
    }

    /** The name of a task for whoever comes too late. */
    private static String named(CommandContext context, String id) {
        TaskEntity task = id == null ? null : context.getTaskManager().findTaskById(id);
        return task == null || task.getProcessInstance() == null
                ? "task " + id
                : "%s of %s"
                        .formatted(
                                task.getTaskDefinitionKey(),
                                task.getProcessInstance().getBusinessKey());
    }

    /** The values without the engine's types, in the order of their names. */
    private static Map<String, Object> plain(Map<String, Object> submitted) {
        var plain = new TreeMap<String, Object>();
        if (submitted != null) {
            submitted.forEach((name, value) -> plain.put(name, Input.plain(value)));
        }
        return plain;
    }
}
