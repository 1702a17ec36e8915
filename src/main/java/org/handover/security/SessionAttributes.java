package org.handover.security;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Attributes of a session as bytes. Only the classes that are needed to say who is signed in are written and read: whoever can write to
 * the table could otherwise have any class on the class path made, and run what it does.
 */
class SessionAttributes {

    private static final Logger LOG = LoggerFactory.getLogger(SessionAttributes.class);

    private static final ObjectInputFilter ALLOWED = ObjectInputFilter.Config.createFilter(String.join(
            ";",
            "maxdepth=8",
            "maxrefs=20000",
            "maxbytes=1000000",
            "maxarray=20000",
            "org.camunda.bpm.webapp.impl.security.auth.Authentications",
            "org.camunda.bpm.webapp.impl.security.auth.Authentication",
            "org.camunda.bpm.webapp.impl.security.auth.UserAuthentication",
            "java.lang.String",
            "java.lang.Object",
            "java.util.ArrayList",
            "java.util.Date",
            "java.util.HashMap",
            "java.util.HashSet",
            // What the map's own array holds.
            "java.util.Map$Entry",
            "!*"));

    private SessionAttributes() {}

    /** @throws UncheckedIOException for a class that could not be read again */
    static byte[] write(Object value) {
        var bytes = new ByteArrayOutputStream();
        try (var stream = new ObjectOutputStream(bytes)) {
            stream.writeObject(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (read(bytes.toByteArray()) == null) {
            throw new UncheckedIOException(
                    new NotSerializableException(value.getClass().getName() + " is not for a session"));
        }
        return bytes.toByteArray();
    }

    /** The value; null when it is none that this release knows, so that the session goes on without it. */
    static Object read(byte[] bytes) {
        try (var stream = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            stream.setObjectInputFilter(ALLOWED);
            return stream.readObject();
        } catch (InvalidClassException refused) {
            LOG.warn("An attribute of a session is not read: {}", refused.getMessage());
            return null;
        } catch (IOException | ClassNotFoundException unreadable) {
            LOG.warn("An attribute of a session cannot be read: {}", unreadable.toString());
            return null;
        }
    }
}
