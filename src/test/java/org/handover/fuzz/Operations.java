package org.handover.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The operations of an OpenAPI document. */
class Operations {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch", "options", "head");

    /**
     * One of them.
     *
     * @param parameters as the document describes them, those of the path included
     * @param types media types that it takes
     * @param body schema of what it takes; missing for none
     */
    record Operation(String method, String path, List<JsonNode> parameters, List<String> types, JsonNode body) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private final JsonNode document;

    Operations(JsonNode document) {
        this.document = document;
    }

    List<Operation> all() {
        var all = new ArrayList<Operation>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (METHODS.contains(method.getKey())) {
                        all.add(operation(path.getKey(), path.getValue(), method.getKey(), method.getValue()));
                    }
                }));
        return all;
    }

    private Operation operation(String path, JsonNode ofPath, String method, JsonNode operation) {
        var parameters = new ArrayList<JsonNode>();
        ofPath.path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
        operation.path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
        var types = new ArrayList<String>();
        JsonNode content = resolved(operation.path("requestBody")).path("content");
        content.fieldNames().forEachRemaining(types::add);
        JsonNode body = types.isEmpty() ? content : content.path(types.get(0)).path("schema");
        return new Operation(method.toUpperCase(), path, parameters, types, body);
    }

    /** What a reference stands for. */
    JsonNode resolved(JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isTextual() ? resolved(document.at(reference.asText().substring(1))) : node;
    }
}
