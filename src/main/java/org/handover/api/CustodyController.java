package org.handover.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.function.BinaryOperator;
import org.handover.custody.Custody;
import org.handover.custody.CustodyEvent;
import org.handover.custody.Verification;
import org.handover.reading.Page;
import org.handover.reading.Register;
import org.handover.reading.RouteViews;
import org.handover.reading.Told;
import org.handover.reading.Unknown;
import org.handover.seal.Seals;
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
@RequestMapping("/api/handovers/{reference}/custody")
@Tag(name = "Custody")
class CustodyController {

    private final Register register;
    private final Custody custody;
    private final Seals seals;
    private final RouteViews route;
    private final Told told;

    CustodyController(Register register, Custody custody, Seals seals, RouteViews route, Told told) {
        this.register = register;
        this.custody = custody;
        this.seals = seals;
        this.route = route;
        this.told = told;
    }

    /**
     * One link of a chain of custody.
     *
     * @param from for a family {@code FAMILY:} and the person's id, without the id for whoever may not see it
     * @param at UTC
     * @param hash over all fields as recorded, also an id that is not shown
     */
    record Event(
            String item,
            int sequence,
            String act,
            String from,
            String to,
            Instant at,
            String place,
            String releasedBy,
            String receivedBy,
            String reason,
            String previousHash,
            String hash) {

        static Event of(CustodyEvent event, BinaryOperator<String> shown) {
            return new Event(
                    event.item(),
                    event.sequence(),
                    event.act().name(),
                    shown.apply(event.from().value(), event.item()),
                    shown.apply(event.to().value(), event.item()),
                    event.at(),
                    event.place(),
                    event.releasedBy(),
                    event.receivedBy(),
                    event.reason(),
                    event.previousHash(),
                    event.hash());
        }
    }

    /** @param since when the present holder took it, UTC */
    record Holding(String item, String holder, Instant since, String place) {}

    @GetMapping(produces = {APPLICATION_JSON_VALUE, Csv.TYPE})
    @Operation(
            summary = "The chains of custody",
            description =
                    "Item by item, each in order: of the whole handover, or of one item. With `page` or `size` one"
                            + " page, else all of them; the header X-Total-Count says how many there are.")
    ResponseEntity<List<Event>> events(
            @PathVariable String reference,
            @Parameter(description = "A container, specimen or sample of the handover", example = "C-07")
                    @RequestParam(required = false)
                    String item,
            @Parameter(description = "From 1") @RequestParam(required = false) Integer page,
            @Parameter(description = "1 to 200; 50 when only a page is asked for") @RequestParam(required = false)
                    Integer size,
            Authentication signedIn) {
        Reference handover = register.find(reference);
        Page asked = Page.of(page, size);
        Page.Of<CustodyEvent> found = item == null
                ? new Page.Of<>(custody.events(handover, asked.offset(), asked.size()), custody.count(handover), asked)
                : asked.of(custody.events(handover.item(item)));
        if (item != null && found.total() == 0) {
            throw new Unknown("nobody of %s has taken %s into custody".formatted(handover, item));
        }
        BinaryOperator<String> shown = told.holders(handover, Reader.of(signedIn));
        return Paged.answer(found.map(event -> Event.of(event, shown)));
    }

    @GetMapping(
            path = "/holders",
            produces = {APPLICATION_JSON_VALUE, Csv.TYPE})
    @Operation(
            summary = "Who holds what now",
            description = "Every item of the handover with its one holder. With `page` or `size` one page, else all of"
                    + " them; the header X-Total-Count says how many there are.")
    ResponseEntity<List<Holding>> holders(
            @PathVariable String reference,
            @Parameter(description = "From 1") @RequestParam(required = false) Integer page,
            @Parameter(description = "1 to 200; 50 when only a page is asked for") @RequestParam(required = false)
                    Integer size,
            Authentication signedIn) {
        Reference handover = register.find(reference);
        Page asked = Page.of(page, size);
        BinaryOperator<String> shown = told.holders(handover, Reader.of(signedIn));
        return Paged.answer(
                new Page.Of<>(custody.holdings(handover, asked.offset(), asked.size()), custody.items(handover), asked)
                        .map(last -> new Holding(
                                last.item(), shown.apply(last.to().value(), last.item()), last.since(), last.place())));
    }

    @GetMapping(
            path = "/stays",
            produces = {APPLICATION_JSON_VALUE, Csv.TYPE})
    @Operation(
            summary = "Who held the containers where",
            description =
                    "For each place and holder how many containers were there, since when, and how many are there now.")
    List<RouteViews.Stay> stays(@PathVariable String reference) {
        return route.stays(register.find(reference));
    }

    @GetMapping(path = "/verify", produces = APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Verify every chain",
            description =
                    "Walks every chain and names the first event that does not fit into it, or with what was signed of it;"
                            + " `intact` when all do.")
    Verification verify(@PathVariable String reference) {
        return seals.verify(register.find(reference));
    }
}
