package org.handover.flight;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.handover.custody.Act;
import org.handover.custody.Custody;
import org.handover.custody.CustodyEvent;
import org.handover.custody.Handling;
import org.handover.custody.Holder;
import org.handover.decision.Decision;
import org.handover.decision.Decisions;
import org.handover.decision.Stage;
import org.handover.incident.Incidents;
import org.handover.transfer.Discrepancies;
import org.handover.transfer.Discrepancy;
import org.handover.transfer.Transfer;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.springframework.stereotype.Service;

/**
 * The flight of the remains, leg by leg, to the laboratory at Hickam. Count off is count on, and in movement the holder is the named
 * escort of the mission (rule X2). All methods that write join the caller's transaction.
 */
@Service
public class Flight {

    private final Legs legs;
    private final Ceremonies ceremonies;
    private final Transfer transfer;
    private final Discrepancies discrepancies;
    private final Incidents incidents;
    private final Custody custody;
    private final Decisions decisions;
    private final RecordClock clock;

    Flight(
            Legs legs,
            Ceremonies ceremonies,
            Transfer transfer,
            Discrepancies discrepancies,
            Incidents incidents,
            Custody custody,
            Decisions decisions,
            RecordClock clock) {
        this.legs = legs;
        this.ceremonies = ceremonies;
        this.transfer = transfer;
        this.discrepancies = discrepancies;
        this.incidents = incidents;
        this.custody = custody;
        this.decisions = decisions;
        this.clock = clock;
    }

    /** Every leg of a handover, in order. */
    public List<Leg> legs(Reference reference) {
        return legs.of(reference);
    }

    /** The users who were with the cases of a handover when they left and when they landed (rule X4). */
    public Set<String> escorts(Reference reference) {
        return legs.escorts(reference);
    }

    /** Every ceremony held for a handover, in order. */
    public List<Ceremony> ceremonies(Reference reference) {
        return ceremonies.of(reference);
    }

    /**
     * Plans the next leg from where the remains are. From a place without an airfield they are brought to one in Korea by road first.
     *
     * @throws Refusal when it starts elsewhere, goes nowhere, or leaves before the last act
     */
    void plan(Reference reference, Leg planned, String actor) {
        transfer.checkReadyToFly(reference);
        var problems = new ArrayList<String>();
        Place place = transfer.place(reference).orElseThrow();
        Place from = planned.from().place();
        if (place.airfield() && from != place) {
            problems.add("from: the remains are at %s, not at %s; a leg starts where they are".formatted(place, from));
        } else if (!place.airfield() && !from.inKorea()) {
            problems.add("from: the remains are at %s, from where no aircraft leaves; start at an airfield in Korea"
                    .formatted(place));
        }
        if (planned.from() == planned.to()) {
            problems.add("to: the leg already starts at %s; name another airfield".formatted(planned.to()));
        }
        LocalDate last = lastActAt(reference).atZone(from.zone()).toLocalDate();
        if (planned.departOn().isBefore(last)) {
            problems.add("departOn: %s is before the last act on %s".formatted(planned.departOn(), last));
        }
        if (!problems.isEmpty()) {
            throw new Refusal(problems);
        }
        legs.add(reference, legs.of(reference).size() + 1, planned, actor);
    }

    /**
     * Records honors for every case in custody, where the remains are: equal whatever is later found in a case, never skipped (rule T4).
     *
     * @return how many containers there are to examine, also those that are missing
     * @throws Refusal when the date is in the future or before the remains came there
     */
    int holdCeremony(Reference reference, LocalDate heldOn, String heldBy, String remarks, String actor) {
        transfer.checkReadyToFly(reference);
        Place place = groundPlace(reference);
        clock.dayOf("heldOn", heldOn, place.zone());
        LocalDate last = lastActAt(reference).atZone(place.zone()).toLocalDate();
        if (heldOn.isBefore(last)) {
            throw new Refusal("heldOn: %s is before the last act on %s".formatted(heldOn, last));
        }
        List<ItemKey> cases = transfer.travelling(reference);
        bringTo(cases, place, Handling.on(heldOn, place.zone(), place.name(), actor, actor, "Brought to the airfield"));
        ceremonies.add(reference, new Ceremony(place, heldOn, heldBy, cases.size(), remarks, actor));
        return transfer.keys(reference).size();
    }

