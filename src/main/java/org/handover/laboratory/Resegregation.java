package org.handover.laboratory;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Sorting specimens into provisional individuals, by one scientist and reviewed by another. One container can hold several people, one
 * person can lie in several containers (rules I5, N5, W13).
 */
@Service
public class Resegregation {

    /** Elements of which everybody has several on one side; the name alone does not say which of them it is. */
    private static final Set<String> SERIAL = Set.of(
            "rib",
            "ribs",
            "vertebra",
            "vertebrae",
            "cervical vertebra",
            "thoracic vertebra",
            "lumbar vertebra",
            "phalanx",
            "phalanges",
            "carpal",
            "carpals",
            "metacarpal",
            "metacarpals",
            "tarsal",
            "tarsals",
            "metatarsal",
            "metatarsals",
            "sesamoid",
            "tooth",
            "teeth",
            "incisor",
            "canine",
            "premolar",
            "molar");

    /** Whether everybody has several of an element under one name. */
    static boolean isSerial(Specimen specimen) {
        return SERIAL.contains(specimen.element().toLowerCase(Locale.ROOT));
    }

    private final JdbcClient jdbc;
    private final Handovers handovers;
    private final Specimens specimens;
    private final Individuals individuals;
    private final Estimates estimates;
    private final SpecimenChanges changes;
    private final Decisions decisions;
    private final Drafts drafts;
    private final RecordClock clock;

    Resegregation(
            JdbcClient jdbc,
            Handovers handovers,
            Specimens specimens,
            Individuals individuals,
            Estimates estimates,
            SpecimenChanges changes,
            Decisions decisions,
            Drafts drafts,
            RecordClock clock) {
        this.jdbc = jdbc;
        this.handovers = handovers;
        this.specimens = specimens;
        this.individuals = individuals;
        this.estimates = estimates;
        this.changes = changes;
        this.decisions = decisions;
        this.drafts = drafts;
        this.clock = clock;
    }

    /**
     * A grouping as submitted.
     *
     * @param method how it was done, as a whole
     * @param estimate how many people these are thought to be; null when nobody said
     * @param on the local date at the laboratory; null for today
     */
    record Grouping(List<Link> links, String method, Integer estimate, LocalDate on) {}

    /** A specimen at its place in an individual: its element and side. */
    private record Occupant(Specimen specimen, boolean refitted) {

        /** Whether the two cannot be of one person, as far as the record says (rule I5). */
        boolean excludes(Occupant other) {
            if (specimen.zones().areKnown() && other.specimen.zones().areKnown()) {
                return specimen.zones().overlap(other.specimen.zones());
            }
            boolean fragment = specimen.kind() == Kind.FRAGMENT || other.specimen.kind() == Kind.FRAGMENT;
            return !(fragment && (refitted || other.refitted));
        }

        String whyNot(Occupant other) {
            return specimen.zones().areKnown() && other.specimen.zones().areKnown()
                    ? "both preserve the same zones"
                    : "only zones that do not overlap, or fragments that were refitted, can share a place";
        }
    }

    /** Looks at links one after the other and says what is wrong with each. */
    static class Check {

        private final Reference reference;
        private final Map<String, Specimen> specimenByNumber = new HashMap<>();
        private final Map<String, Individual> individualByNumber = new HashMap<>();
        private final Set<String> linked = new HashSet<>();
        private final Map<String, List<Occupant>> occupantsByPlace = new HashMap<>();
        private final Function<Individual, String> joiningRefused;
        private final Map<String, Optional<String>> refusedByIndividual = new HashMap<>();

