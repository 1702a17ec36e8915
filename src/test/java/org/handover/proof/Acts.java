package org.handover.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.handover.process.Story;

/** What people may try: at each task, and as messages at any moment. Whoever reads a walk's path finds these words in it. */
final class Acts {

    /** @param fields what is submitted; of a {@link Supplier} what it gives in that moment */
    record Act(String user, Map<String, Object> fields) {

        Map<String, Object> submitted() {
            var submitted = new HashMap<>(fields);
            submitted.replaceAll((field, value) -> value instanceof Supplier<?> later ? later.get() : value);
            return submitted;
        }

        @Override
        public String toString() {
            return user + fields;
        }
    }

    /** @param item within the handover, e.g. {@code I-001}; null for the handover itself */
    record Message(String name, String item, Act act) {}

    private final Map<String, List<Act>> tasks = new LinkedHashMap<>();
    private final List<Message> messages = new ArrayList<>();
    private int rounds = Integer.MAX_VALUE;

    /** One more way to complete the task of an element. */
    Acts task(String element, String user, Object... fields) {
        tasks.computeIfAbsent(element, any -> new ArrayList<>()).add(act(user, fields));
        return this;
    }

    Acts message(String name, String item, String user, Object... fields) {
        messages.add(new Message(name, item, act(user, fields)));
        return this;
    }

    /** Bounds how many cases an individual has one after the other. */
    Acts rounds(int most) {
        rounds = most;
        return this;
    }

    int rounds() {
        return rounds;
    }

    private static Act act(String user, Object... fields) {
        return new Act(user, Map.copyOf(Story.with(Map.of(), fields)));
    }

    /** @throws AssertionError when nobody has said what to try there: a new task of a model belongs into the walk */
    List<Act> at(String element) {
        List<Act> acts = tasks.get(element);
        if (acts == null) {
            throw new AssertionError("the walk does not know what to try at the task " + element);
        }
        return acts;
    }

    List<Message> messages() {
        return messages;
    }
}