    /**
     * Records that the planned leg left with the cases in custody, which its escort holds from then on. One that is not aboard stays with
     * its holder, as a discrepancy (rule N2).
     *
     * @throws Refusal when it left in the future, before the last act, from another airfield, or the number of cases is not explained by those
     *     that are named as missing
     */
    void depart(Reference reference, FlightReport report, String actor) {
        transfer.checkReadyToFly(reference);
        Leg leg = lastLeg(reference);
        if (leg.departedAt() != null) {
            throw new Refusal("mission %s: it left at %s; the next leg is planned first"
                    .formatted(leg.missionNumber(), leg.departedAt()));
        }
        List<ItemKey> cases = transfer.travelling(reference);
        var problems = new ArrayList<String>();
        if (leg.leavesKorea() && honorsOnLeavingKorea(reference) <= timesLeftKorea(reference)) {
            problems.add("mission %s: the honors on leaving Korea are not held; nobody leaves without them"
                    .formatted(leg.missionNumber()));
        }
        if (report.airfield() != leg.from()) {
            problems.add("airfield: the leg is planned from %s, where the remains are, not from %s"
                    .formatted(leg.from(), report.airfield()));
        }
        check(
                report,
                cases,
                "casesAboard: %s, but %d are in custody; every case flies, or is named in exceptions as MISSING",
                problems);
        Instant last = lastActAt(reference);
        if (report.at().isBefore(last)) {
            problems.add("actualAt: %s is before the last act at %s".formatted(report.at(), last));
        }
        LocalDate day = report.at().atZone(leg.from().place().zone()).toLocalDate();
        ceremonies.of(reference).stream()
                .filter(ceremony -> leg.leavesKorea() && day.isBefore(ceremony.heldOn()))
                .findFirst()
                .ifPresent(ceremony -> problems.add("actualAt: %s is before the honors of %s on leaving Korea"
                        .formatted(report.at(), ceremony.heldOn())));
        refuse(problems, report);
        legs.departed(reference, leg.number(), report, actor);
        Place from = leg.from().place();
        List<ItemKey> aboard = aboard(cases, report);
        except(reference, leg, report, "leaving " + leg.from(), day, actor);
        bringTo(
                aboard,
                from,
                Handling.at(report.at(), from.zone(), from.name(), actor, actor, "Brought to the airfield"));
        CustodyEvent held = transfer.lastAct(reference).orElseThrow();
        Holder escort = Holder.airlift(leg.missionNumber());
        if (!held.to().equals(escort)) {
            Handling escorted = Handling.at(
                    report.at(),
                    from.zone(),
                    from.name(),
                    held.receivedBy(),
                    actor,
                    "Aboard %s to %s, escorted".formatted(leg.aircraft(), leg.to()));
            custody.transfer(aboard, held.to(), escort, escorted);
        }
    }

