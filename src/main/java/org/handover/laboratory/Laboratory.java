package org.handover.laboratory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.handover.custody.Custody;
import org.handover.custody.CustodyEvent;
import org.handover.custody.Handling;
import org.handover.custody.Holder;
import org.handover.decision.Decision;
import org.handover.decision.Decisions;
import org.handover.decision.Stage;
import org.handover.draft.Draft;
import org.handover.draft.Drafts;
import org.handover.flight.Flight;
import org.handover.flight.Leg;
import org.handover.incident.Incidents;
import org.handover.transfer.Discrepancies;
import org.handover.transfer.Transfer;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The examination of containers: taken in, opened, inventoried, each by two people (rules C5, C6, I9, N3). Local dates are those of
 * the laboratory in Hawaii.
 */
@Service
public class Laboratory {

    /** The zone of the laboratory's local dates. */
    public static final ZoneId ZONE = Place.HICKAM.zone();

    /** Where the laboratory is, as written into the custody ledger. */
    public static final String PLACE = Place.HICKAM.name();

    private static final String ONE = " where reference = :reference and number = :number";

    private record Container(
            String seal,
            Boolean sealIntact,
            String sealFound,
            String accessionedBy,
            LocalDate accessionedOn,
            String accessionWitnessedBy,
            boolean inventoried) {}

    private final JdbcClient jdbc;
    private final Transfer transfer;
    private final Flight flight;
    private final Specimens specimens;
    private final Discrepancies discrepancies;
    private final Incidents incidents;
    private final Custody custody;
    private final Decisions decisions;
    private final Drafts drafts;
    private final RecordClock clock;

    Laboratory(
            JdbcClient jdbc,
            Transfer transfer,
            Flight flight,
            Specimens specimens,
            Discrepancies discrepancies,
            Incidents incidents,
            Custody custody,
            Decisions decisions,
            Drafts drafts,
            RecordClock clock) {
        this.jdbc = jdbc;
        this.transfer = transfer;
        this.flight = flight;
        this.specimens = specimens;
        this.discrepancies = discrepancies;
        this.incidents = incidents;
        this.custody = custody;
        this.decisions = decisions;
        this.drafts = drafts;
        this.clock = clock;
    }

    /** Whether a container was received. */
    public boolean hasReceived(ItemKey container) {
        return transfer.container(container)
                .filter(it -> it.refusedOn() == null)
                .isPresent();
    }

    /** @param index from 0, in the order of the containers' numbers */
    ItemKey containerToExamine(Reference reference, int index) {
        return transfer.keys(reference).get(index);
    }

    /** Whether a container was not where it should have been, and nobody has said yet what became of it. */
    boolean isMissing(ItemKey key) {
        return !discrepancies.missing(List.of(key)).isEmpty();
    }

    /**
     * What the first of the two people saw.
     *
     * @param sealFound the number on the seal; null when it was not read
     * @param on null for today
     * @param remarks null for none
     */
    record Taken(boolean sealIntact, String sealFound, String storage, LocalDate on, String remarks) {}

    /**
     * Takes a container in, as far as the first of the two people is concerned. Custody goes over when the second bears witness.
     *
     * @throws Refusal when the container is unknown, missing, was examined before, is not with an escort that could hand it over, or this is who hands
     *     it over: the one who confirmed the landing or brought it later (C5)
     */
    void accession(ItemKey key, Taken taken, String actor) {
        LocalDate day = checked(key, taken.on());
        refuseGiver(key, "sealIntact", actor);
        Container container = get(key);
        drafts.remove(key.reference(), key.number(), Draft.Kind.ACCESSION);
        String sealFound = taken.sealFound();
        boolean asOnRecord = taken.sealIntact() && (sealFound == null || sealFound.equals(container.seal()));
        if (taken.remarks() != null) {
            add(key, Stage.ACCESSION, "REMARKED", taken.remarks(), actor, day);
        }
        jdbc.sql(
                        """
                update container set seal_intact = :intact, seal_found = :found, storage = :storage, accessioned_by = :actor,
                accessioned_on = :on"""
                                + ONE)
                .param("intact", asOnRecord)
                .param("found", sealFound)
                .param("storage", taken.storage())
                .param("actor", actor)
                .param("on", day)
                .param("reference", key.reference().value())
                .param("number", key.number())
                .update();
    }

