package org.handover.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.handover.fixture.Submission;
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

    /** A token taken from a task to before something else, past all that keeps people from it. */
    record Skip(String item, String from, String to) {}

    private final Map<String, List<Act>> tasks = new LinkedHashMap<>();
    private final List<Message> messages = new ArrayList<>();
    private final Set<String> once = new HashSet<>();
    private final List<Skip> skips = new ArrayList<>();
    private int rounds = Integer.MAX_VALUE;

    /** One more way to complete the task of an element. */
    Acts task(String element, String user, Object... fields) {
        tasks.computeIfAbsent(element, any -> new ArrayList<>()).add(act(user, fields));
        return this;
    }

    /** The tasks of these elements are completed as everybody would, by somebody who may. */
    Acts tasks(String... elements) {
        for (String element : elements) {
            change(element);
        }
        return this;
    }

    /** As everybody would, but for these fields. */
    Acts change(String element, Object... changes) {
        Submission usual = Submission.of(element, changes);
        tasks.computeIfAbsent(element, any -> new ArrayList<>()).add(new Act(usual.user(), usual.fields()));
        return this;
    }

    /** As everybody would, by somebody else. */
    Acts by(String user, String element) {
        tasks.computeIfAbsent(element, any -> new ArrayList<>())
                .add(new Act(user, Submission.of(element).fields()));
        return this;
    }

    /** Tasks of these elements are left alone. */
    Acts leave(String... elements) {
        for (String element : elements) {
            tasks.putIfAbsent(element, List.of());
        }
        return this;
    }

    Acts message(String name, String item, Object... changes) {
        Submission usual = Submission.of(name, changes);
        messages.add(new Message(name, item, new Act(usual.user(), usual.fields())));
        return this;
    }

    /** Bounds how often a message is sent. */
    Acts once(String message) {
        once.add(message);
        return this;
    }

    /** Bounds how many cases an individual has one after the other. */
    Acts rounds(int most) {
        rounds = most;
        return this;
    }

    Acts skip(String item, String from, String to) {
        skips.add(new Skip(item, from, to));
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

    Set<String> onlyOnce() {
        return once;
    }

    List<Skip> skips() {
        return skips;
    }
}
