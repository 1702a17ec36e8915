package org.handover.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import org.handover.vocabulary.Refusal;

/**
 * One event of a scenario.
 *
 * @param line where it stands in its file, from 1
 * @param id e.g. {@code A01}
 * @param at a date, a month, or two dates with a slash between them
 * @param zone where its dates are local; null when the event names none
 * @param type e.g. {@code PLEDGE_MADE}
 */
public record ScenarioEvent(int line, String id, String at, ZoneId zone, String type, JsonNode fields) {

    static ScenarioEvent of(int line, JsonNode fields) {
        if (!fields.isObject()) {
            throw new Refusal("line %d: not a JSON object".formatted(line));
        }
        for (String required : new String[] {"id", "at", "type"}) {
            if (!fields.path(required).isTextual()) {
                throw new Refusal(
                        "line %d: '%s' is missing; every event has id, at and type".formatted(line, required));
            }
        }
        try {
            ZoneId zone = fields.hasNonNull("tz") ? ZoneId.of(fields.get("tz").asText()) : null;
            var event = new ScenarioEvent(
                    line,
                    fields.get("id").asText(),
                    fields.get("at").asText(),
                    zone,
                    fields.get("type").asText(),
                    fields);
            event.on();
            return event;
        } catch (DateTimeException e) {
            throw new Refusal(
                    "line %d: at or tz is wrong: %s; write at as 2018-07-27, 2018-07 or 2018-07-28/2018-07-31, tz as Asia/Seoul"
                            .formatted(line, e.getMessage()));
        }
    }

    /** The same event, in a zone unless it names its own. */
    ScenarioEvent in(ZoneId otherwise) {
        return zone == null ? new ScenarioEvent(line, id, at, otherwise, type, fields) : this;
    }

    /** The local date; of two dates the later, of a month its last day. */
    LocalDate on() {
        String last = at.substring(at.indexOf('/') + 1);
        return last.length() == 7 ? YearMonth.parse(last).atEndOfMonth() : LocalDate.parse(last);
    }

    /** Noon of {@link #on()}: the events say no time of day. */
    Instant noon() {
        return on().atTime(LocalTime.NOON).atZone(zone).toInstant();
    }

    boolean has(String field) {
        return fields.hasNonNull(field);
    }

    /** @throws Refusal when the event does not have the field */
    String text(String field) {
        if (!has(field)) {
            throw new Refusal("'%s' is missing".formatted(field));
        }
        return fields.get(field).asText();
    }

    String text(String field, String otherwise) {
        return has(field) ? fields.get(field).asText() : otherwise;
    }

    /** @throws Refusal when the event does not have the field as a whole number */
    int number(String field) {
        if (!fields.path(field).isInt()) {
            throw new Refusal("'%s' is missing or not a whole number".formatted(field));
        }
        return fields.get(field).asInt();
    }

    boolean lists(String field, String word) {
        for (JsonNode entry : fields.path(field)) {
            if (entry.asText().equals(word)) {
                return true;
            }
        }
        return false;
    }
}
