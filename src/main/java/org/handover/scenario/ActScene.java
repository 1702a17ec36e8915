package org.handover.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.Refusal;
import org.springframework.stereotype.Component;

/**
 * What one person did, in the words of the process itself, so that a file can tell everything people can do: {@code TASK_COMPLETED} with
 * the {@code task}, {@code MESSAGE_SENT} with the {@code message}, {@code PROCESS_STARTED} with the {@code process}. {@code by} is the
 * group and {@code member} which of its members acts, the first without it; {@code of} is an item of the handover, e.g. {@code C-07}, the
 * handover itself without it; {@code fields} is what is submitted.
 */
@Component
class ActScene implements Scene {

    private final ObjectMapper json;

    ActScene(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public ZoneId zone() {
        return Place.HICKAM.zone();
    }

    @Override
    public Map<String, Step> steps() {
        return Map.of(
                "TASK_COMPLETED", this::complete,
                "MESSAGE_SENT", this::send,
                "PROCESS_STARTED", this::start);
    }

    private String complete(ScenarioEvent event, Cast cast) {
        String task = event.text("task");
        cast.completeAt(key(event, cast), event.text("by"), member(event), task, fields(event));
        return "completed %s of %s".formatted(task, key(event, cast));
    }

    private String send(ScenarioEvent event, Cast cast) {
        String message = event.text("message");
        cast.sendTo(key(event, cast), event.text("by"), member(event), message, fields(event));
        return "sent %s to %s".formatted(message, key(event, cast));
    }

    private String start(ScenarioEvent event, Cast cast) {
        String process = event.text("process");
        cast.start(event.text("by"), member(event), process, key(event, cast), fields(event));
        return "started %s as %s".formatted(process, key(event, cast));
    }

    private static String key(ScenarioEvent event, Cast cast) {
        return event.has("of")
                ? cast.reference() + "/" + event.text("of")
                : cast.reference().value();
    }

    private static int member(ScenarioEvent event) {
        return event.has("member") ? event.number("member") : 1;
    }

    private Map<String, Object> fields(ScenarioEvent event) {
        JsonNode fields = event.fields().path("fields");
        if (!fields.isObject() && !fields.isMissingNode()) {
            throw new Refusal("'fields' is not an object of names and values");
        }
        var values = new LinkedHashMap<String, Object>();
        fields.properties()
                .forEach(field -> values.put(field.getKey(), json.convertValue(field.getValue(), Object.class)));
        return values;
    }
}