        /**
         * @param parts what individuals have from other handovers, by the number of the individual; one more of the same bone is as wrong (rule
         *     I5)
         * @param joiningRefused says why nothing can be joined to an individual; null when it can
         */
        Check(
                Reference reference,
                List<Specimen> specimens,
                Map<String, List<Specimen>> parts,
                List<Individual> individuals,
                Function<Individual, String> joiningRefused) {
            this.reference = reference;
            this.joiningRefused = joiningRefused;
            individuals.forEach(it -> individualByNumber.put(it.key().number(), it));
            for (Specimen specimen : specimens) {
                specimenByNumber.put(specimen.number(), specimen);
                if (specimen.individual() != null) {
                    occupy(specimen.individual(), specimen);
                }
            }
            parts.forEach((individual, its) -> its.forEach(specimen -> occupy(individual, specimen)));
        }

        /** Puts a specimen to its place in an individual that has it already or is to have it with its present link. */
        String occupy(String individual, Specimen specimen) {
            return hasPlace(specimen)
                    ? occupy(individual, new Occupant(specimen, Link.isRefit(specimen.linkMethod())))
                    : null;
        }

        boolean isOf(String accession) {
            return accession.equals(reference.value());
        }

        /** @return where a table says something else of a specimen than the inventory, or null */
        String difference(Link link, String element, String side) {
            Specimen specimen = specimenByNumber.get(link.specimen());
            boolean sameElement = element == null || element.equalsIgnoreCase(specimen.element());
            boolean sameSide = side == null
                    || specimen.side() != null
                            && side.equalsIgnoreCase(specimen.side().name());
            return sameElement && sameSide
                    ? null
                    : "%s is %s in the inventory, not %s"
                            .formatted(
                                    link.specimen(),
                                    words(
                                            specimen.element(),
                                            specimen.side() == null
                                                    ? null
                                                    : specimen.side().name()),
                                    words(element, side));
        }

        private static String words(String element, String side) {
            return Stream.of(element, side)
                    .filter(Objects::nonNull)
                    .map(word -> word.toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(" "));
        }

        /** @return what is wrong, or null */
        String fault(Link link) {
            Specimen specimen = specimenByNumber.get(link.specimen());
            if (specimen == null) {
                return "%s has no specimen %s".formatted(reference, link.specimen());
            }
            if (!specimen.mayBelongToSomebody()) {
                return "%s is %s; only human or undetermined remains belong to an individual"
                        .formatted(
                                link.specimen(),
                                specimen.kind() == Kind.MATERIAL_EVIDENCE ? "material evidence" : "not human");
            }
            if (!linked.add(link.specimen())) {
                return "%s is there twice; a specimen belongs to one individual".formatted(link.specimen());
            }
            if (specimen.individual() != null) {
                return "%s belongs to %s already".formatted(link.specimen(), specimen.individual());
            }
            Individual individual = individualByNumber.get(link.individual());
            String refused = individual == null
                    ? null
                    : refusedByIndividual
                            .computeIfAbsent(
                                    link.individual(), it -> Optional.ofNullable(joiningRefused.apply(individual)))
                            .orElse(null);
            if (refused != null) {
                return refused;
            }
            return occupy(link, specimen);
        }

        /** Puts a specimen to its place in the individual of a link. */
        String occupy(Link link, Specimen specimen) {
            return hasPlace(specimen)
                    ? occupy(link.individual(), new Occupant(specimen, Link.isRefit(link.method())))
                    : null;
        }

        /** Puts a specimen to its place in an individual, and says with which other one it cannot be of one person. */
        private String occupy(String individual, Occupant occupant) {
            List<Occupant> others = occupantsByPlace.computeIfAbsent(
                    place(individual, occupant.specimen()), place -> new ArrayList<>());
            String fault = others.stream()
                    .filter(occupant::excludes)
                    .findFirst()
                    .map(other -> "%s would have two of %s: %s and %s; %s"
                            .formatted(
                                    individual,
                                    describe(occupant.specimen()),
                                    other.specimen().numberIn(reference),
                                    occupant.specimen().numberIn(reference),
                                    occupant.whyNot(other)))
                    .orElse(null);
            others.add(occupant);
            return fault;
        }

        private static boolean hasPlace(Specimen specimen) {
            return specimen.kind() != Kind.MATERIAL_EVIDENCE
                    && specimen.element() != null
                    && specimen.side() != Side.UNKNOWN
                    && !isSerial(specimen);
        }

