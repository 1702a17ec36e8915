package org.handover.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often one of it was made from what somebody sent. */
public class Made implements Serializable {

    static final AtomicInteger MADE = new AtomicInteger();

    static final String SERIALIZED = serialized();

    private static final long serialVersionUID = 1;

    public Made() {
        MADE.incrementAndGet();
    }

    /** Something for a mapper to write. */
    public boolean isMade() {
        return true;
    }

    /** And to read. */
    public void setMade(boolean made) {}

    private void readObject(ObjectInputStream stream) {
        MADE.incrementAndGet();
    }

    private static String serialized() {
        try (var bytes = new ByteArrayOutputStream();
                var objects = new ObjectOutputStream(bytes)) {
            objects.writeObject(new Made());
            objects.flush();
            return Base64.getEncoder().encodeToString(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            MADE.set(0);
        }
    }
}
