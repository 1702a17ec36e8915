package org.handover.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.handover.account.Account;
import org.handover.account.Accounts;
import org.handover.engine.StepLoad;
import org.handover.reading.HandoverViews;
import org.handover.reading.OperationViews;
import org.handover.reading.RecordViews;
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
    private final RecordViews record;
    private final StepLoad steps;

    HandoverController(
            Register register,
            HandoverViews handovers,
            Accounts accounts,
            Timeline timeline,
            OperationViews operations,
            RecordViews record,
            StepLoad steps) {
        this.register = register;
        this.handovers = handovers;
        this.accounts = accounts;
        this.timeline = timeline;
        this.operations = operations;
        this.record = record;
        this.steps = steps;
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

    @GetMapping(
            path = "/{reference}/talks",
            produces = {APPLICATION_JSON_VALUE, Csv.TYPE})
    @Operation(
            summary = "The talks",
            description = "Every session in order, also those to which somebody did not come.")
    List<HandoverViews.Session> talks(@PathVariable String reference) {
        return handovers.sessions(register.find(reference));
    }

    @GetMapping(
            path = "/{reference}/legs",
            produces = {APPLICATION_JSON_VALUE, Csv.TYPE})
    @Operation(summary = "The flight", description = "Every leg in order, as planned and as flown.")
    List<HandoverViews.Leg> legs(@PathVariable String reference) {
        return handovers.legs(register.find(reference));
    }

    @GetMapping(
            path = "/{reference}/discrepancies",
            produces = {APPLICATION_JSON_VALUE, Csv.TYPE})
    @Operation(
            summary = "What does not match",
            description =
                    "Every difference between the sets agreed and the containers received, and every item that was not where it"
                            + " should have been when it was to change hands, with its explanation.")
    List<Account.Discrepancy> discrepancies(@PathVariable String reference) {
        return accounts.discrepancies(register.find(reference));
    }

    @GetMapping(
            path = "/{reference}/incidents",
            produces = {APPLICATION_JSON_VALUE, Csv.TYPE})
    @Operation(summary = "What went wrong", description = "Incidents of the record, also those that are resolved.")
    List<RecordViews.Incident> incidents(@PathVariable String reference) {
        return record.incidents(register.find(reference));
    }

    @GetMapping(
            path = "/{reference}/estimates",
            produces = {APPLICATION_JSON_VALUE, Csv.TYPE})
    @Operation(
            summary = "How many individuals there may be",
            description =
                    "Every estimate with its date, method and author, the newest last. An estimate is never a count.")
    List<Account.Estimate> estimates(@PathVariable String reference) {
        return accounts.estimates(register.find(reference));
    }

    @GetMapping(
            path = "/{reference}/steps",
            produces = {APPLICATION_JSON_VALUE, Csv.TYPE})
    @Operation(
            summary = "Where everything waits",
            description =
                    "How many instances of the handover and of everything within it wait at which step, and since when.")
    List<StepLoad.Step> steps(@PathVariable String reference) {
        return steps.of(register.find(reference));
    }
}
