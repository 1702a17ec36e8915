package org.handover.engine;

import java.util.Map;
import java.util.function.Supplier;

/**
 * What the person or system acting right now has submitted with a task or a message. It never becomes engine variables: the
 * listener of the element reads it, writes the record and sets what routing needs. So nobody can set a routing variable from outside, and no
 * kin, candidate or report lies in the engine's tables (rules I1, T7).
 */
public final class Submission {

    private static final ThreadLocal<Map<String, Object>> CURRENT = new ThreadLocal<>();

    private Submission() {}

    /** Runs an engine call during which {@code values} are what was submitted. */
    static <T> T with(Map<String, Object> values, Supplier<T> engineCall) {
        Map<String, Object> outer = CURRENT.get();
        CURRENT.set(values == null ? Map.of() : values);
        try {
            return engineCall.get();
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    /** The submitted values by name; empty when nothing was submitted. */
    static Map<String, Object> current() {
        Map<String, Object> values = CURRENT.get();
        return values == null ? Map.of() : values;
    }
}
