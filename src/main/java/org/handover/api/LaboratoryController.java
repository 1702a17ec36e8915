package org.handover.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.handover.draft.Draft;
import org.handover.draft.Drafts;
import org.handover.reading.LaboratoryViews;
import org.handover.reading.Page;
import org.handover.reading.Register;
import org.handover.reading.Unknown;
import org.handover.security.Reader;
import org.handover.vocabulary.Reference;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/handovers/{reference}")
@Tag(name = "Laboratory")
class LaboratoryController {

    private static final Map<String, Draft.Kind> DRAFTS = Map.of(
            "manifest", Draft.Kind.MANIFEST,
            "accession", Draft.Kind.ACCESSION,
            "recasing", Draft.Kind.RECASING,
            "inventory", Draft.Kind.INVENTORY,
            "grouping", Draft.Kind.GROUPING,
            "further-grouping", Draft.Kind.FURTHER_GROUPING,
            "regrouping", Draft.Kind.REGROUPING,
            "sign-out", Draft.Kind.SIGN_OUT,
            "settlement", Draft.Kind.SETTLEMENT);

    private final Register register;
    private final LaboratoryViews laboratory;
    private final Drafts drafts;

    LaboratoryController(Register register, LaboratoryViews laboratory, Drafts drafts) {
        this.register = register;
        this.laboratory = laboratory;
        this.drafts = drafts;
    }

    /**
     * A table somebody submitted that is not record yet.
     *
     * @param fields what was submitted beside the table
     * @param errors what was wrong with it; empty when it waits for a second person
     * @param by null when there is no such table
     */
    record Table(
            List<Map<String, Object>> rows, Map<String, Object> fields, List<String> errors, String by, LocalDate at) {}

    @GetMapping(
            path = "/containers",
            produces = {APPLICATION_JSON_VALUE, Csv.TYPE})
    @Operation(
            summary = "The containers",
            description = "As listed at the handover, with the transfer case each went into. What they hold is in the"
                    + " specimens. What the counterparty claims of them is withheld from those who examine blind"
                    + " (rule I1).")
    List<LaboratoryViews.Container> containers(@PathVariable String reference, Authentication signedIn) {
        return laboratory.containers(register.find(reference), Reader.of(signedIn));
    }

    @GetMapping(path = "/specimens", produces = APPLICATION_JSON_VALUE)
    @Operation(
            summary = "The specimens",
            description =
                    "Of every verified inventory, or of one container. Mass is in grams. With `page` or `size` one"
                            + " page, else all of them; the header X-Total-Count says how many there are.")
    ResponseEntity<List<LaboratoryViews.Specimen>> specimens(
            @PathVariable String reference,
            @Parameter(example = "C-07") @RequestParam(required = false) String container,
            @Parameter(description = "From 1") @RequestParam(required = false) Integer page,
            @Parameter(description = "1 to 200; 50 when only a page is asked for") @RequestParam(required = false)
                    Integer size,
            Authentication signedIn) {
        return Paged.answer(
                laboratory.specimens(register.find(reference), container, Reader.of(signedIn), Page.of(page, size)));
    }

    @GetMapping(path = "/drafts/{kind}", produces = APPLICATION_JSON_VALUE)
    @Operation(
            summary = "A table being worked on",
            description =
                    "What was submitted last with a manifest, a re-casing, an inventory, a grouping or a regrouping and is not record yet:"
                            + " sent back with its errors, or waiting for a second person. Empty when there is none.")
    Table draft(
            @PathVariable String reference,
            @Parameter(
                            description =
                                    "manifest, recasing, accession, inventory, grouping, further-grouping, regrouping, sign-out or settlement")
                    @PathVariable
                    String kind,
            @Parameter(
                            description =
                                    "The container of an inventory, or the individual of a list that is signed out",
                            example = "C-07")
                    @RequestParam(required = false)
                    String item) {
        Reference handover = register.find(reference);
        if (!DRAFTS.containsKey(kind)) {
            throw new Unknown(
                    "there is no table '%s'; there are manifest, recasing, accession, inventory, grouping, further-grouping, regrouping, sign-out, settlement"
                            .formatted(kind));
        }
        return drafts.find(handover, item, DRAFTS.get(kind))
                .map(LaboratoryController::table)
                .orElseGet(() -> new Table(List.of(), Map.of(), List.of(), null, null));
    }

    private static Table table(Draft draft) {
        var fields = new LinkedHashMap<>(draft.content());
        var rows = new ArrayList<Map<String, Object>>();
        if (fields.remove("rows") instanceof List<?> lines) {
            for (Object line : lines) {
                var row = new LinkedHashMap<String, Object>();
                ((Map<?, ?>) line).forEach((column, cell) -> row.put(String.valueOf(column), cell));
                rows.add(row);
            }
        }
        return new Table(rows, fields, draft.errors(), draft.by(), draft.on());
    }
}
