package org.handover.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import org.handover.identification.MissingItems;
import org.handover.identification.SigningOut;
import org.handover.reading.CaseFile;
import org.handover.reading.CaseFiles;
import org.handover.reading.CaseViews;
import org.handover.reading.Page;
import org.handover.reading.Register;
import org.handover.security.Reader;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/handovers/{reference}/cases")
@Tag(name = "Cases")
class CaseController {

    private final Register register;
    private final CaseViews cases;
    private final CaseFiles files;
    private final SigningOut signingOut;
    private final MissingItems missing;

    CaseController(Register register, CaseViews cases, CaseFiles files, SigningOut signingOut, MissingItems missing) {
        this.register = register;
        this.cases = cases;
        this.files = files;
        this.signingOut = signingOut;
        this.missing = missing;
    }

    @GetMapping(produces = {APPLICATION_JSON_VALUE, Csv.TYPE})
    @Operation(
            summary = "The cases",
            description =
                    "One per provisional individual, with where it waits. The person's id is shown only to the groups"
                            + " that may see names, to public affairs once the family has been told. With `page` or `size` one page, else"
                            + " all of them; the header X-Total-Count says how many there are.")
    ResponseEntity<List<CaseViews.Case>> cases(
            @PathVariable String reference,
            @Parameter(description = "From 1") @RequestParam(required = false) Integer page,
            @Parameter(description = "1 to 200; 50 when only a page is asked for") @RequestParam(required = false)
                    Integer size,
            @Parameter(description = "Only those that wait for somebody at this step", example = "ReviewDisposition")
                    @RequestParam(required = false)
                    String step,
            @Parameter(description = "GROUPED, OPEN or CLOSED") @RequestParam(required = false) String state,
            @Parameter(description = "Only those closed like this", example = "RETAINED")
                    @RequestParam(required = false)
                    String disposition,
            Authentication signedIn) {
        return Paged.answer(cases.list(
                register.find(reference),
                new CaseViews.Filter(step, state, disposition),
                Reader.of(signedIn),
                Page.of(page, size)));
    }

    @GetMapping(path = "/{individual}", produces = APPLICATION_JSON_VALUE)
    @Operation(
            summary = "One case",
            description =
                    "Its specimens, where it waits, the lines of evidence, samples, decisions and notices, as far as the"
                            + " reader may see them: `withheld` says why something is not there. Whoever may examine blind sees no candidate,"
                            + " no label, no effects and no other person's finding before the blind reports are signed (rule I1).")
    CaseFile theCase(@PathVariable String reference, @PathVariable String individual, Authentication signedIn) {
        return files.of(register.find(reference), individual, Reader.of(signedIn));
    }

    @GetMapping(
            path = "/{individual}/specimens",
            produces = {APPLICATION_JSON_VALUE, Csv.TYPE})
    @Operation(
            summary = "The specimens of a case",
            description = "Also those that were linked to it before, and those it has from another handover.")
    List<CaseFile.Specimen> specimens(
            @PathVariable String reference, @PathVariable String individual, Authentication signedIn) {
        return theCase(reference, individual, signedIn).specimens();
    }

    @GetMapping(
            path = "/{individual}/evidence",
            produces = {APPLICATION_JSON_VALUE, Csv.TYPE})
    @Operation(summary = "The signed reports of a case", description = "As far as the reader may see them.")
    List<CaseFile.Evidence> evidence(
            @PathVariable String reference, @PathVariable String individual, Authentication signedIn) {
        return theCase(reference, individual, signedIn).evidence();
    }

    @GetMapping(
            path = "/{individual}/samples",
            produces = {APPLICATION_JSON_VALUE, Csv.TYPE})
    @Operation(summary = "The DNA samples of a case", description = "As far as the reader may see them.")
    List<CaseFile.Sample> samples(
            @PathVariable String reference, @PathVariable String individual, Authentication signedIn) {
        return theCase(reference, individual, signedIn).samples();
    }

    @GetMapping(
            path = "/{individual}/decisions",
            produces = {APPLICATION_JSON_VALUE, Csv.TYPE})
    @Operation(summary = "The decisions of a case", description = "As far as the reader may see them.")
    List<CaseFile.Decision> decisions(
            @PathVariable String reference, @PathVariable String individual, Authentication signedIn) {
        return theCase(reference, individual, signedIn).decisions();
    }

    @GetMapping(
            path = "/{individual}/notices",
            produces = {APPLICATION_JSON_VALUE, Csv.TYPE})
    @Operation(summary = "The notices of a case", description = "As far as the reader may see them.")
    List<CaseFile.Notice> notices(
            @PathVariable String reference, @PathVariable String individual, Authentication signedIn) {
        return theCase(reference, individual, signedIn).notices();
    }

    /**
     * An item that is not where it should be.
     *
     * @param item e.g. {@code KOR-2018-01/C-07/12}
     */
    record Missing(String item, String description, LocalDate foundOn, String foundBy) {}

    @GetMapping(path = "/{individual}/leaving", produces = APPLICATION_JSON_VALUE)
    @Operation(
            summary = "What leaves with an individual",
            description =
                    "Every specimen of an open case with an approved disposition that the receiver has not got yet: what the"
                            + " laboratory signs out.")
    List<SigningOut.Leaving> leaving(@PathVariable String reference, @PathVariable String individual) {
        return signingOut.leaving(register.find(reference).item(individual));
    }

    @GetMapping(path = "/{individual}/missing", produces = APPLICATION_JSON_VALUE)
    @Operation(
            summary = "What of a case is missing",
            description =
                    "Specimens and samples that were not where they should be, and that nobody has explained yet.")
    List<Missing> missing(@PathVariable String reference, @PathVariable String individual) {
        return missing.of(register.find(reference).item(individual)).stream()
                .map(each -> new Missing(each.item().toString(), each.description(), each.foundOn(), each.foundBy()))
                .toList();
    }
}
