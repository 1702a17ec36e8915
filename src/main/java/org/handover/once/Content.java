package org.handover.once;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.TreeMap;
import org.handover.custody.Canonical;

/** What was submitted, as text in which nothing but the content counts: not the order of fields, not how a caller writes a number. */
final class Content {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Content() {}

    /** SHA-256 over what was done, to what, and the submitted values; absent and blank ones do not count. */
    static String hash(String what, String target, Map<String, Object> values) {
        var canonical = new TreeMap<String, String>();
        values.forEach((name, value) -> {
            String text = text(value);
            if (!text.isEmpty()) {
                canonical.put(name, text);
            }
        });
        return Canonical.hash(what, target, write(canonical));
    }

    private static String text(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Map<?, ?> || value instanceof Iterable<?>) {
            return write(value);
        }
        String text = value.toString().strip();
        // A table comes as an array or as the text of one.
        if (text.startsWith("[") || text.startsWith("{")) {
            try {
                return write(JSON.readValue(text, Object.class));
            } catch (JsonProcessingException notJson) {
                return text;
            }
        }
        return text;
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as text: " + value.getClass(), e);
        }
    }
}
