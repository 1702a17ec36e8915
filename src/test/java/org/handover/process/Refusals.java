package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * What an act must refuse: each case is the valid fields with some changed. After each the handover is exactly as before; at last the
 * valid fields are taken, which shows that each case was refused for its own fault.
 */
final class Refusals {

    private record Case(String name, Map<String, Object> changed, List<String> messages) {}

    private final Story story;
    private final Consumer<Map<String, Object>> act;
    private final Map<String, Object> valid;
    private final List<Case> cases = new ArrayList<>();

    private Refusals(Story story, Consumer<Map<String, Object>> act, Map<String, Object> valid) {
        this.story = story;
        this.act = act;
        this.valid = valid;
    }

    static Refusals of(Story story, Consumer<Map<String, Object>> act, Object... valid) {
        return new Refusals(story, act, Story.with(Map.of(), valid));
    }

    /** Refusals of an open task of the handover. */
    static Refusals ofTask(Story story, String user, String element, Object... valid) {
        return of(story, values -> story.complete(user, element, values), valid);
    }

    /** Refusals of a message to the handover. */
    static Refusals ofMessage(Story story, String user, String message, Object... valid) {
        return of(
                story,
                values -> story.send(
                        user,
                        message,
                        values.entrySet().stream()
                                .flatMap(field -> Stream.of(field.getKey(), field.getValue()))
                                .toArray()),
                valid);
    }

    /** Each of the fields left out is missed. */
    Refusals missing(String... fields) {
        for (String field : fields) {
            refused(field, null, field + ": is missing");
        }
        return this;
    }

    /** A field with this value is refused with these words. */
    Refusals refused(String field, Object value, String... messages) {
        var changed = new HashMap<String, Object>();
        changed.put(field, value);
        return together(field + " = " + value, changed, messages);
    }

    /** Fields with these values are refused with these words. */
    Refusals together(String name, Map<String, Object> changed, String... messages) {
        cases.add(new Case(name, changed, List.of(messages)));
        return this;
    }

    /** The tests; the last one submits the valid fields. */
    Stream<DynamicTest> thenTaken() {
        refused("nobodyAskedForThis", "x", "nobodyAskedForThis: is unknown here");
        return Stream.concat(
                cases.stream().map(it -> dynamicTest(shortened(it.name()), () -> refuse(it))),
                Stream.of(dynamicTest("valid fields are taken", () -> act.accept(valid))));
    }

    private void refuse(Case it) {
        Map<String, Object> values = new HashMap<>(valid);
        values.putAll(it.changed());
        Map<String, Object> before = story.state();

        assertThatThrownBy(() -> act.accept(values))
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(it.messages()));

        assertThat(story.state()).isEqualTo(before);
    }

    private static String shortened(String name) {
        return name.length() > 80 ? name.substring(0, 80) + "…" : name;
    }
}
