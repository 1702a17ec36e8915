package org.handover.scenario;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.handover.engine.Workbench;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Reference;

/** Who acts in a replay of one handover: members of the groups, signed in one after another, at the event's own time. */
final class Cast {

    private final Workbench workbench;
    private final RecordClock clock;
    private final Reference reference;
    private final Map<String, Object> remembered = new HashMap<>();

    Cast(Workbench workbench, RecordClock clock, Reference reference) {
        this.workbench = workbench;
        this.clock = clock;
        this.reference = reference;
    }

    Reference reference() {
        return reference;
    }

    /** Starts a process as the n-th member of a group. */
    void start(String group, int member, String process, String businessKey, Object... values) {
        workbench.start(workbench.member(group, member), process, businessKey, fields(values));
    }

    /** Completes a task of the handover. */
    void complete(String group, int member, String element, Object... values) {
        completeAt(reference.value(), group, member, element, values);
    }

    /** Completes a task of an instance within the handover. */
    void completeAt(String businessKey, String group, int member, String element, Object... values) {
        workbench.complete(workbench.member(group, member), businessKey, element, fields(values));
    }

    void send(String group, int member, String message, Object... values) {
        workbench.send(workbench.member(group, member), message, reference.value(), fields(values));
    }

    /** Lets the background steps of the handover happen. */
    void settle() {
        workbench.settle(reference.value());
    }

    boolean waitsAt(String element) {
        return openElements().contains(element);
    }

    List<String> openElements() {
        return workbench.openElements(reference.value());
    }

    /** Runs something at another time than the event's. */
    void at(java.time.Instant instant, Runnable acts) {
        clock.at(instant, () -> {
            acts.run();
            return null;
        });
    }

    /** Keeps something for a later event of the same replay. */
    void remember(String what, Object value) {
        remembered.put(what, value);
    }

    Object remembered(String what) {
        return remembered.get(what);
    }

    private static Map<String, Object> fields(Object... values) {
        var fields = new HashMap<String, Object>();
        for (int i = 0; i < values.length; i += 2) {
            if (values[i + 1] != null) {
                fields.put((String) values[i], values[i + 1]);
            }
        }
        return fields;
    }
}