    /**
     * Records that the leg has landed, with the escort still holding every case. After a turn-back everything is where it was; after a
     * diversion the next leg starts at the airfield of the landing. A case that did not arrive stays where and with whom it was last, as
     * a discrepancy (rule N2).
     *
     * @throws Refusal when it landed in the future, not after it left, or the number of cases is not explained by those that are named as missing
     */
    void arrive(Reference reference, FlightReport report, String actor) {
        Leg leg = lastLeg(reference);
        if (leg.departedAt() == null || leg.arrivedAt() != null) {
            throw new Refusal("mission %s: %s"
                    .formatted(
                            leg.missionNumber(),
                            leg.departedAt() == null ? "it has not left yet" : "it landed at " + leg.arrivedAt()));
        }
        var problems = new ArrayList<String>();
        List<ItemKey> cases = transfer.travelling(reference);
        check(
                report,
                cases,
                "casesAboard: %s, but %d went on; count off is count on, or a case is named in exceptions as MISSING",
                problems);
        if (!report.at().isAfter(leg.departedAt())) {
            problems.add("actualAt: %s is not after the departure at %s".formatted(report.at(), leg.departedAt()));
        }
        refuse(problems, report);
        legs.arrived(reference, leg.number(), report, actor);
        Place landedAt = report.airfield().place();
        except(
                reference,
                leg,
                report,
                "landing at " + report.airfield(),
                report.at().atZone(landedAt.zone()).toLocalDate(),
                actor);
        bringTo(
                aboard(cases, report),
                landedAt,
                Handling.at(
                        report.at(),
                        landedAt.zone(),
                        landedAt.name(),
                        actor,
                        actor,
                        "Flown by mission " + leg.missionNumber()));
    }

    /** Notes that somebody asked where the aircraft is. The arrival itself is recorded where it belongs. */
    void chase(Reference reference, String remarks, String actor) {
        decisions.add(Decision.of(
                reference, reference.value(), 0, Stage.FLIGHT, "CHASED", remarks, actor, clock.today(Place.BORDER)));
    }

    private void refuse(List<String> problems, FlightReport report) {
        try {
            clock.refuseFuture("actualAt", report.at());
        } catch (Refusal future) {
            problems.addAll(future.problems());
        }
        if (!problems.isEmpty()) {
            throw new Refusal(problems);
        }
    }

    /** Where the remains are on the ground: at an airfield, or where the leg that is about to leave starts. */
    private Place groundPlace(Reference reference) {
        Place place = transfer.place(reference).orElseThrow();
        return place.airfield() ? place : lastLeg(reference).from().place();
    }

    /** The count is right, and what is said not to match is aboard, each once. */
    private static void check(FlightReport report, List<ItemKey> cases, String expected, List<String> problems) {
        Set<String> numbers = cases.stream().map(ItemKey::number).collect(Collectors.toSet());
        var seen = new HashSet<String>();
        for (FlightReport.Exception each : report.exceptions()) {
            if (!numbers.contains(each.number())) {
                problems.add("%snumber: %s does not fly with this leg".formatted(each.where(), each.number()));
            } else if (!seen.add(each.number())) {
                problems.add("%snumber: %s is there twice".formatted(each.where(), each.number()));
            }
        }
        int missing = report.missing().size();
        if (report.cases() + missing != cases.size()) {
            String counted = missing == 0
                    ? String.valueOf(report.cases())
                    : "%d and %d missing".formatted(report.cases(), missing);
            problems.add(expected.formatted(counted, cases.size()));
        } else if (report.cases() == 0) {
            problems.add("casesAboard: no case is aboard; a leg carries one at least");
        }
    }

    private static List<ItemKey> aboard(List<ItemKey> cases, FlightReport report) {
        Set<String> missing = report.missing();
        return cases.stream().filter(item -> !missing.contains(item.number())).toList();
    }

    /** A missing case is a discrepancy, another seal an incident; each by itself, and each is explained by somebody. */
    private void except(Reference reference, Leg leg, FlightReport report, String when, LocalDate on, String actor) {
        for (FlightReport.Exception each : report.exceptions()) {
            ItemKey item = reference.item(each.number());
            if (each.what() == FlightReport.What.MISSING) {
                discrepancies.missing(
                        item,
                        leg.number(),
                        "Not aboard mission %s on %s: %s".formatted(leg.missionNumber(), when, each.remarks()),
                        on,
                        actor);
            } else {
                incidents.open(
                        item,
                        Incidents.Kind.SEAL,
                        "On %s with mission %s the seal was %s, on record is %s: %s"
                                .formatted(
                                        when,
                                        leg.missionNumber(),
                                        each.seal() == null ? "broken or missing" : each.seal(),
                                        transfer.container(item).orElseThrow().presentSeal(),
                                        each.remarks()),
                        actor,
                        on);
            }
        }
    }

