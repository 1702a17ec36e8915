package org.handover.flight;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.handover.custody.Act;
import org.handover.custody.Custody;
import org.handover.custody.CustodyEvent;
import org.handover.custody.Handling;
import org.handover.custody.Holder;
import org.handover.decision.Decision;
import org.handover.decision.Decisions;
import org.handover.decision.Stage;
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
    private final Custody custody;
    private final Decisions decisions;
    private final RecordClock clock;

    Flight(
            Legs legs,
            Ceremonies ceremonies,
            Transfer transfer,
            Custody custody,
            Decisions decisions,
            RecordClock clock) {
        this.legs = legs;
        this.ceremonies = ceremonies;
        this.transfer = transfer;
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
     * @return how many cases were there
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
        List<ItemKey> cases = transfer.keys(reference);
        bringTo(
                reference,
                place,
                Handling.on(heldOn, place.zone(), place.name(), actor, actor, "Brought to the airfield"));
        ceremonies.add(reference, new Ceremony(place, heldOn, heldBy, cases.size(), remarks, actor));
        return cases.size();
    }

    /**
     * Records that the planned leg left with every case in custody, which its escort holds from then on.
     *
     * @throws Refusal when it left in the future, before the last act, from another airfield, or with another number of cases
     */
    void depart(Reference reference, FlightReport report, String actor) {
        transfer.checkReadyToFly(reference);
        Leg leg = lastLeg(reference);
        if (leg.departedAt() != null) {
            throw new Refusal("mission %s: it left at %s; the next leg is planned first"
                    .formatted(leg.missionNumber(), leg.departedAt()));
        }
        List<ItemKey> cases = transfer.keys(reference);
        var problems = new ArrayList<String>();
        if (leg.leavesKorea() && honorsOnLeavingKorea(reference) <= timesLeftKorea(reference)) {
            problems.add("mission %s: the honors on leaving Korea are not held; nobody leaves without them"
                    .formatted(leg.missionNumber()));
        }
        if (report.airfield() != leg.from()) {
            problems.add("airfield: the leg is planned from %s, where the remains are, not from %s"
                    .formatted(leg.from(), report.airfield()));
        }
        if (report.cases() != cases.size()) {
            problems.add("casesAboard: %d, but %d are in custody; every case flies, none is left behind"
                    .formatted(report.cases(), cases.size()));
        }
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
        bringTo(
                reference,
                from,
                Handling.at(report.at(), from.zone(), from.name(), actor, actor, "Brought to the airfield"));
        CustodyEvent held = transfer.lastAct(reference).orElseThrow();
        Holder escort = Holder.airlift(leg.missionNumber());
        if (!held.to().equals(escort)) {
            Handling aboard = Handling.at(
                    report.at(),
                    from.zone(),
                    from.name(),
                    held.receivedBy(),
                    actor,
                    "Aboard %s to %s, escorted".formatted(leg.aircraft(), leg.to()));
            custody.transfer(cases, held.to(), escort, aboard);
        }
    }

    /**
     * Records that the leg has landed, with the escort still holding every case. After a turn-back everything is where it was; after a
     * diversion the next leg starts at the airfield of the landing.
     *
     * @throws Refusal when it landed in the future, not after it left, or with another number of cases than went on
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
        if (report.cases() != leg.casesOn()) {
            problems.add(
                    "casesAboard: %d, but %d went on; count off is count on".formatted(report.cases(), leg.casesOn()));
        }
        if (!report.at().isAfter(leg.departedAt())) {
            problems.add("actualAt: %s is not after the departure at %s".formatted(report.at(), leg.departedAt()));
        }
        refuse(problems, report);
        legs.arrived(reference, leg.number(), report, actor);
        Place landedAt = report.airfield().place();
        bringTo(
                reference,
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

    private void bringTo(Reference reference, Place place, Handling how) {
        if (transfer.place(reference).orElseThrow() != place) {
            custody.handle(transfer.keys(reference), Act.MOVED, how);
        }
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
