package org.handover.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.handover.account.Account;
import org.handover.account.Accounts;
import org.handover.reading.HandoverViews;
import org.handover.reading.OperationViews;
import org.handover.reading.Register;
import org.handover.reading.Timeline;
import org.handover.security.Reader;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/handovers")
@Tag(name = "Handovers")
class HandoverController {

    private final Register register;
    private final HandoverViews handovers;
    private final Accounts accounts;
    private final Timeline timeline;
    private final OperationViews operations;

    HandoverController(
            Register register,
            HandoverViews handovers,
            Accounts accounts,
            Timeline timeline,
            OperationViews operations) {
        this.register = register;
        this.handovers = handovers;
        this.accounts = accounts;
        this.timeline = timeline;
        this.operations = operations;
    }

    @GetMapping(produces = {APPLICATION_JSON_VALUE, Csv.TYPE})
    @Operation(summary = "Every handover", description = "The newest pledge first.")
    List<HandoverViews.Summary> list() {
        return handovers.list();
    }

    @GetMapping(path = "/{reference}", produces = APPLICATION_JSON_VALUE)
    @Operation(summary = "One handover", description = "Its phase, who has to act now, its talks and its flight.")
    HandoverViews.Detail detail(@PathVariable String reference) {
        return handovers.detail(register.find(reference));
    }

    @GetMapping(
            path = "/{reference}/statements",
            produces = {APPLICATION_JSON_VALUE, Csv.TYPE})
    @Operation(
            summary = "What was said",
            description = "Every statement with who said it and who relayed it, in the order in which things were said."
                    + " None of these numbers enters a count.")
    List<Account.Said> statements(@PathVariable String reference) {
        return accounts.said(register.find(reference));
    }

    @GetMapping(
            path = "/{reference}/field-operations",
            produces = {APPLICATION_JSON_VALUE, Csv.TYPE})
    @Operation(
            summary = "The joint recoveries",
            description = "Those that its talks agreed on, with what the survey and the recovery found.")
    List<OperationViews.Operation> operations(@PathVariable String reference) {
        return operations.of(register.find(reference));
    }

    @GetMapping(
            path = "/{reference}/timeline",
            produces = {APPLICATION_JSON_VALUE, Csv.TYPE})
    @Operation(
            summary = "What happened",
            description =
                    "Everything dated of the record in order. Persons are named by id, and only to those who may see them.")
    List<Timeline.Entry> timeline(@PathVariable String reference, Authentication signedIn) {
        return timeline.of(register.find(reference), Reader.of(signedIn));
    }
}