    /** The first of the two people does not find the container. It is missing when the second says so, too. */
    void notThere(ItemKey key, LocalDate on, String remarks, String actor) {
        LocalDate day = checked(key, on);
        Draft draft = new Draft(Map.of("remarks", remarks, "rows", List.of()), List.of(), actor, day);
        drafts.keep(key.reference(), key.number(), Draft.Kind.ACCESSION, draft);
    }

    private LocalDate checked(ItemKey key, LocalDate on) {
        LocalDate day = clock.dayOf("accessionedOn", on, ZONE);
        Container container = get(key);
        if (container.accessionWitnessedBy() != null) {
            throw new Refusal("%s is in the laboratory since %s; it is not taken in twice"
                    .formatted(key, container.accessionedOn()));
        }
        if (isMissing(key)) {
            throw new Refusal("%s is missing; it is traced first".formatted(key));
        }
        escort(key);
        refuseBeforeArrival(key.reference(), day);
        flight.checkArrived(key.reference());
        return day;
    }

    private void witnessMissing(ItemKey key, Draft draft, Verdict verdict, String actor) {
        if (actor.equals(draft.by())) {
            throw new Refusal(
                    "witnessed: %s looked for %s; another evidence coordinator bears witness".formatted(actor, key));
        }
        add(key, Stage.ACCESSION, verdict.yes() ? "WITNESSED" : "RETURN", verdict.remarks(), actor, clock.today(ZONE));
        drafts.remove(key.reference(), key.number(), Draft.Kind.ACCESSION);
        if (verdict.yes()) {
            discrepancies.missing(
                    key,
                    null,
                    "Not there when it was to be accessioned: "
                            + draft.content().get("remarks"),
                    draft.on(),
                    draft.by());
        }
    }

    /**
     * The second person confirms the accession, and custody goes from the escort to the laboratory; or sends it back. Or confirms that the container
     * is not there: then it stays with its escort, as a discrepancy.
     *
     * @return whether the examination can go on: no seal incident is open, of this accession or from before (rule C5)
     * @throws Refusal when it is the same person, or the accession lies before the last custody event (C2)
     */
    boolean witness(ItemKey key, Verdict verdict, String actor) {
        Container container = get(key);
        Optional<Draft> notThere = drafts.find(key.reference(), key.number(), Draft.Kind.ACCESSION);
        if (notThere.isPresent()) {
            witnessMissing(key, notThere.get(), verdict, actor);
            return true;
        }
        if (container.accessionedBy() == null) {
            throw new Refusal("%s: nobody has taken it in yet".formatted(key));
        }
        if (actor.equals(container.accessionedBy())) {
            throw new Refusal(
                    "witnessed: %s accessioned %s; another evidence coordinator bears witness".formatted(actor, key));
        }
        LocalDate today = clock.today(ZONE);
        add(key, Stage.ACCESSION, verdict.yes() ? "WITNESSED" : "RETURN", verdict.remarks(), actor, today);
        if (!verdict.yes()) {
            return false;
        }
        CustodyEvent escort = refuseGiver(key, "witnessed", actor);
        custody.transfer(
                List.of(key),
                escort.to(),
                Holder.LABORATORY,
                Handling.on(
                        container.accessionedOn(),
                        ZONE,
                        PLACE,
                        escort.receivedBy(),
                        container.accessionedBy(),
                        "Accession, witnessed by " + actor));
        jdbc.sql("update container set accession_witnessed_by = :actor" + ONE)
                .param("actor", actor)
                .param("reference", key.reference().value())
                .param("number", key.number())
                .update();
        if (!container.sealIntact()) {
            incidents.open(
                    key,
                    Incidents.Kind.SEAL,
                    "The seal on record is %s; found: %s"
                            .formatted(
                                    container.seal(),
                                    container.sealFound() == null ? "broken, no number read" : container.sealFound()),
                    container.accessionedBy(),
                    container.accessionedOn());
        }
        return incidents.open(key, Incidents.Kind.SEAL).isEmpty();
    }

