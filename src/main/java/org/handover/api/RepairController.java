package org.handover.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.handover.engine.Input;
import org.handover.engine.RepairDesk;
import org.handover.reading.Page;
import org.handover.repair.RepairEvent;
import org.handover.repair.RepairLedger;
import org.handover.repair.RepairOrder;
import org.handover.repair.RepairOrder.Kind;
import org.handover.vocabulary.Reference;
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

/** Repairs of running instances, by two operators. */
@RestController
@RequestMapping(path = "/api/repairs", produces = APPLICATION_JSON_VALUE)
@Tag(name = "Repairs")
class RepairController {

    private final RepairDesk desk;
    private final RepairLedger ledger;

    RepairController(RepairDesk desk, RepairLedger ledger) {
        this.desk = desk;
        this.ledger = ledger;
    }

    /**
     * A proposal and what became of it.
     *
     * @param id {@code KOR-2018-01/3}: the handover, and the number on the chain of its repairs
     * @param effects what the dry run found that it does, line by line
     * @param approvedBy null while it waits
     */
    record Repair(
            String id,
            String instance,
            String subject,
            String process,
            Kind kind,
            String from,
            String to,
            String reason,
            List<String> effects,
            String proposedBy,
            Instant proposedAt,
            String approvedBy,
            Instant approvedAt) {

        static Repair of(String reference, RepairEvent proposal, String approvedBy, Instant approvedAt) {
            return new Repair(
                    reference + "/" + proposal.sequence(),
                    proposal.instance(),
                    proposal.subject(),
                    proposal.process(),
                    proposal.kind(),
                    proposal.from(),
                    proposal.to(),
                    proposal.reason(),
                    proposal.effects().lines().toList(),
                    proposal.by(),
                    proposal.at(),
                    approvedBy,
                    approvedAt);
        }
    }

    @GetMapping(produces = {APPLICATION_JSON_VALUE, Csv.TYPE})
    @Operation(
            summary = "Repairs that were proposed, the newest first",
            description = "For operators and administrators. The header X-Total-Count says how many there are.")
    ResponseEntity<List<Repair>> list(
            @Parameter(description = "Only those of one instance, by the engine's id") @RequestParam(required = false)
                    String instance,
            @Parameter(description = "Only those of one handover", example = "KOR-2018-01")
                    @RequestParam(required = false)
                    String reference,
            @Parameter(description = "From 1") @RequestParam(defaultValue = "1") int page,
            @Parameter(description = "1 to 200") @RequestParam(defaultValue = "50") int size) {
        Page asked = Page.of(page, size);
        RepairLedger.Page found = ledger.proposals(instance, reference, (int) asked.offset(), asked.size());
        List<Repair> rows = found.proposals().stream()
                .map(each -> Repair.of(each.reference(), each.proposal(), each.approvedBy(), each.approvedAt()))
                .toList();
        return Paged.answer(new Page.Of<>(rows, found.count(), asked));
    }

    private record Asked(RepairOrder order, String reason) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Propose a repair, after a dry run",
            description =
                    "By an operator: `instance`, `kind` and `reason`. MOVE takes `from` and `to`: the step begins again, or"
                            + " goes back before a second person has looked at it; it never goes forward. MIGRATE goes to the newest version of"
                            + " the model. DELETE ends an instance the record knows nothing of, or that is there twice. The repair is done in a"
                            + " transaction that is rolled back; `effects` says what it does. One that would pass over something is refused. The"
                            + " reason goes into every export, so it names nobody.")
    Repair propose(@RequestBody Map<String, Object> fields, Authentication signedIn) {
        Asked asked = Input.of(fields).read(RepairController::read);
        RepairEvent proposal = desk.propose(asked.order(), asked.reason(), signedIn.getName());
        return Repair.of(Reference.of(proposal.item()).value(), proposal, null, null);
    }

    private static Asked read(Input in) {
        Kind kind = in.choice("kind", Kind.class);
        Input ofMove = in.when(kind == Kind.MOVE, "the kind is MOVE");
        String from = ofMove.optionalText("from", 120);
        String to = ofMove.optionalText("to", 120);
        if (kind == Kind.MOVE) {
            in.require("from");
            in.require("to");
        }
        return new Asked(new RepairOrder(in.text("instance", 64), kind, from, to), in.text("reason", 2000));
    }

    @PostMapping("/{reference}/{number}/approval")
    @Operation(
            summary = "Approve what another operator proposed, and do it",
            description =
                    "It is done exactly as the dry run found it. When the instance stands elsewhere by now, it is refused.")
    Repair approve(
            @Parameter(example = "KOR-2018-01") @PathVariable String reference,
            @PathVariable int number,
            Authentication signedIn) {
        RepairEvent done = desk.approve(new Reference(reference), number, signedIn.getName());
        RepairEvent proposal = ledger.find(new Reference(reference), number).orElseThrow();
        return Repair.of(reference, proposal, done.by(), done.at());
    }
}