    private void bringTo(List<ItemKey> cases, Place place, Handling how) {
        CustodyEvent last = custody.last(cases).values().stream()
                .max(Comparator.comparing(CustodyEvent::at))
                .orElseThrow();
        if (Place.valueOf(last.place()) != place) {
            custody.handle(cases, Act.MOVED, how);
        }
    }

    /**
     * Says what became of a container that did not arrive. Found, it comes to the laboratory's door with an escort, and is accessioned like the
     * others; not found, it stays with its holder.
     *
     * @param mission what brought it, needed when it was never aboard; null when it was
     * @param arrivedOn local date at Hickam, null for today
     * @throws Refusal when it is not missing, or the date lies before its last custody event
     */
    void trace(
            ItemKey container, boolean found, String mission, String explanation, LocalDate arrivedOn, String actor) {
        if (discrepancies.missing(List.of(container)).isEmpty()) {
            throw new Refusal("%s is not missing".formatted(container));
        }
        Place hickam = Place.HICKAM;
        LocalDate day = clock.dayOf("arrivedOn", arrivedOn, hickam.zone());
        if (found) {
            CustodyEvent last = custody.last(List.of(container)).get(container.toString());
            if (!last.to().isAirlift()) {
                if (mission == null) {
                    throw new Refusal("missionNumber: is missing; %s holds %s, and somebody flew it here"
                            .formatted(last.to(), container));
                }
                custody.transfer(
                        List.of(container),
                        last.to(),
                        Holder.airlift(mission),
                        Handling.on(
                                day,
                                hickam.zone(),
                                last.place(),
                                last.receivedBy(),
                                actor,
                                "Aboard mission %s, after the others".formatted(mission)));
            }
            bringTo(
                    List.of(container),
                    hickam,
                    Handling.on(day, hickam.zone(), hickam.name(), actor, actor, "Brought after the others"));
        }
        discrepancies.explain(
                container,
                explanation,
                found ? Discrepancy.Next.FOUND : Discrepancy.Next.NOT_FOUND,
                actor,
                clock.today(hickam.zone()));
    }

    private Instant lastActAt(Reference reference) {
        Instant custodyAct = transfer.lastAct(reference).orElseThrow().at();
        return legs.of(reference).stream()
                .map(Leg::arrivedAt)
                .filter(arrived -> arrived != null && arrived.isAfter(custodyAct))
                .reduce((earlier, later) -> later)
                .orElse(custodyAct);
    }

    private long honorsOnLeavingKorea(Reference reference) {
        return ceremonies.of(reference).stream()
                .filter(ceremony -> ceremony.place().inKorea())
                .count();
    }

    private long timesLeftKorea(Reference reference) {
        return legs.of(reference).stream()
                .filter(leg -> leg.leavesKorea() && leg.departedAt() != null)
                .count();
    }

    /**
     * The laboratory takes in what has landed beside it and was honored there.
     *
     * @throws Refusal when the last leg is planned or in the air, landed elsewhere, or the honors at Hickam are not held (rule T4)
     */
    public void checkArrived(Reference reference) {
        List<Leg> all = legs.of(reference);
        if (all.isEmpty()) {
            return;
        }
        Leg last = all.get(all.size() - 1);
        if (last.landedAt() != Airfield.HICKAM) {
            throw new Refusal("mission %s: it has not landed at HICKAM".formatted(last.missionNumber()));
        }
        if (ceremonies.of(reference).stream().noneMatch(ceremony -> ceremony.place() == Place.HICKAM)) {
            throw new Refusal("%s: the honors at HICKAM are not held".formatted(reference));
        }
    }

    private Leg lastLeg(Reference reference) {
        List<Leg> all = legs.of(reference);
        if (all.isEmpty()) {
            throw new Refusal("%s: no leg is planned yet".formatted(reference));
        }
        return all.get(all.size() - 1);
    }
}