    /** Clears the seal incident in writing; the examination goes on (rule C5). */
    void resolveSealIncident(ItemKey key, String resolution, String actor) {
        if (!incidents.resolve(key, Incidents.Kind.SEAL, resolution, actor, clock.today(ZONE))) {
            throw new Refusal("%s has no open seal incident".formatted(key));
        }
    }

    /**
     * Keeps an inventory until another scientist has verified it. No line at all is an inventory too (rule N3).
     *
     * @param on null for today
     */
    void inventory(ItemKey key, List<InventoryLine> lines, LocalDate on, String actor) {
        LocalDate day = clock.dayOf("inventoriedOn", on, ZONE);
        Container container = get(key);
        if (container.accessionWitnessedBy() == null) {
            throw new Refusal("%s is not in the laboratory yet; accession comes before the inventory".formatted(key));
        }
        if (container.inventoried()) {
            throw new Refusal("%s was inventoried and verified before".formatted(key));
        }
        if (!incidents.open(key, Incidents.Kind.SEAL).isEmpty()) {
            throw new Refusal("%s: its seal is in question; that is cleared in writing first".formatted(key));
        }
        if (day.isBefore(container.accessionedOn())) {
            throw new Refusal(
                    "inventoriedOn: %s is before the accession on %s".formatted(day, container.accessionedOn()));
        }
        var content = new LinkedHashMap<String, Object>();
        content.put("rows", lines.stream().map(InventoryLine::asRow).toList());
        content.put("inventoriedOn", day.toString());
        drafts.keep(key.reference(), key.number(), Draft.Kind.INVENTORY, new Draft(content, List.of(), actor, day));
    }

    /** @throws Refusal when the author would verify the own inventory (I9) */
    void verify(ItemKey key, Verdict verdict, String actor) {
        Draft draft = inventoryOf(key);
        if (actor.equals(draft.by())) {
            throw new Refusal("verified: %s made this inventory; another scientist verifies it".formatted(actor));
        }
        LocalDate today = clock.today(ZONE);
        add(key, Stage.INVENTORY, verdict.yes() ? "VERIFIED" : "RETURN", verdict.remarks(), actor, today);
        if (!verdict.yes()) {
            sendBack(key, List.of("Sent back by %s: %s".formatted(actor, verdict.remarks())));
        }
    }

    /** Says in the draft why an inventory goes back to its author. */
    void sendBack(ItemKey key, List<String> why) {
        drafts.sendBack(key.reference(), key.number(), Draft.Kind.INVENTORY, why);
    }

    /**
     * Makes the verified inventory part of the record: specimens, and their custody from the container's holder (C6).
     *
     * @param verifiedBy who verified it
     * @throws Refusal when that person has not, or with every line that cannot be recorded; nothing is written then
     */
    void record(ItemKey key, String verifiedBy) {
        Draft draft = inventoryOf(key);
        decisions
                .last(key.toString(), 0, Stage.INVENTORY)
                .filter(last -> last.outcome().equals("VERIFIED")
                        && last.by().equals(verifiedBy)
                        && !verifiedBy.equals(draft.by()))
                .orElseThrow(() -> new Refusal("%s: another scientist verifies its inventory first".formatted(key)));
        List<InventoryLine> lines =
                draft.rows().stream().map(InventoryLine::ofRow).toList();
        refuseRecorded(key, lines);
        specimens.add(key, lines);
        Map<ItemKey, ItemKey> parentByChild = new LinkedHashMap<>();
        lines.forEach(line -> parentByChild.put(key.part(line.designator()), key));
        custody.inherit(
                parentByChild,
                Handling.on(draft.on(), ZONE, PLACE, draft.by(), verifiedBy, "Inventory of " + key.number()));
        LocalDate today = clock.today(ZONE);
        jdbc.sql(
                        """
                update container set inventoried_by = :author, inventoried_on = :on, inventory_verified_by = :verifier,
                inventory_verified_on = :today"""
                                + ONE)
                .param("author", draft.by())
                .param("on", draft.on())
                .param("verifier", verifiedBy)
                .param("today", today)
                .param("reference", key.reference().value())
                .param("number", key.number())
                .update();
        if (lines.isEmpty()) {
            incidents.open(key, Incidents.Kind.EMPTY_CONTAINER, "The container is empty", draft.by(), draft.on());
            incidents.resolve(
                    key, Incidents.Kind.EMPTY_CONTAINER, "Verified empty by a second scientist", verifiedBy, today);
        }
        drafts.remove(key.reference(), key.number(), Draft.Kind.INVENTORY);
    }

