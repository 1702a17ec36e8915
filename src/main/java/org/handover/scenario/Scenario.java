package org.handover.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.handover.vocabulary.Refusal;

/** The dated events of a scenario file: JSON Lines, one event a line, in the order in which they are played. */
public record Scenario(List<ScenarioEvent> events) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @throws Refusal naming every line that is not an event */
    public static Scenario parse(String jsonLines) {
        var events = new ArrayList<ScenarioEvent>();
        var problems = new ArrayList<String>();
        int number = 0;
        for (String line : jsonLines.lines().toList()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                JsonNode fields = JSON.readTree(line);
                events.add(ScenarioEvent.of(number, fields));
            } catch (JsonProcessingException e) {
                problems.add("line %d: not a JSON object: %s".formatted(number, e.getOriginalMessage()));
            } catch (Refusal refusal) {
                problems.addAll(refusal.problems());
            }
        }
        if (events.isEmpty() && problems.isEmpty()) {
            problems.add(
                    "the scenario is empty; it has one JSON object a line, e.g. {\"id\":\"A01\",\"at\":\"2018-06-12\",\"type\":\"PLEDGE_MADE\"}");
        }
        if (!problems.isEmpty()) {
            throw new Refusal(problems);
        }
        return new Scenario(List.copyOf(events));
    }
}
