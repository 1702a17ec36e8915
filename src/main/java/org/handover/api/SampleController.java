package org.handover.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.handover.engine.StepLoad;
import org.handover.reading.Page;
import org.handover.reading.RecordViews;
import org.handover.reading.Register;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the laboratory has before it, of one handover and of all. */
@RestController
@RequestMapping("/api")
@Tag(name = "Laboratory")
class SampleController {

    private static final String PENDING = "Only those at the DNA laboratory";
    private static final String SIZE = "1 to 200; 50 when only a page is asked for";

    private final Register register;
    private final RecordViews record;
    private final StepLoad steps;

    SampleController(Register register, RecordViews record, StepLoad steps) {
        this.register = register;
        this.record = record;
        this.steps = steps;
    }

    @GetMapping(
            path = "/handovers/{reference}/samples",
            produces = {APPLICATION_JSON_VALUE, Csv.TYPE})
    @Operation(
            summary = "The DNA samples of a handover",
            description =
                    "When each was requested and when its result came; the result itself is in its case. With `page` or"
                            + " `size` one page, else all of them; the header X-Total-Count says how many there are.")
    ResponseEntity<List<RecordViews.Sample>> samples(
            @PathVariable String reference,
            @Parameter(description = PENDING) @RequestParam(defaultValue = "false") boolean pending,
            @Parameter(description = "From 1") @RequestParam(required = false) Integer page,
            @Parameter(description = SIZE) @RequestParam(required = false) Integer size) {
        return Paged.answer(record.samples(register.find(reference), pending, Page.of(page, size)));
    }

    @GetMapping(
            path = "/samples",
            produces = {APPLICATION_JSON_VALUE, Csv.TYPE})
    @Operation(summary = "The DNA samples of all handovers", description = "As those of one handover.")
    ResponseEntity<List<RecordViews.Sample>> allSamples(
            @Parameter(description = PENDING) @RequestParam(defaultValue = "false") boolean pending,
            @Parameter(description = "From 1") @RequestParam(required = false) Integer page,
            @Parameter(description = SIZE) @RequestParam(required = false) Integer size) {
        return Paged.answer(record.samples(null, pending, Page.of(page, size)));
    }

    @GetMapping(
            path = "/steps",
            produces = {APPLICATION_JSON_VALUE, Csv.TYPE})
    @Operation(
            summary = "Where everything waits",
            description = "How many instances of all handovers wait at which step, and since when.")
    List<StepLoad.Step> allSteps() {
        return steps.ofAll();
    }
}