    private void refuseRecorded(ItemKey key, List<InventoryLine> lines) {
        if (get(key).inventoried()) {
            throw new Refusal("%s was inventoried and verified before".formatted(key));
        }
        var recorded = new TreeSet<>(specimens.designators(key));
        List<String> faults = java.util.stream.IntStream.range(0, lines.size())
                .filter(i -> recorded.contains(lines.get(i).designator()))
                .mapToObj(i -> "inventory line %d: designator: %s is on record already for %s; give it another one"
                        .formatted(i + 1, lines.get(i).designator(), key))
                .toList();
        if (!faults.isEmpty()) {
            throw new Refusal(faults);
        }
    }

    private Draft inventoryOf(ItemKey key) {
        return drafts.find(key.reference(), key.number(), Draft.Kind.INVENTORY)
                .orElseThrow(() -> new Refusal("%s has no inventory to verify".formatted(key)));
    }

    private void refuseBeforeArrival(Reference reference, LocalDate day) {
        flight.legs(reference).stream()
                .map(Leg::arrivedAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .map(at -> at.atZone(ZONE).toLocalDate())
                .filter(day::isBefore)
                .ifPresent(arrival -> {
                    throw new Refusal("accessionedOn: %s is before the arrival on %s".formatted(day, arrival));
                });
    }

    private CustodyEvent escort(ItemKey key) {
        CustodyEvent last = custody.last(List.of(key)).get(key.toString());
        if (last == null || !last.to().isAirlift()) {
            throw new Refusal("custody of %s: %s; only the escort it arrived with hands it to the laboratory"
                    .formatted(key, last == null ? "nobody has taken it yet" : "the holder is " + last.to()));
        }
        return last;
    }

    /** Who counted a container off beside the laboratory gives it, and neither takes it in nor bears witness. */
    private CustodyEvent refuseGiver(ItemKey key, String field, String actor) {
        CustodyEvent escort = escort(key);
        if (actor.equals(escort.receivedBy())) {
            throw new Refusal(
                    "%s: %s brought %s here and hands it over; somebody else takes it in".formatted(field, actor, key));
        }
        return escort;
    }

    private void add(ItemKey key, Stage stage, String outcome, String reason, String actor, LocalDate on) {
        decisions.add(Decision.of(key.reference(), key.toString(), 0, stage, outcome, reason, actor, on));
    }

    private Container get(ItemKey key) {
        String seal = transfer.container(key)
                .filter(container -> container.refusedOn() == null)
                .orElseThrow(() -> new Refusal("there is no container %s".formatted(key)))
                .presentSeal();
        return jdbc.sql("select * from container" + ONE)
                .param("reference", key.reference().value())
                .param("number", key.number())
                .query((row, number) -> container(row, seal))
                .single();
    }

    private static Container container(ResultSet row, String seal) throws SQLException {
        return new Container(
                seal,
                row.getObject("seal_intact", Boolean.class),
                row.getString("seal_found"),
                row.getString("accessioned_by"),
                row.getObject("accessioned_on", LocalDate.class),
                row.getString("accession_witnessed_by"),
                row.getObject("inventory_verified_on") != null);
    }
}
