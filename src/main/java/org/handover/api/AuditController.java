package org.handover.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.handover.audit.AuditEntry;
import org.handover.audit.AuditTrail;
import org.handover.audit.AuditTrail.Selection;
import org.handover.reading.Page;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who did what when; for operators and administrators. */
@RestController
@RequestMapping("/api/audit")
@Tag(name = "Audit")
class AuditController {

    private final AuditTrail trail;

    AuditController(AuditTrail trail) {
        this.trail = trail;
    }

    @GetMapping(produces = APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Who did what when",
            description =
                    "Acts, what was refused or denied, sign-ins, and whose names or kin were shown to whom: the newest first,"
                            + " page by page. As CSV everything that was asked for, the oldest first. No name stands here.")
    List<AuditEntry> list(
            @Parameter(description = "This moment or later", example = "2018-07-18T00:00:00Z")
                    @RequestParam(required = false)
                    Instant since,
            @Parameter(description = "Before this moment") @RequestParam(required = false) Instant until,
            @Parameter(description = "Id of a user") @RequestParam(required = false) String actor,
            @RequestParam(required = false) AuditEntry.Kind kind,
            @Parameter(description = "A handover, a case, or a part of a path", example = "KOR-2018-01/I-012")
                    @RequestParam(required = false)
                    String about,
            @Parameter(description = "From 1") @RequestParam(defaultValue = "1") Integer page,
            @Parameter(description = "1 to 200") @RequestParam(defaultValue = "50") Integer size) {
        Page which = Page.of(page, size);
        return trail.list(new Selection(since, until, actor, kind, about), which.size(), which.offset());
    }

    @GetMapping(produces = Csv.TYPE)
    @Operation(hidden = true)
    void csv(
            @RequestParam(required = false) Instant since,
            @RequestParam(required = false) Instant until,
            @RequestParam(required = false) String actor,
            @RequestParam(required = false) AuditEntry.Kind kind,
            @RequestParam(required = false) String about,
            HttpServletResponse response)
            throws IOException {
        response.setContentType(Csv.TYPE);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\"");
        Csv csv = Csv.to(
                response.getWriter(),
                "at",
                "kind",
                "actor",
                "address",
                "method",
                "path",
                "status",
                "namesOf",
                "kinOf",
                "chain",
                "sequence",
                "previousHash",
                "hash");
        trail.each(
                new Selection(since, until, actor, kind, about),
                entry -> csv.row(
                        entry.at(),
                        entry.kind(),
                        entry.actor(),
                        entry.address(),
                        entry.method(),
                        entry.path(),
                        entry.status(),
                        entry.namesOf(),
                        entry.kinOf(),
                        entry.chain(),
                        entry.sequence(),
                        entry.previousHash(),
                        entry.hash()));
    }

    /** @param broken the first entry that was changed, or before which one is missing; null when there is none */
    record Check(boolean intact, AuditEntry broken) {}

    @GetMapping(path = "/verify", produces = APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Whether the audit was changed",
            description = "Walks the chain of every process that wrote entries.")
    Check verify() {
        AuditEntry broken = trail.broken();
        return new Check(broken == null, broken);
    }
}
