package org.handover.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.stream.Stream;
import org.handover.engine.LaboratoryLoad;
import org.handover.reading.LaboratoryOverview;
import org.handover.reading.Page;
import org.handover.reading.Register;
import org.handover.vocabulary.Reference;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The tables of the board's laboratory view. */
@RestController
@RequestMapping(
        path = "/api/laboratory",
        produces = {APPLICATION_JSON_VALUE, Csv.TYPE})
@Tag(name = "Laboratory")
class LaboratoryFiguresController {

    private static final String ONE = "Of one handover; without, of all";

    private final Register register;
    private final LaboratoryOverview laboratory;

    LaboratoryFiguresController(Register register, LaboratoryOverview laboratory) {
        this.register = register;
        this.laboratory = laboratory;
    }

    /**
     * What waits at a step.
     *
     * @param process id of the model
     * @param waiting containers or individuals
     * @param upTo7Days how many of them for at most 7 days, and so on
     * @param overdue those with a task past its due date
     * @param stalled those with an incident of the engine, or without a due date and long at the step
     */
    record Waiting(
            String process,
            String step,
            int waiting,
            int upTo7Days,
            int upTo30Days,
            int upTo90Days,
            int upTo365Days,
            int longer,
            int overdue,
            int stalled) {

        static Waiting of(LaboratoryLoad.Step step) {
            List<Integer> ages = step.ages();
            return new Waiting(
                    step.process(),
                    step.step(),
                    step.waiting(),
                    ages.get(0),
                    ages.get(1),
                    ages.get(2),
                    ages.get(3),
                    ages.get(4),
                    step.overdue(),
                    step.stalled());
        }
    }

    /** @param state where they are in the account */
    record Containers(String state, int containers) {}

    @GetMapping("/steps")
    @Operation(
            summary = "Individuals and containers by step and age",
            description =
                    "How long they have been at the step. One that is at several steps is counted at each of them.")
    List<Waiting> steps(@Parameter(description = ONE) @RequestParam(required = false) String reference) {
        var steps = laboratory.steps(find(reference));
        return Stream.concat(steps.cases().stream(), steps.containers().stream())
                .map(Waiting::of)
                .toList();
    }

    @GetMapping("/dna")
    @Operation(
            summary = "DNA without a result",
            description = "By kind of test: samples to be cut, and those requested.")
    List<LaboratoryOverview.Dna> dna(@Parameter(description = ONE) @RequestParam(required = false) String reference) {
        return laboratory.dna(find(reference));
    }

    @GetMapping("/containers")
    @Operation(summary = "Where the containers are", description = "Every received container is in one place.")
    List<Containers> containers(@Parameter(description = ONE) @RequestParam(required = false) String reference) {
        return laboratory.containers(find(reference)).entrySet().stream()
                .map(state -> new Containers(state.getKey(), state.getValue()))
                .toList();
    }

    @GetMapping("/groups")
    @Operation(summary = "What waits for whom", description = "Open tasks of the laboratory by group and step.")
    List<LaboratoryLoad.Work> groups(@Parameter(description = ONE) @RequestParam(required = false) String reference) {
        return laboratory.groups(find(reference)).stream()
                .flatMap(group -> group.steps().stream())
                .toList();
    }

    @GetMapping("/handovers")
    @Operation(
            summary = "Handovers in the laboratory",
            description =
                    "The most open cases first, in pages of 50; the header X-Total-Count says how many there are.")
    ResponseEntity<List<LaboratoryOverview.Share>> handovers(
            @Parameter(description = "From 1") @RequestParam(required = false) Integer page,
            @Parameter(description = "1 to 200; 50 without") @RequestParam(defaultValue = "50") Integer size) {
        return Paged.answer(laboratory.shares(Page.of(page, size)));
    }

    private Reference find(String reference) {
        return reference == null ? null : register.find(reference);
    }
}
