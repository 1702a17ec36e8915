package org.handover.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.handover.export.Dossiers;
import org.handover.export.Exports;
import org.handover.protocol.Protocols;
import org.handover.reading.Register;
import org.handover.seal.Seals;
import org.handover.seal.SignedDigest;
import org.handover.security.Reader;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The record for whoever does not trust this application. */
@RestController
@RequestMapping("/api")
@Tag(name = "Proof")
class ExportController {

    private static final String ZIP = "application/zip";

    private final Register register;
    private final Exports exports;
    private final Dossiers dossiers;
    private final Protocols protocols;
    private final Seals seals;

    ExportController(Register register, Exports exports, Dossiers dossiers, Protocols protocols, Seals seals) {
        this.register = register;
        this.exports = exports;
        this.dossiers = dossiers;
        this.protocols = protocols;
        this.seals = seals;
    }

    @GetMapping(path = "/handovers/{reference}/export", produces = ZIP)
    @Operation(
            summary = "The ledger to check elsewhere",
            description =
                    "One signed file with ledger, account, digests, signatures and public keys. `java -jar handover.jar verify FILE`"
                            + " checks it without this application. Whose family has remains is left out for whoever may not see"
                            + " it; the file can be checked all the same.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The archive",
                            content = @Content(mediaType = ZIP, schema = @Schema(type = "string", format = "binary"))))
    void export(@PathVariable String reference, Authentication signedIn, HttpServletResponse response)
            throws IOException {
        Reference handover = register.find(reference);
        download(exports.name(handover, "export"), ZIP, response);
        exports.export(handover, Reader.of(signedIn), response.getOutputStream());
    }

    @GetMapping(path = "/handovers/{reference}/dossier", produces = ZIP)
    @Operation(
            summary = "Everything of a handover",
            description =
                    "One signed archive: the export, the timeline, statements with their sources, talks, flight, decisions, containers,"
                            + " specimens, cases, protocols, and the models in the versions that were followed. Checked like the"
                            + " export. It holds what the reader may see.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The archive",
                            content = @Content(mediaType = ZIP, schema = @Schema(type = "string", format = "binary"))))
    void dossier(@PathVariable String reference, Authentication signedIn, HttpServletResponse response)
            throws IOException {
        Reference handover = register.find(reference);
        download(exports.name(handover, "dossier"), ZIP, response);
        dossiers.dossier(handover, Reader.of(signedIn), response.getOutputStream());
    }

    @GetMapping(path = "/handovers/{reference}/protocol", produces = MediaType.APPLICATION_PDF_VALUE)
    @Operation(
            summary = "The protocol to print and sign",
            description =
                    "What came, how many of which unit, seals, who signed, what differed, and the digest: of the handover, or of one"
                            + " container. The same for everybody; the same bytes while the record stays as it is.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The document",
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_PDF_VALUE,
                                            schema = @Schema(type = "string", format = "binary"))))
    ResponseEntity<byte[]> protocol(
            @PathVariable String reference,
            @Parameter(description = "A container of the handover", example = "C-07") @RequestParam(required = false)
                    String container,
            @Parameter(description = "`en` or `ko`; without it what the reader prefers") @RequestParam(required = false)
                    String language,
            @Parameter(hidden = true) Locale preferred) {
        Reference handover = register.find(reference);
        Locale locale = language == null ? preferred : language(language);
        byte[] document = container == null
                ? protocols.handover(handover, locale)
                : protocols.container(handover.item(container), locale);
        String name = "%s%s-protocol-%s.pdf"
                .formatted(handover, container == null ? "" : "-" + container, locale.getLanguage());
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline().filename(name).build().toString())
                .body(document);
    }

    private static Locale language(String language) {
        return switch (language) {
            case "en" -> Locale.ENGLISH;
            case "ko" -> Locale.KOREAN;
            default -> throw new Refusal("language: '%s' is neither en nor ko".formatted(language));
        };
    }

    @GetMapping(
            path = "/handovers/{reference}/digests",
            produces = {APPLICATION_JSON_VALUE, Csv.TYPE})
    @Operation(
            summary = "What was signed of the ledger",
            description =
                    "Every signed digest over all chains of custody, the newest last. Keep one, and a later export must go on from it.")
    List<SignedDigest> digests(@PathVariable String reference) {
        return seals.upTo(seals.seal(register.find(reference)));
    }

    /**
     * A key that signs, or signed.
     *
     * @param fingerprint SHA-256 over the key, in hexadecimal
     * @param publicKey Ed25519 as SubjectPublicKeyInfo, in Base64
     */
    record Key(String fingerprint, String publicKey, boolean signsNow) {}

    @GetMapping(
            path = "/keys",
            produces = {APPLICATION_JSON_VALUE, Csv.TYPE})
    @Operation(
            summary = "Which keys sign",
            description = "The public keys that signed digests and exports, and the one that signs now.")
    List<Key> keys() {
        String now = seals.signer().key().fingerprint();
        return seals.keys().stream()
                .map(key -> new Key(
                        key.fingerprint(), key.encoded(), key.fingerprint().equals(now)))
                .toList();
    }

    private static void download(String name, String type, HttpServletResponse response) {
        response.setContentType(type);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(name).build().toString());
    }
}
