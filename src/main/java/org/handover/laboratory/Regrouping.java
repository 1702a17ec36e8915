package org.handover.laboratory;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.handover.decision.Decision;
import org.handover.decision.Decisions;
import org.handover.decision.Stage;
import org.handover.draft.Draft;
import org.handover.draft.Drafts;
import org.handover.pledge.Handovers;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.springframework.stereotype.Service;

/**
 * Specimens that belong to another individual than was thought: one is split, or a bone moves from one to another. A dated decision of one
 * scientist with its reason, reviewed by another; links end and begin, none is edited (rules I2, I5, I6).
 */
@Service
public class Regrouping {

    private static final String CALLED_FOR = "CALLED_FOR";
    private static final String ACCEPT = "ACCEPT";

    private final Handovers handovers;
    private final Specimens specimens;
    private final Individuals individuals;
    private final SpecimenChanges changes;
    private final Estimates estimates;
    private final Decisions decisions;
    private final Drafts drafts;
    private final RecordClock clock;

    Regrouping(
            Handovers handovers,
            Specimens specimens,
            Individuals individuals,
            SpecimenChanges changes,
            Estimates estimates,
            Decisions decisions,
            Drafts drafts,
            RecordClock clock) {
        this.handovers = handovers;
        this.specimens = specimens;
        this.individuals = individuals;
        this.changes = changes;
        this.estimates = estimates;
        this.decisions = decisions;
        this.drafts = drafts;
        this.clock = clock;
    }

    /**
     * Moves as submitted.
     *
     * @param moves none at all when nothing is to move after all
     * @param on the local date at the laboratory; null for today
     */
    public record Moves(List<Move> moves, String reason, LocalDate on) {}

    /**
     * Notes that specimens seem to be with the wrong individual.
     *
     * @param on null for today
     * @return the number of this regrouping, e.g. {@code G-01}
     */
    public String call(Reference reference, String text, LocalDate on, String actor) {
        LocalDate day = clock.dayOf("calledOn", on, Laboratory.ZONE);
        handovers.lock(reference);
        long before = decisions.of(reference, Stage.REGROUPING).stream()
                .filter(decision -> decision.outcome().equals(CALLED_FOR))
                .count();
        String number = "G-%02d".formatted(before + 1);
        decisions.add(Decision.of(
                reference, reference.item(number).toString(), 0, Stage.REGROUPING, CALLED_FOR, text, actor, day));
        return number;
    }

    /**
     * Keeps moves until another scientist has reviewed them.
     *
     * @throws Refusal with everything that stands against them
     */
    public void propose(Reference reference, String number, Moves moves, String actor) {
        LocalDate day = clock.dayOf("regroupedOn", moves.on(), Laboratory.ZONE);
        List<String> faults = faults(reference, moves.moves());
        if (!faults.isEmpty()) {
            throw new Refusal(faults);
        }
        var content = new LinkedHashMap<String, Object>();
        content.put("rows", rows(reference, moves.moves()));
        content.put("reason", moves.reason());
        content.put("regroupedOn", day.toString());
        drafts.keep(reference, number, Draft.Kind.REGROUPING, new Draft(content, List.of(), actor, day));
    }

