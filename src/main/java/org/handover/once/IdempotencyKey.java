package org.handover.once;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The key that whoever acts on this thread has given the act, e.g. in the HTTP header {@code Idempotency-Key}. */
public final class IdempotencyKey {

    /** The header, as the IETF's draft names it. */
    public static final String HEADER = "Idempotency-Key";

    private static final ThreadLocal<String> GIVEN = new ThreadLocal<>();

    private IdempotencyKey() {}

    /** Runs one act under a key. */
    public static <T> T with(String key, Supplier<T> act) {
        String outer = GIVEN.get();
        GIVEN.set(key);
        try {
            return act.get();
        } finally {
            if (outer == null) {
                GIVEN.remove();
            } else {
                GIVEN.set(outer);
            }
        }
    }

    /** Runs an act that is another one than every act before it, also when it is word for word the same. */
    public static <T> T another(Supplier<T> act) {
        return with(UUID.randomUUID().toString(), act);
    }

    static Optional<String> given() {
        return Optional.ofNullable(GIVEN.get());
    }
}
