package org.handover.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON values one after the other, read without a library that takes a second to load. A name twice in one object is refused. */
final class Json {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String file;
    private final JsonParser parser;
    private int line;

    Json(String file, InputStream text) throws IOException {
        this.file = file;
        this.parser = FACTORY.createParser(text);
    }

    /** An object with the fields it must have, no more and no fewer. */
    record Row(String file, int line, Map<?, ?> fields) {

        String where() {
            return line == 0 ? file : file + " line " + line;
        }

        String text(String field) throws Fault {
            String text = textOrNull(field);
            if (text == null) {
                throw new Fault("%s: %s is missing", where(), field);
            }
            return text;
        }

        String textOrNull(String field) throws Fault {
            Object value = fields.get(field);
            if (value == null || value instanceof String) {
                return (String) value;
            }
            throw new Fault("%s: %s is no text", where(), field);
        }

        long number(String field) throws Fault {
            if (fields.get(field) instanceof Long number) {
                return number;
            }
            throw new Fault("%s: %s is no number", where(), field);
        }

        int count(String field) throws Fault {
            long number = number(field);
            if (number < 0 || number > Integer.MAX_VALUE) {
                throw new Fault("%s: %s cannot be %d", where(), field, number);
            }
            return (int) number;
        }

        Integer countOrNull(String field) throws Fault {
            return fields.get(field) == null ? null : Integer.valueOf(count(field));
        }

        List<?> list(String field) throws Fault {
            if (fields.get(field) instanceof List<?> list) {
                return list;
            }
            throw new Fault("%s: %s is no list", where(), field);
        }
    }

    /**
     * The next object.
     *
     * @return null after the last one
     * @throws Fault when there is something else, or an object with other fields
     */
    Row next(List<String> fields) throws IOException, Fault {
        line++;
        try {
            return parser.nextToken() == null ? null : row(value(), file, line, fields);
        } catch (JsonProcessingException e) {
            throw new Fault("%s line %d: %s", file, line, e.getOriginalMessage());
        }
    }

    /** The list that is all there is. */
    List<?> list() throws IOException, Fault {
        try {
            parser.nextToken();
            Object value = value();
            if (value instanceof List<?> list && parser.nextToken() == null) {
                return list;
            }
            throw new Fault("%s: is no list", file);
        } catch (JsonProcessingException e) {
            throw new Fault("%s: %s", file, e.getOriginalMessage());
        }
    }

    /** @param line 0 where the object is not alone on a line */
    static Row row(Object value, String file, int line, List<String> fields) throws Fault {
        if (!(value instanceof Map<?, ?> map)) {
            throw new Fault("%s line %d: is no object", file, line);
        }
        var row = new Row(file, line, map);
        for (String field : fields) {
            if (!map.containsKey(field)) {
                throw new Fault("%s: %s is missing", row.where(), field);
            }
        }
        for (Object field : map.keySet()) {
            if (!fields.contains(field)) {
                throw new Fault("%s: there is no field %s", row.where(), field);
            }
        }
        return row;
    }

    private Object value() throws IOException, Fault {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new Fault("%s: is empty", file);
        }
        return switch (token) {
            case START_OBJECT -> {
                var object = new LinkedHashMap<String, Object>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, value());
                }
                yield object;
            }
            case START_ARRAY -> {
                var list = new ArrayList<Object>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value());
                }
                yield list;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new Fault("%s: %s is out of place", file, token);
        };
    }
}
