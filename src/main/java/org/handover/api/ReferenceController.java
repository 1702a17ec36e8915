package org.handover.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.handover.audit.Disclosure;
import org.handover.person.ReferenceSample;
import org.handover.person.ReferenceSamples;
import org.handover.reading.MissingReferences;
import org.handover.reading.Page;
import org.handover.security.Reader;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What relatives gave for comparison, and whose relatives are still to be asked. */
@RestController
@RequestMapping("/api")
@Tag(name = "Family references")
class ReferenceController {

    private final ReferenceSamples samples;
    private final MissingReferences missing;

    ReferenceController(ReferenceSamples samples, MissingReferences missing) {
        this.samples = samples;
        this.missing = missing;
    }

    @GetMapping(
            path = "/persons/{person}/reference-samples",
            produces = {APPLICATION_JSON_VALUE, Csv.TYPE})
    @Operation(
            summary = "The reference samples of a person's relatives",
            description =
                    "Kinship, the markers each can inform, and the consent; for the groups that see names. The donor is"
                            + " shown to the casualty office alone (rule T7).")
    List<ReferenceSample> of(@PathVariable String person, Authentication signedIn) {
        Reader reader = seesNames(signedIn);
        return samples.of(person).stream()
                .map(each -> Disclosure.ofName(each, person))
                .map(each -> reader.seesKin() ? Disclosure.ofKin(each, person) : each.withoutDonor())
                .toList();
    }

    @PostMapping(path = "/persons/{person}/reference-samples", produces = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Take in a reference sample",
            description = "By the casualty office: `donor`, `kinship` (MOTHER, FATHER, SISTER, BROTHER, DAUGHTER, SON,"
                    + " MATERNAL_RELATIVE, PATERNAL_RELATIVE), `markers` (MTDNA, YSTR, AUSTR: only what the"
                    + " kinship can inform), `consentOn`, and `receivedOn`, today without it.")
    ReferenceSample add(@PathVariable String person, @RequestBody Map<String, Object> fields, Authentication signedIn) {
        return samples.add(person, fields, casualtyOffice(signedIn).user());
    }

    @PostMapping(path = "/persons/{person}/reference-samples/{number}/withdrawal", produces = APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Record that a donor took the consent back",
            description =
                    "By the casualty office: `withdrawnOn`, today without it. The sample stays on record and informs nothing.")
    ReferenceSample withdraw(
            @PathVariable String person,
            @Parameter(example = "FR-0001") @PathVariable String number,
            @RequestBody Map<String, Object> fields,
            Authentication signedIn) {
        return samples.withdraw(person, number, fields, casualtyOffice(signedIn).user());
    }

    @GetMapping(
            path = "/missing-references",
            produces = {APPLICATION_JSON_VALUE, Csv.TYPE})
    @Operation(
            summary = "Whose relatives are to be asked for which sample",
            description =
                    "Open cases whose DNA comparison waits for a reference; for the groups that see names. With `page` or"
                            + " `size` one page, else all; the header X-Total-Count says how many there are.")
    ResponseEntity<List<MissingReferences.Missing>> missing(
            @Parameter(description = "From 1") @RequestParam(required = false) Integer page,
            @Parameter(description = "1 to 200; 50 when only a page is asked for") @RequestParam(required = false)
                    Integer size,
            Authentication signedIn) {
        seesNames(signedIn);
        var found = missing.list(Page.of(page, size));
        found.rows().forEach(each -> Disclosure.ofName(each.person(), each.individual()));
        return Paged.answer(found);
    }

    private static Reader seesNames(Authentication signedIn) {
        Reader reader = Reader.of(signedIn);
        if (!reader.seesNames() || reader.examinesBlind()) {
            throw new ResponseStatusException(
                    HttpStatus.FORBIDDEN, "persons and their reference samples are for the groups that see names");
        }
        return reader;
    }

    private static Reader casualtyOffice(Authentication signedIn) {
        Reader reader = Reader.of(signedIn);
        if (!reader.seesKin()) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, "the casualty office takes in reference samples");
        }
        return reader;
    }
}
