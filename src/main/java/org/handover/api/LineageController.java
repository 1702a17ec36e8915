package org.handover.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.handover.reading.LaboratoryViews;
import org.handover.reading.Lineage;
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
@RequestMapping("/api/handovers/{reference}")
@Tag(name = "Laboratory")
class LineageController {

    private final Register register;
    private final Lineage lineage;
    private final LaboratoryViews laboratory;

    LineageController(Register register, Lineage lineage, LaboratoryViews laboratory) {
        this.register = register;
        this.lineage = lineage;
        this.laboratory = laboratory;
    }

    @GetMapping(
            path = "/lineage",
            produces = {APPLICATION_JSON_VALUE, Csv.TYPE})
    @Operation(
            summary = "From container to individual and back",
            description =
                    "Every specimen of a container, or one specimen, or every specimen an individual has or had, each"
                            + " with the individuals it belongs and belonged to: since when, by which method, by whom."
                            + " Give one of the three.")
    List<Lineage.Link> lineage(
            @PathVariable String reference,
            @Parameter(example = "C-07") @RequestParam(required = false) String container,
            @Parameter(example = "C-07/12") @RequestParam(required = false) String specimen,
            @Parameter(example = "I-012") @RequestParam(required = false) String individual,
            Authentication signedIn) {
        return lineage.of(register.find(reference), container, specimen, individual, Reader.of(signedIn));
    }

    @GetMapping(path = "/specimens", produces = Csv.TYPE)
    @Operation(
            summary = "The specimens for a laboratory's own tables",
            description =
                    "The key of a specimen in the laboratories' column order: accession is the handover, provenance 1"
                            + " the container, provenance 2 its transfer case. A grouping is taken back with these columns"
                            + " and individual, method and strength.")
    ResponseEntity<String> specimens(
            @PathVariable String reference,
            @Parameter(example = "C-07") @RequestParam(required = false) String container,
            Authentication signedIn) {
        var handover = register.find(reference);
        Reader reader = Reader.of(signedIn);
        var transferCaseByContainer = new java.util.HashMap<String, String>();
        laboratory
                .containers(handover, reader)
                .forEach(each -> transferCaseByContainer.put(each.number(), each.transferCase()));
        Csv csv = Csv.of(
                "accession",
                "provenance 1",
                "provenance 2",
                "designator",
                "element",
                "side",
                "completeness",
                "zones",
                "mass",
                "individual");
        laboratory
                .specimens(handover, container, reader, Page.ALL)
                .rows()
                .forEach(each -> csv.row(
                        reference,
                        each.container(),
                        transferCaseByContainer.get(each.container()),
                        each.designator(),
                        each.element(),
                        each.side(),
                        each.completeness(),
                        each.zones(),
                        each.mass(),
                        each.individual()));
        return csv.download(reference + "-specimens");
    }
}
