package org.handover.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.handover.account.Account;
import org.handover.account.Accounts;
import org.handover.account.Tally;
import org.handover.reading.Register;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/handovers/{reference}/account")
@Tag(name = "Account")
class AccountController {

    private final Register register;
    private final Accounts accounts;

    AccountController(Register register, Accounts accounts) {
        this.register = register;
        this.accounts = accounts;
    }

    @GetMapping(produces = APPLICATION_JSON_VALUE)
    @Operation(
            summary = "The account",
            description =
                    "What was said beside what was counted. `reconciliation` says whether received = examined + in transit + unopened,"
                            + " specimens = assigned + unassigned + non-human + material evidence + consumed + transferred,"
                            + " individuals = open + sum of dispositions.")
    Account account(@PathVariable String reference) {
        return accounts.take(register.find(reference));
    }

    @GetMapping(produces = Csv.TYPE)
    ResponseEntity<String> accountCsv(@PathVariable String reference) {
        Account account = account(reference);
        Csv csv = Csv.of(
                "section", "item", "number", "unit", "qualifier", "on", "by", "relayedBy", "text", "source", "asOf");
        account.statements()
                .forEach(said -> csv.row(
                        "said",
                        said.kind(),
                        said.number() == null ? said.numberText() : said.number(),
                        said.unit(),
                        said.qualifier(),
                        said.saidOn(),
                        said.speaker(),
                        said.relayedBy(),
                        said.contradicted()
                                ? said.text() + " [contradicted: " + said.contradictedBy() + "]"
                                : said.text(),
                        said.source(),
                        account.asOf()));
        Account.PlanningFactor factor = account.planningFactor();
        csv.row(
                "planned",
                "planningFactor",
                factor.number() == null ? factor.numberText() : factor.number(),
                factor.unit(),
                factor.qualifier(),
                null,
                null,
                null,
                factor.from(),
                null,
                account.asOf());
        if (account.agreed() != null) {
            csv.row(
                    "planned",
                    "agreed",
                    account.agreed().sets() == null
                            ? account.agreed().setsText()
                            : account.agreed().sets(),
                    account.agreed().unit(),
                    null,
                    account.agreed().handoverOn(),
                    null,
                    null,
                    "session " + account.agreed().session() + ", destination "
                            + account.agreed().destination(),
                    null,
                    account.asOf());
        }
        if (account.casesStaged() != null) {
            csv.row(
                    "stock",
                    "casesStaged",
                    account.casesStaged().number(),
                    account.casesStaged().unit(),
                    account.casesStaged().qualifier(),
                    account.casesStaged().stagedOn(),
                    null,
                    null,
                    account.casesStaged().stagedAt(),
                    null,
                    account.asOf());
        }
        count(csv, "containersReceived", account.containersReceived());
        count(csv, "containersExamined", account.containersExamined());
        count(csv, "inTransit", account.inTransit());
        count(csv, "unopenedAtLaboratory", account.unopenedAtLaboratory());
        count(csv, "specimens", account.specimens().total());
        count(csv, "specimens.assigned", account.specimens().assigned());
        count(csv, "specimens.unassigned", account.specimens().unassigned());
        count(csv, "specimens.nonHuman", account.specimens().nonHuman());
        count(csv, "specimens.materialEvidence", account.specimens().materialEvidence());
        count(csv, "specimens.consumed", account.specimens().consumed());
        count(csv, "specimens.transferred", account.specimens().transferred());
        if (account.individualsEstimated().isEmpty()) {
            csv.row(
                    "estimated",
                    "individualsEstimated",
                    "unknown",
                    "INDIVIDUALS",
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    account.asOf());
        }
        account.individualsEstimated()
                .forEach(estimate -> csv.row(
                        "estimated",
                        "individualsEstimated",
                        estimate.number(),
                        estimate.unit(),
                        null,
                        estimate.on(),
                        estimate.author(),
                        null,
                        estimate.method(),
                        null,
                        account.asOf()));
        count(csv, "individuals", account.individuals().total());
        count(csv, "individuals.people", account.individuals().people());
        count(csv, "individuals.open", account.individuals().open());
        account.individuals()
                .dispositions()
                .forEach((disposition, tally) -> count(csv, "individuals." + disposition, tally));
        count(csv, "identified", account.identified());
        count(csv, "notified", account.notified());
        count(csv, "namesReleased", account.namesReleased());
        count(csv, "open", account.open());
        account.discrepancies()
                .forEach(each -> csv.row(
                        "discrepancy",
                        each.next(),
                        null,
                        null,
                        null,
                        each.foundOn(),
                        each.explainedBy(),
                        null,
                        "%s: %s"
                                .formatted(
                                        each.item() == null
                                                ? "%d sets agreed, %d containers received"
                                                        .formatted(each.agreedSets(), each.receivedContainers())
                                                : "%s, %s".formatted(each.item(), each.description()),
                                        each.explanation() == null ? "not explained yet" : each.explanation()),
                        null,
                        account.asOf()));
        account.incidents()
                .forEach(each -> csv.row(
                        "incident",
                        each.item(),
                        null,
                        null,
                        null,
                        each.openedOn(),
                        each.openedBy(),
                        null,
                        each.description(),
                        null,
                        account.asOf()));
        return csv.download(account.reference() + "-account");
    }

    private static void count(Csv csv, String item, Tally tally) {
        csv.row("counted", item, tally.number(), tally.unit(), null, null, null, null, null, null, tally.asOf());
    }
}
