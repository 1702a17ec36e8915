package org.handover.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.handover.scenario.BundledScenarios;
import org.handover.scenario.Played;
import org.handover.scenario.Replay;
import org.handover.scenario.Scenario;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Scenarios of dated events, replayed through the real process. */
@RestController
@RequestMapping("/api/scenarios")
@Tag(name = "Scenarios")
class ScenarioController {

    private final BundledScenarios bundled;
    private final Replay replay;
    private final boolean allowed;

    ScenarioController(BundledScenarios bundled, Replay replay, @Value("${handover.replay.allowed}") boolean allowed) {
        this.bundled = bundled;
        this.replay = replay;
        this.allowed = allowed;
    }

    /**
     * @param from the event time of its first event
     * @param to the event time of its last event
     */
    record Summary(String name, int events, String from, String to) {

        static Summary of(String name, Scenario scenario) {
            var events = scenario.events();
            return new Summary(
                    name,
                    events.size(),
                    events.get(0).at(),
                    events.get(events.size() - 1).at());
        }
    }

    /** @param played what each event did, in order */
    record Replayed(String reference, int events, List<Played> played) {}

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The scenarios that come with the application")
    List<Summary> list() {
        return bundled.names().stream()
                .map(name -> Summary.of(name, Scenario.parse(bundled.find(name).orElseThrow())))
                .toList();
    }

    @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Replay a scenario: one that comes with the application, by name, or one sent as JSON Lines",
            description =
                    "Every event is done by members of the groups, with its own date. Where an event does not fit, the answer says"
                            + " at which line and why; what was played before stands. Only where replays are allowed, as in the demo, and only for"
                            + " operators and administrators.")
    ResponseEntity<?> replay(
            @Parameter(description = "The handover to start or to go on with")
                    @RequestParam(defaultValue = "KOR-2018-01")
                    String reference,
            @Parameter(description = "A scenario that comes with the application") @RequestParam(required = false)
                    String name,
            @RequestBody(required = false) String jsonLines) {
        if (name != null) {
            return play(
                    reference,
                    bundled.find(name)
                            .orElseThrow(() -> new Refusal("name: there is no scenario '%s'; there are %s"
                                    .formatted(name, String.join(", ", bundled.names())))));
        }
        return play(reference, jsonLines == null ? "" : jsonLines);
    }

    private ResponseEntity<?> play(String reference, String jsonLines) {
        if (!allowed) {
            // A replay acts as members of every group; outside a demo people act for themselves.
            return ResponseEntity.status(HttpStatus.FORBIDDEN)
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(ProblemDetail.forStatusAndDetail(
                            HttpStatus.FORBIDDEN,
                            "replays are not allowed here: they act as members of every group; start the demo"));
        }
        var handover = new Reference(reference);
        List<Played> played = replay.play(Scenario.parse(jsonLines), handover);
        return ResponseEntity.ok(new Replayed(handover.value(), played.size(), played));
    }
}