        private static String place(String individual, Specimen specimen) {
            return individual + "/" + describe(specimen);
        }

        private static String describe(Specimen specimen) {
            String element = specimen.element().toLowerCase(Locale.ROOT);
            return specimen.side() == null
                    ? element
                    : element + " " + specimen.side().name().toLowerCase(Locale.ROOT);
        }
    }

    Check check(Reference reference) {
        return new Check(
                reference,
                specimens.of(reference),
                specimens.ofParts(reference),
                individuals.of(reference),
                changes::joiningRefused);
    }

    /**
     * What joining one individual with another would break (rule I5).
     *
     * @return one line for each pair of specimens that cannot be of one person; empty when they can
     */
    public List<String> conflicts(ItemKey from, ItemKey into) {
        Map<String, List<Specimen>> present = Map.of(into.number(), specimens.ofIndividual(into));
        var check = new Check(into.reference(), List.of(), present, List.of(), individual -> null);
        var faults = new ArrayList<String>();
        for (Specimen specimen : specimens.ofIndividual(from)) {
            String fault = check.occupy(into.number(), specimen);
            if (fault != null) {
                faults.add("consolidateInto: " + fault);
            }
        }
        return faults;
    }

    /**
     * Keeps a grouping until another scientist has reviewed it.
     *
     * @param find the number of the find it is about, e.g. {@code F-01}; null for what the containers held
     */
    void group(Reference reference, String find, Grouping grouping, String actor) {
        LocalDate day = clock.dayOf("groupedOn", grouping.on(), Laboratory.ZONE);
        lastInventory(reference, day);
        var content = new LinkedHashMap<String, Object>();
        content.put("rows", grouping.links().stream().map(Resegregation::asRow).toList());
        content.put("method", grouping.method());
        content.put("estimate", grouping.estimate());
        content.put("groupedOn", day.toString());
        drafts.keep(reference, find, kind(find), new Draft(content, List.of(), actor, day));
    }

    /**
     * Accepts a grouping, so that its individuals and links become part of the record, or sends it back.
     *
     * @return individuals that left the laboratory and have remains in it again; their cases are to be opened again (W20)
     * @throws Refusal when the author would review the own grouping (I2), or when meanwhile it no longer fits the record
     */
    List<ItemKey> review(Reference reference, String find, Verdict verdict, String actor) {
        Draft draft = drafts.find(reference, find, kind(find))
                .orElseThrow(() -> new Refusal("%s has no grouping to review".formatted(reference)));
        if (actor.equals(draft.by())) {
            throw new Refusal("accepted: %s made this grouping; another scientist reviews it".formatted(actor));
        }
        List<ItemKey> again = List.of();
        if (verdict.yes()) {
            again = accept(reference, find, draft, actor);
        } else {
            drafts.sendBack(
                    reference, find, kind(find), List.of("Sent back by %s: %s".formatted(actor, verdict.remarks())));
        }
        decide(reference, find, verdict.yes() ? "ACCEPT" : "RETURN", verdict.remarks(), actor);
        return again;
    }