    /** The specimens that would move, e.g. {@code C-07/12}; empty when there is nothing to review. */
    public Set<String> proposed(Reference reference, String number) {
        return drafts.find(reference, number, Draft.Kind.REGROUPING).map(Regrouping::moves).orElse(List.of()).stream()
                .map(Move::specimen)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * Carries the moves out, or sends them back.
     *
     * @throws Refusal when the author would review the own moves (I2), or when meanwhile they no longer fit the record
     */
    public void review(Reference reference, String number, boolean accepted, String remarks, String actor) {
        Draft draft = drafts.find(reference, number, Draft.Kind.REGROUPING)
                .orElseThrow(() -> new Refusal("%s has no regrouping %s to review".formatted(reference, number)));
        if (actor.equals(draft.by())) {
            throw new Refusal("accepted: %s made this regrouping; another scientist reviews it".formatted(actor));
        }
        String reason = (String) draft.content().get("reason");
        long decision = decisions.add(Decision.of(
                reference,
                reference.item(number).toString(),
                0,
                Stage.REGROUPING,
                accepted ? ACCEPT : "RETURN",
                accepted ? reason : remarks,
                actor,
                clock.today(Laboratory.ZONE)));
        if (accepted) {
            carryOut(reference, draft, reason, decision, actor);
            drafts.remove(reference, number, Draft.Kind.REGROUPING);
        } else {
            drafts.sendBack(
                    reference, number, Draft.Kind.REGROUPING, List.of("Sent back by %s: %s".formatted(actor, remarks)));
        }
    }

    /** Whether a regrouping was called for and is not carried out yet. */
    boolean isOpen(Reference reference) {
        List<Decision> all = decisions.of(reference, Stage.REGROUPING);
        Set<String> done = all.stream()
                .filter(decision -> decision.outcome().equals(ACCEPT))
                .map(Decision::subject)
                .collect(Collectors.toSet());
        return all.stream()
                .anyMatch(decision -> decision.outcome().equals(CALLED_FOR) && !done.contains(decision.subject()));
    }

    private void carryOut(Reference reference, Draft draft, String reason, long decision, String actor) {
        List<Move> moves = moves(draft);
        Set<Reference> locked = concerned(reference, moves);
        locked.forEach(handovers::lock);
        if (!locked.containsAll(concerned(reference, moves))) {
            throw new Refusal("accepted: what moves was consolidated at the same moment; answer again");
        }
        List<String> faults = faults(reference, moves);
        if (!faults.isEmpty()) {
            throw new Refusal(
                    faults.stream().map(fault -> fault + "; send it back").toList());
        }
        if (moves.isEmpty()) {
            return;
        }
        Map<String, Specimen> specimenByNumber = specimens(reference);
        Map<String, List<String>> changesByIndividual = new TreeMap<>();
        var fresh = new LinkedHashSet<String>();
        for (Move move : moves) {
            Specimen specimen = specimenByNumber.get(move.specimen());
            String from = specimen.individual();
            String to = move.individual();
            if (from != null) {
                ItemKey whole = whole(reference, from).key();
                boolean here = whole.reference().equals(reference);
                changesByIndividual
                        .computeIfAbsent(whole.toString(), individual -> new ArrayList<>())
                        .add("%s to %s"
                                .formatted(
                                        specimen.numberIn(whole.reference()),
                                        to == null ? "nobody" : here ? to : reference.item(to)));
            }
            if (to != null && individuals.find(reference.item(to)).isEmpty()) {
                fresh.add(to);
            } else if (to != null) {
                changesByIndividual
                        .computeIfAbsent(reference.item(to).toString(), individual -> new ArrayList<>())
                        .add(move.specimen() + " from " + (from == null ? "nobody" : from));
            }
        }
        individuals.group(reference, fresh);
        List<Link> links = moves.stream().map(Move::link).toList();
        specimens.unlink(reference, links, draft.on());
        specimens.link(
                reference,
                links.stream().filter(link -> link.individual() != null).toList(),
                draft.by(),
                actor,
                draft.on(),
                decision);
        changesByIndividual.forEach((individual, moved) -> changes.note(
                individuals.get(ItemKey.parse(individual)),
                "%s (%s)".formatted(reason, String.join(", ", moved)),
                actor,
                draft.on()));
        estimates.compute(reference, "regrouped: " + reason, draft.by(), draft.on());
        estimates.state(
                reference, individuals.number(reference), "Individuals after a regrouping", draft.by(), draft.on());
    }

    private Individual whole(Reference reference, String individual) {
        return individuals.whole(individuals.get(reference.item(individual)));
    }

    /** The handover, and those of the individuals that what moves was consolidated into; in one order, as a consolidation takes them. */
    private Set<Reference> concerned(Reference reference, List<Move> moves) {
        Map<String, Specimen> specimenByNumber = specimens(reference);
        var concerned = new TreeSet<>(Comparator.comparing(Reference::value));
        concerned.add(reference);
        moves.stream()
                .map(move -> specimenByNumber.get(move.specimen()))
                .filter(specimen -> specimen != null && specimen.individual() != null)
                .map(Specimen::individual)
                .distinct()
                .forEach(from -> concerned.add(whole(reference, from).key().reference()));
        return concerned;
    }

    private List<String> faults(Reference reference, List<Move> moves) {
        Map<String, Specimen> specimenByNumber = specimens(reference);
        Map<String, Individual> individualByNumber = individuals.of(reference).stream()
                .collect(Collectors.toMap(individual -> individual.key().number(), individual -> individual));
        Set<String> moving = moves.stream().map(Move::specimen).collect(Collectors.toSet());
        var staying = new Resegregation.Check(
                reference,
                specimenByNumber.values().stream()
                        .filter(specimen -> !moving.contains(specimen.number()))
                        .toList(),
                stayingParts(reference, moving),
                List.of(),
                individual -> null);
        var seen = new HashSet<String>();
        var faults = new ArrayList<String>();
        for (int i = 0; i < moves.size(); i++) {
            Move move = moves.get(i);
            String fault = fault(move, specimenByNumber, individualByNumber, seen, staying);
            if (fault != null) {
                faults.add("regrouping line %d: %s".formatted(i + 1, fault));
            }
        }
        emptied(moves, specimenByNumber).stream()
                .filter(individual -> !individualByNumber.containsKey(individual)
                        || individualByNumber.get(individual).into() == null)
                .forEach(individual -> faults.add(
                        "regrouping: %s would keep no specimen; leave one, or propose in its case to consolidate it with the other individual"
                                .formatted(individual)));
        return faults;
    }

    private Map<String, List<Specimen>> stayingParts(Reference reference, Set<String> moving) {
        Map<String, List<Specimen>> parts = specimens.ofParts(reference);
        parts.values().forEach(its -> its.removeIf(specimen -> moving.contains(specimen.numberIn(reference))));
        return parts;
    }

    private String fault(
            Move move,
            Map<String, Specimen> specimenByNumber,
            Map<String, Individual> individualByNumber,
            Set<String> seen,
            Resegregation.Check staying) {
        Specimen specimen = specimenByNumber.get(move.specimen());
        if (specimen == null) {
            return "there is no specimen " + move.specimen();
        }
        if (!seen.add(move.specimen())) {
            return "%s is there twice; a specimen belongs to one individual".formatted(move.specimen());
        }
        if (!specimen.mayBelongToSomebody()) {
            return "%s is not human; only human or undetermined remains belong to an individual"
                    .formatted(move.specimen());
        }
        if (Objects.equals(specimen.individual(), move.individual())) {
            return "%s belongs to %s already"
                    .formatted(move.specimen(), move.individual() == null ? "nobody" : move.individual());
        }
        Individual from = individualByNumber.get(specimen.individual());
        Individual to = individualByNumber.get(move.individual());
        String refused = from == null ? null : changes.movingRefused(from, true);
        if (refused == null && to != null) {
            refused = changes.movingRefused(to, false);
        }
        return refused != null || move.individual() == null ? refused : staying.occupy(move.link(), specimen);
    }

    private static List<String> emptied(List<Move> moves, Map<String, Specimen> specimenByNumber) {
        Map<String, Integer> left = new TreeMap<>();
        specimenByNumber.values().stream()
                .filter(specimen -> specimen.individual() != null)
                .forEach(specimen -> left.merge(specimen.individual(), 1, Integer::sum));
        for (Move move : moves) {
            Specimen specimen = specimenByNumber.get(move.specimen());
            if (specimen != null && specimen.individual() != null) {
                left.merge(specimen.individual(), -1, Integer::sum);
            }
            if (specimen != null && move.individual() != null) {
                left.merge(move.individual(), 1, Integer::sum);
            }
        }
        return left.entrySet().stream()
                .filter(each -> each.getValue() == 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    private Map<String, Specimen> specimens(Reference reference) {
        Map<String, Specimen> byNumber = new LinkedHashMap<>();
        specimens.of(reference).forEach(specimen -> byNumber.put(specimen.number(), specimen));
        return byNumber;
    }

    private List<Map<String, Object>> rows(Reference reference, List<Move> moves) {
        Map<String, Specimen> specimenByNumber = specimens(reference);
        return moves.stream()
                .map(move -> {
                    var row = new LinkedHashMap<String, Object>();
                    row.put("container", move.container());
                    row.put("designator", move.designator());
                    row.put("from", specimenByNumber.get(move.specimen()).individual());
                    row.put("individual", move.individual());
                    row.put("method", move.method());
                    row.put("strength", move.strength());
                    return (Map<String, Object>) row;
                })
                .toList();
    }

    private static List<Move> moves(Draft draft) {
        return draft.rows().stream()
                .map(row -> new Move(
                        (String) row.get("container"),
                        (String) row.get("designator"),
                        (String) row.get("individual"),
                        (String) row.get("method"),
                        (String) row.get("strength")))
                .toList();
    }
}
