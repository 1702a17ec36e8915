package org.handover.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Makes values that nearly fit a schema, and values that do not. The same seed makes the same. */
class Nonsense {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final int DEEPEST = 4;

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\u0000",
            "a\u0000b",
            "\uD800",
            "\u202Eabc",
            "유해 🕯 ﷽",
            "' or 1=1 --",
            "\"; drop table handover; --",
            "${1 + 1}",
            "#{1 + 1}",
            "../../etc/passwd",
            "<script>alert(1)</script>",
            "%00",
            "%",
            "_",
            "\\",
            "null",
            "true",
            "-1",
            "0",
            "1e400",
            "NaN",
            "9223372036854775808",
            "2018-07-27",
            "2018-07-27T10:00:00+09:00",
            "2018-07-27T10:00:00.000+0900",
            "2018-13-45",
            "+999999999-12-31",
            "PT999999999999H",
            "handover",
            "Json",
            "a".repeat(70),
            "b".repeat(5_000),
            "ㄱ".repeat(2_100));

    private final Operations document;
    private final Random random;
    private final List<String> known;

    /** @param known what is there in the application, and so gets further */
    Nonsense(Operations document, Random random, List<String> known) {
        this.document = document;
        this.random = random;
        this.known = known;
    }

    String text() {
        return random.nextBoolean() && !known.isEmpty() ? one(known) : one(TEXTS);
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    boolean often() {
        return random.nextInt(5) > 0;
    }

    boolean seldom() {
        return random.nextInt(8) == 0;
    }

    /** A value for a parameter. */
    String parameter(JsonNode schema) {
        JsonNode resolved = document.resolved(schema);
        if (seldom()) {
            return text();
        }
        JsonNode value = value(resolved, DEEPEST - 1);
        return value.isValueNode() ? value.asText() : value.toString();
    }

    /** Something like what the schema says, with some of it wrong. */
    JsonNode value(JsonNode schema) {
        return value(schema, 0);
    }

    private JsonNode value(JsonNode schema, int depth) {
        JsonNode resolved = document.resolved(schema);
        if (seldom() || depth > DEEPEST) {
            return anything(depth);
        }
        for (String part : List.of("allOf", "oneOf", "anyOf")) {
            if (resolved.path(part).size() > 0) {
                return part.equals("allOf") ? all(resolved, depth) : value(one(list(resolved.get(part))), depth);
            }
        }
        if (resolved.has("enum") && often()) {
            return one(list(resolved.get("enum")));
        }
        return switch (resolved.path("type").asText(resolved.has("properties") ? "object" : "")) {
            case "object" -> object(resolved, depth);
            case "array" -> array(resolved, depth);
            case "integer" -> number(true);
            case "number" -> number(false);
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "string" -> JSON.textNode(text());
            default -> anything(depth);
        };
    }

    private JsonNode all(JsonNode schema, int depth) {
        ObjectNode object = JSON.objectNode();
        schema.get("allOf").forEach(part -> {
            if (value(part, depth) instanceof ObjectNode fields) {
                object.setAll(fields);
            }
        });
        return object;
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = JSON.objectNode();
        schema.path("properties").properties().forEach(property -> {
            if (random.nextInt(3) > 0) {
                object.set(property.getKey(), value(property.getValue(), depth + 1));
            }
        });
        JsonNode more = schema.path("additionalProperties");
        if (more.isObject()) {
            object.set(one(List.of("pledgedOn", "statement", "casesStaged", "x")), value(more, depth + 1));
        }
        if (seldom()) {
            object.set(text(), anything(depth + 1));
        }
        return object;
    }

    private ArrayNode array(JsonNode schema, int depth) {
        ArrayNode array = JSON.arrayNode();
        for (int i = random.nextInt(3); i >= 0; i--) {
            array.add(value(schema.path("items"), depth + 1));
        }
        return array;
    }

    private JsonNode number(boolean whole) {
        return switch (random.nextInt(6)) {
            case 0 -> JSON.numberNode(-1);
            case 1 -> JSON.numberNode(Integer.MAX_VALUE);
            case 2 -> JSON.numberNode(Long.MIN_VALUE);
            case 3 -> whole ? JSON.numberNode(0) : JSON.numberNode(1e300);
            case 4 -> JSON.numberNode(0.5);
            default -> JSON.numberNode(random.nextInt(100));
        };
    }

    private JsonNode anything(int depth) {
        return switch (random.nextInt(depth > DEEPEST ? 4 : 6)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.textNode(text());
            case 2 -> number(false);
            case 3 -> JSON.booleanNode(true);
            case 4 -> JSON.arrayNode().add(anything(depth + 1));
            default -> JSON.objectNode().set(text(), anything(depth + 1));
        };
    }

    private static List<JsonNode> list(JsonNode array) {
        var list = new java.util.ArrayList<JsonNode>();
        array.forEach(list::add);
        return list;
    }

    /** A body that is wrong as a whole: empty, cut off, nested without end, huge, not text. */
    byte[] body() {
        return switch (random.nextInt(8)) {
            case 0 -> new byte[0];
            case 1 -> "{".getBytes(StandardCharsets.UTF_8);
            case 2 -> "[".repeat(100_000).getBytes(StandardCharsets.UTF_8);
            case 3 -> "{\"a\":".repeat(100_000).getBytes(StandardCharsets.UTF_8);
            case 4 ->
                ("{\"variables\":{\"x\":{\"value\":\"" + "x".repeat(1_000_000) + "\"}}}")
                        .getBytes(StandardCharsets.UTF_8);
            case 5 -> ("{\"a\":" + "9".repeat(10_000) + "}").getBytes(StandardCharsets.UTF_8);
            case 6 -> new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) 0xc3, 0x28};
            default -> {
                var bytes = new byte[random.nextInt(2_000)];
                random.nextBytes(bytes);
                yield bytes;
            }
        };
    }
}
