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
    private final Map<String, String> users = new HashMap<>();
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
        start(group, member, process, businessKey, fields(values));
    }

    void start(String group, int member, String process, String businessKey, Map<String, Object> fields) {
        workbench.start(member(group, member), process, businessKey, fields);
    }

    /** Completes a task of the handover. */
    void complete(String group, int member, String element, Object... values) {
        completeAt(reference.value(), group, member, element, values);
    }

    /** Completes a task of an instance within the handover. */
    void completeAt(String businessKey, String group, int member, String element, Object... values) {
        completeAt(businessKey, group, member, element, fields(values));
    }

    void completeAt(String businessKey, String group, int member, String element, Map<String, Object> fields) {
        workbench.complete(member(group, member), businessKey, element, fields);
    }

    void send(String group, int member, String message, Object... values) {
        sendTo(reference.value(), group, member, message, fields(values));
    }

    /** Sends a message to an instance within the handover, or one that starts it. */
    void sendTo(String businessKey, String group, int member, String message, Map<String, Object> fields) {
        workbench.send(member(group, member), message, businessKey, fields);
    }

    /** Asked for once: a scenario can have thousands of acts. */
    private String member(String group, int number) {
        return users.computeIfAbsent(group + " " + number, member -> workbench.member(group, number));
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
