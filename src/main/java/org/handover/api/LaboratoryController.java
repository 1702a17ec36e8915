package org.handover.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.handover.account.Accounts;
import org.handover.draft.Draft;
import org.handover.draft.Drafts;
import org.handover.engine.OpenSteps;
import org.handover.security.Reader;
import org.handover.vocabulary.Reference;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
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
            "inventory", Draft.Kind.INVENTORY,
            "grouping", Draft.Kind.GROUPING,
            "further-grouping", Draft.Kind.FURTHER_GROUPING);

    private final JdbcClient jdbc;
    private final Register register;
    private final Accounts accounts;
    private final OpenSteps steps;
    private final Told told;
    private final Drafts drafts;

    LaboratoryController(
            JdbcClient jdbc, Register register, Accounts accounts, OpenSteps steps, Told told, Drafts drafts) {
        this.jdbc = jdbc;
        this.register = register;
        this.accounts = accounts;
        this.steps = steps;
        this.told = told;
        this.drafts = drafts;
    }

    /**
     * @param number ours; theirs is {@code theirLabel}, a claim
     * @param sealIn the seal of the transfer case, null before the re-casing
     * @param sealFound the seal read at the accession, null when none was written down
     * @param state {@code REFUSED}, or where it is in the account
     */
    record Container(
            String number,
            String seal,
            String theirLabel,
            String condition,
            String recoverySite,
            String effects,
            String transferCase,
            String sealOut,
            String sealIn,
            String human,
            LocalDate receivedOn,
            String receivedAt,
            String sealFound,
            Boolean sealIntact,
            String storage,
            LocalDate accessionedOn,
            String accessionedBy,
            String state) {}

    /**
     * @param mass grams; null when it was not weighed
     * @param individual the provisional individual it is assigned to; null when to none
     * @param state where it is in the account
     */
    record Specimen(
            String container,
            String designator,
            String kind,
            String element,
            String side,
            String completeness,
            BigDecimal mass,
            String human,
            String individual,
            String state) {}

    /**
     * A table somebody submitted that is not record yet.
     *
     * @param fields what was submitted beside the table
     * @param errors what was wrong with it; empty when it waits for a second person
     * @param by null when there is no such table
     */
    record Table(
            List<Map<String, Object>> rows, Map<String, Object> fields, List<String> errors, String by, LocalDate at) {}

    /**
     * The case of a provisional individual.
     *
     * @param cycle counts its reopenings, from 1
     * @param openSteps ids of the model's elements where somebody has to act now
     * @param person id of the named person; null also for readers who may not see it
     * @param groupedOn when its first specimen was assigned to it
     */
    record Case(
            String key,
            String individual,
            String state,
            int cycle,
            List<String> openSteps,
            String disposition,
            String person,
            String consolidatedInto,
            int specimens,
            LocalDate groupedOn,
            LocalDate closedOn) {}

    @GetMapping(path = "/containers", produces = APPLICATION_JSON_VALUE)
    @Operation(
            summary = "The containers",
            description =
                    "As listed at the handover, with the transfer case each went into. What they hold is in the specimens.")
    List<Container> containers(@PathVariable String reference) {
        Reference handover = register.find(reference);
        Map<String, Accounts.ContainerState> states = accounts.containerStates(handover);
        return jdbc.sql("select * from container where reference = :reference order by number")
                .param("reference", handover.value())
                .query((row, line) -> new Container(
                        row.getString("number"),
                        row.getString("seal"),
                        row.getString("their_label"),
                        row.getString("condition"),
                        row.getString("recovery_site"),
                        row.getString("effects"),
                        row.getString("transfer_case"),
                        row.getString("seal_out"),
                        row.getString("seal_in"),
                        row.getString("human"),
                        row.getObject("received_on", LocalDate.class),
                        row.getString("received_at_place"),
                        row.getString("seal_found"),
                        row.getObject("seal_intact", Boolean.class),
                        row.getString("storage"),
                        row.getObject("accessioned_on", LocalDate.class),
                        row.getString("accessioned_by"),
                        row.getObject("refused_on") == null ? name(states.get(row.getString("number"))) : "REFUSED"))
                .list();
    }

    @GetMapping(path = "/specimens", produces = APPLICATION_JSON_VALUE)
    @Operation(
            summary = "The specimens",
            description = "Of every verified inventory, or of one container. Mass is in grams.")
    List<Specimen> specimens(
            @PathVariable String reference,
            @Parameter(example = "C-07") @RequestParam(required = false) String container) {
        Reference handover = register.find(reference);
        Map<String, Accounts.SpecimenState> states = accounts.specimenStates(handover);
        return jdbc.sql(
                        """
                select s.*, a.individual from specimen s
                left join individual_specimen a on a.reference = s.reference and a.container = s.container
                    and a.designator = s.designator and a.active = 1
                where s.reference = :reference and (cast(:container as varchar(20)) is null or s.container = :container)
                order by s.container, s.designator""")
                .param("reference", handover.value())
                .param("container", container)
                .query((row, line) -> new Specimen(
                        row.getString("container"),
                        row.getString("designator"),
                        row.getString("kind"),
                        row.getString("element"),
                        row.getString("side"),
                        row.getString("completeness"),
                        row.getBigDecimal("mass"),
                        row.getString("human"),
                        row.getString("individual"),
                        name(states.get(row.getString("container") + "/" + row.getString("designator")))))
                .list();
    }

    @GetMapping(path = "/drafts/{kind}", produces = APPLICATION_JSON_VALUE)
    @Operation(
            summary = "A table being worked on",
            description = "What was submitted last with a manifest, an inventory or a grouping and is not record yet:"
                    + " sent back with its errors, or waiting for a second person. Empty when there is none.")
    Table draft(
            @PathVariable String reference,
            @Parameter(description = "manifest, inventory, grouping or further-grouping") @PathVariable String kind,
            @Parameter(description = "The container of an inventory", example = "C-07") @RequestParam(required = false)
                    String item) {
        Reference handover = register.find(reference);
        if (!DRAFTS.containsKey(kind)) {
            throw new Unknown("there is no table '%s'; there are manifest, inventory, grouping, further-grouping"
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

    @GetMapping(path = "/cases", produces = APPLICATION_JSON_VALUE)
    @Operation(
            summary = "The cases",
            description =
                    "One per provisional individual, with where it waits. The person's id is shown only to the groups"
                            + " that may see names, to public affairs once the family has been told.")
    List<Case> cases(@PathVariable String reference, Authentication signedIn) {
        Reference handover = register.find(reference);
        Reader reader = Reader.of(signedIn);
        Set<String> families = told.of(handover);
        Map<String, List<String>> open = steps.of(handover);
        return jdbc.sql(
                        """
                select i.*, (select count(*) from individual_specimen a where a.reference = i.reference and a.individual = i.number
                        and a.active = 1) as specimens,
                    (select min(a.since) from individual_specimen a where a.reference = i.reference and a.individual = i.number)
                        as grouped_on
                from individual i where i.reference = :reference order by i.number""")
                .param("reference", handover.value())
                .query((row, line) -> {
                    String key = handover.item(row.getString("number")).toString();
                    return new Case(
                            key,
                            row.getString("number"),
                            row.getString("case_state"),
                            row.getInt("cycle"),
                            open.getOrDefault(key, List.of()),
                            row.getString("disposition"),
                            reader.seesName(families.contains(row.getString("person")))
                                    ? row.getString("person")
                                    : null,
                            row.getString("consolidated_into"),
                            row.getInt("specimens"),
                            row.getObject("grouped_on", LocalDate.class),
                            row.getObject("closed_on", LocalDate.class));
                })
                .list();
    }

    @GetMapping(path = "/cases", produces = Csv.TYPE)
    ResponseEntity<String> casesCsv(@PathVariable String reference, Authentication signedIn) {
        return Csv.of(
                        "key",
                        "individual",
                        "state",
                        "cycle",
                        "openSteps",
                        "disposition",
                        "person",
                        "consolidatedInto",
                        "specimens",
                        "groupedOn",
                        "closedOn")
                .rows(cases(reference, signedIn), each -> new Object[] {
                    each.key(),
                    each.individual(),
                    each.state(),
                    each.cycle(),
                    String.join(" ", each.openSteps()),
                    each.disposition(),
                    each.person(),
                    each.consolidatedInto(),
                    each.specimens(),
                    each.groupedOn(),
                    each.closedOn()
                })
                .download(reference + "-cases");
    }

    /** Null for what was recorded in the moment between the two queries. */
    private static String name(Enum<?> state) {
        return state == null ? null : state.name();
    }
}
