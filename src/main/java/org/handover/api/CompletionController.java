package org.handover.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.handover.engine.Completions;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Many tasks completed at once. */
@RestController
@RequestMapping(path = "/api/completions", produces = APPLICATION_JSON_VALUE)
@Tag(name = "Laboratory")
class CompletionController {

    private static final String SUMMARY = "Complete many tasks in one transaction";
    private static final String DESCRIPTION =
            "1 to 200 tasks, each named by the engine's id (`task`), or by the `case` it is about and its `step`; `fields` are those of"
                    + " its form. The person who is signed in acts, and each task has every check it has alone: its group, the rules that need"
                    + " two people, what was submitted. All are completed or none: a refusal says in `problems`, and item by item in `items`,"
                    + " what is wrong and what would be right.";

    private final Completions completions;

    CompletionController(Completions completions) {
        this.completions = completions;
    }

    /** @param completed how many tasks */
    record Completed(int completed) {}

    /** As the document shows it. */
    @Schema(name = "Completion")
    private record Asked(
            @Schema(description = "The engine's id of the task; without it `case` and `step`", nullable = true)
                    String task,
            @Schema(
                            name = "case",
                            description = "The business key of what the task is about",
                            example = "KOR-2018-01/I-012",
                            nullable = true)
                    String about,
            @Schema(description = "The step at which it waits", example = "SelectLinesOfEvidence", nullable = true)
                    String step,
            @Schema(description = "What the form of the task asks") Map<String, Object> fields) {}

    @PostMapping(consumes = APPLICATION_JSON_VALUE)
    @Operation(summary = SUMMARY, description = DESCRIPTION)
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = APPLICATION_JSON_VALUE,
                            array = @ArraySchema(schema = @Schema(implementation = Asked.class)),
                            examples =
                                    @ExampleObject(
                                            """
                                            [{"case": "KOR-2018-01/I-012", "step": "SelectLinesOfEvidence", "fields": {"linesOfEvidence": "ANTHROPOLOGY,HISTORY"}},
                                             {"case": "KOR-2018-01/I-013", "step": "SelectLinesOfEvidence", "fields": {"linesOfEvidence": "ANTHROPOLOGY,MTDNA"}}]""")))
    Completed complete(
            @org.springframework.web.bind.annotation.RequestBody List<Map<String, Object>> rows,
            Authentication signedIn) {
        return new Completed(completions.complete(Completions.read(rows), signedIn.getName()));
    }

    @PostMapping(consumes = "text/csv")
    @Operation(
            summary = SUMMARY,
            description = DESCRIPTION
                    + " As CSV there is a row for each task, with the columns `task`, or `case` and `step`, and one for each field; an empty"
                    + " cell is no value.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "text/csv",
                            schema = @Schema(type = "string"),
                            examples =
                                    @ExampleObject(
                                            """
                                            case,step,linesOfEvidence
                                            KOR-2018-01/I-012,SelectLinesOfEvidence,"ANTHROPOLOGY,HISTORY\"""")))
    Completed completeRows(@org.springframework.web.bind.annotation.RequestBody String csv, Authentication signedIn) {
        return new Completed(completions.complete(Completions.readCsv(csv), signedIn.getName()));
    }
}