    private List<ItemKey> accept(Reference reference, String find, Draft draft, String actor) {
        handovers.lock(reference);
        List<Link> links = draft.rows().stream().map(Resegregation::link).toList();
        Check check = check(reference);
        var faults = new ArrayList<String>();
        for (int i = 0; i < links.size(); i++) {
            String fault = check.fault(links.get(i));
            if (fault != null) {
                faults.add("grouping line %d: %s; send it back".formatted(i + 1, fault));
            }
        }
        if (!faults.isEmpty()) {
            throw new Refusal(faults);
        }
        var fresh = new LinkedHashSet<String>();
        links.stream()
                .map(Link::individual)
                .filter(number -> !check.individualByNumber.containsKey(number))
                .forEach(fresh::add);
        individuals.group(reference, fresh);
        specimens.link(reference, links, draft.by(), actor, draft.on(), null);
        noteChanges(check, links, draft.on(), actor);
        Integer estimate = (Integer) draft.content().get("estimate");
        String method = (String) draft.content().get("method");
        estimates.compute(reference, method, draft.by(), draft.on());
        estimates.state(
                reference, estimate == null ? individuals.number(reference) : estimate, method, draft.by(), draft.on());
        drafts.remove(reference, find, kind(find));
        return links.stream()
                .map(Link::individual)
                .distinct()
                .map(check.individualByNumber::get)
                .filter(individual -> individual != null && individual.disposition() != null)
                .filter(individual -> individual.disposition().names()
                        || individual.disposition().goesToPartner())
                .map(Individual::key)
                .toList();
    }

    /** Individuals that were there before have more specimens now than when they were examined. */
    private void noteChanges(Check check, List<Link> links, LocalDate on, String actor) {
        Map<String, List<String>> addedByIndividual = new TreeMap<>();
        links.stream()
                .filter(link -> check.individualByNumber.containsKey(link.individual()))
                .forEach(link -> addedByIndividual
                        .computeIfAbsent(link.individual(), individual -> new ArrayList<>())
                        .add(link.specimen()));
        addedByIndividual.forEach((individual, added) -> changes.note(
                check.individualByNumber.get(individual), "Joined: " + String.join(", ", added), actor, on));
    }

    /**
     * Notes that more remains of the handover were found.
     *
     * @param on null for today
     * @return the number of the find, e.g. {@code F-01}
     */
    String find(Reference reference, String text, LocalDate on, String actor) {
        LocalDate day = clock.dayOf("foundOn", on, Laboratory.ZONE);
        handovers.lock(reference);
        long before = decisions.of(reference, Stage.GROUPING).stream()
                .filter(decision -> decision.outcome().equals("FOUND"))
                .count();
        String find = "F-%02d".formatted(before + 1);
        decisions.add(
                Decision.of(reference, reference.item(find).toString(), 0, Stage.GROUPING, "FOUND", text, actor, day));
        return find;
    }

    /** Whether a find is not grouped yet. */
    boolean hasOpenFind(Reference reference) {
        List<Decision> groupings = decisions.of(reference, Stage.GROUPING);
        return groupings.stream()
                .filter(decision -> decision.outcome().equals("FOUND"))
                .anyMatch(found -> groupings.stream()
                        .noneMatch(decision -> decision.outcome().equals("ACCEPT")
                                && decision.subject().equals(found.subject())));
    }

    private void decide(Reference reference, String find, String outcome, String remarks, String actor) {
        String subject = find == null ? reference.value() : reference.item(find).toString();
        decisions.add(Decision.of(
                reference, subject, 0, Stage.GROUPING, outcome, remarks, actor, clock.today(Laboratory.ZONE)));
    }

    private void lastInventory(Reference reference, LocalDate day) {
        jdbc.sql("select max(inventoried_on) from container where reference = :reference")
                .param("reference", reference.value())
                .query(LocalDate.class)
                .optional()
                .filter(day::isBefore)
                .ifPresent(last -> {
                    throw new Refusal("groupedOn: %s is before the inventory of %s".formatted(day, last));
                });
    }

    private static Draft.Kind kind(String find) {
        return find == null ? Draft.Kind.GROUPING : Draft.Kind.FURTHER_GROUPING;
    }

    private static Map<String, Object> asRow(Link link) {
        var row = new LinkedHashMap<String, Object>();
        row.put("individual", link.individual());
        row.put("container", link.container());
        row.put("designator", link.designator());
        row.put("method", link.method());
        row.put("strength", link.strength());
        return row;
    }

    private static Link link(Map<String, Object> row) {
        return new Link(
                (String) row.get("individual"),
                (String) row.get("container"),
                (String) row.get("designator"),
                (String) row.get("method"),
                (String) row.get("strength"));
    }
}
