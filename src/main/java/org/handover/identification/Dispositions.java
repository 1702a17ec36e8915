package org.handover.identification;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.handover.decision.Decision;
import org.handover.decision.Decisions;
import org.handover.decision.Stage;
import org.handover.laboratory.Disposition;
import org.handover.laboratory.Individual;
import org.handover.laboratory.Individuals;
import org.handover.laboratory.Laboratory;
import org.handover.laboratory.Resegregation;
import org.handover.laboratory.SpecimenChanges;
import org.handover.person.Persons;
import org.handover.pledge.Handovers;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Refusal;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/**
 * What becomes of an individual: proposed by one person, reviewed by another, and where it takes one approved by a medical examiner
 * (rules I2 to I7, X15).
 */
@Service
class Dispositions {

    private final Handovers handovers;
    private final IdentificationCases cases;
    private final Individuals individuals;
    private final Resegregation resegregation;
    private final LinesOfEvidence evidence;
    private final Samples samples;
    private final SpecimenChanges changes;
    private final AccountingGroups groups;
    private final Persons persons;
    private final Decisions decisions;
    private final RecordClock clock;
    private final int concordantLines;

    Dispositions(
            Handovers handovers,
            IdentificationCases cases,
            Individuals individuals,
            Resegregation resegregation,
            LinesOfEvidence evidence,
            Samples samples,
            SpecimenChanges changes,
            AccountingGroups groups,
            Persons persons,
            Decisions decisions,
            RecordClock clock,
            @Value("${handover.identification.concordant-lines}") int concordantLines) {
        this.handovers = handovers;
        this.cases = cases;
        this.individuals = individuals;
        this.resegregation = resegregation;
        this.evidence = evidence;
        this.samples = samples;
        this.changes = changes;
        this.groups = groups;
        this.persons = persons;
        this.decisions = decisions;
        this.clock = clock;
        this.concordantLines = concordantLines;
    }

    /**
     * Proposes a disposition.
     *
     * @throws Refusal with everything the evidence on record does not bear out
     */
    void propose(ItemKey key, Proposal proposal, String actor) {
        Individual individual = cases.open(key);
        var problems = new ArrayList<String>();
        boolean stands = cases.identification(individual).isPresent();
        if (stands
                && (proposal.disposition() != Disposition.IDENTIFIED
                        || !individual.person().equals(proposal.person()))) {
            problems.add(
                    "disposition: %s is identified; only the same person can be proposed until the medical examiner revokes that"
                            .formatted(key));
        }
        if (proposal.disposition().names()) {
            checkPerson(individual, proposal, problems);
        }
        if (proposal.disposition() == Disposition.PARTNER_UNNAMED) {
            checkOrigin(individual, problems);
        }
        List<Evidence> exclusions =
                proposal.disposition().names() ? evidence.openExclusions(key, proposal.person()) : List.of();
        checkExclusions(exclusions, proposal.exclusionResolved(), problems);
        checkSequences(key, proposal.disposition(), problems);
        if (proposal.disposition() == Disposition.CONSOLIDATE) {
            checkConsolidation(key, proposal.consolidateInto(), problems);
        }
        ItemKey group = proposal.group() == null ? null : key.reference().item(proposal.group());
        if (group != null) {
            checkGroup(key, group, proposal.groupPersons(), problems);
        }
        if (!problems.isEmpty()) {
            throw new Refusal(problems);
        }
        persons.register(proposal.person(), actor);
        LocalDate today = clock.today(Laboratory.ZONE);
        if (!exclusions.isEmpty()) {
            long resolution = decisions.add(new Decision(
                    null,
                    key.reference(),
                    key.toString(),
                    individual.cycle(),
                    Stage.EXCLUSION,
                    "RESOLVED",
                    null,
                    proposal.person(),
                    null,
                    null,
                    proposal.exclusionResolved(),
                    actor,
                    today));
            evidence.resolve(exclusions, resolution);
        }
        long id = decisions.add(new Decision(
                null,
                key.reference(),
                key.toString(),
                individual.cycle(),
                Stage.PROPOSAL,
                "PROPOSE",
                proposal.disposition().name(),
                proposal.person(),
                proposal.partner(),
                proposal.consolidateInto(),
                proposal.rationale(),
                actor,
                today));
        if (group != null) {
            if (groups.people(group).isEmpty()) {
                groups.name(group, proposal.groupPersons(), actor, today);
            }
            groups.join(group, key, id);
        }
    }

    /**
     * Records whether the reviewer concurs.
     *
     * @return what was proposed
     * @throws Refusal when the reviewer proposed the disposition, examined the individual, or verified its specimens (I2)
     */
    Disposition review(ItemKey key, boolean concurs, String reason, String actor) {
        lock(key);
        Decision proposal = proposal(cases.open(key));
        if (actor.equals(proposal.by())) {
            throw new Refusal("decision: %s proposed this disposition; another person reviews it".formatted(actor));
        }
        refuseAnalyst(key, actor);
        if (concurs) {
            refuseChanged(proposal);
        }
        add(proposal, Stage.REVIEW, concurs ? "CONCUR" : "RETURN", reason, actor);
        return Disposition.valueOf(proposal.disposition());
    }

    /**
     * Records whether the medical examiner approves (rule I7).
     *
     * @return what was proposed
     * @throws Refusal when the medical examiner proposed, reviewed, examined or verified (I2), or the person is another individual by now (I6)
     */
    Disposition approve(ItemKey key, boolean approves, String reason, String actor) {
        lock(key);
        Individual individual = cases.open(key);
        Decision proposal = proposal(individual);
        Decision review = concurrence(individual, proposal);
        if (actor.equals(proposal.by()) || actor.equals(review.by())) {
            throw new Refusal(
                    "decision: %s proposed or reviewed this disposition; another person approves it".formatted(actor));
        }
        refuseAnalyst(key, actor);
        if (approves) {
            refuseChanged(proposal);
        }
        if (approves && proposal.person() != null) {
            var problems = new ArrayList<String>();
            checkFree(key, proposal.person(), problems);
            if (!evidence.openExclusions(key, proposal.person()).isEmpty()) {
                problems.add("decision: a finding excludes the person and is not resolved; return it");
            }
            if (!problems.isEmpty()) {
                throw new Refusal(problems);
            }
        }
        ItemKey group = groups.of(proposal.id(), key);
        if (approves && group != null && !groups.hasRoom(group, groups.people(group), key, 1)) {
            throw new Refusal("decision: %s; return it".formatted(full(group)));
        }
        add(proposal, Stage.MEDICAL_EXAMINER, approves ? "APPROVE" : "RETURN", reason, actor);
        if (approves && proposal.person() != null) {
            // The name is taken from now on, or two cases could be approved for it, or a group that it may be one of be
            // filled, and only one be carried out.
            individuals.identify(key, proposal.person());
        }
        return Disposition.valueOf(proposal.disposition());
    }

    /**
     * Records the approved identification: one named person, one individual, with the people and the evidence it rests on.
     *
     * @throws Refusal when no medical examiner has approved it (F1)
     */
    void identify(ItemKey key) {
        Individual individual = cases.open(key);
        Decision proposal = settled(individual, Disposition.IDENTIFIED);
        Decision approval = approval(individual);
        Decision review =
                decisions.last(key.toString(), individual.cycle(), Stage.REVIEW).orElseThrow();
        String rests = concordant(individual, approval.person()).stream()
                .map(it -> "%s (report %d)".formatted(it.line(), it.id()))
                .collect(Collectors.joining(", "));
        decisions.add(new Decision(
                null,
                key.reference(),
                key.toString(),
                individual.cycle(),
                Stage.IDENTIFICATION,
                "IDENTIFIED",
                approval.disposition(),
                approval.person(),
                null,
                null,
                "Rests on %s; proposed by %s, reviewed by %s, approved by %s"
                        .formatted(rests, proposal.by(), review.by(), approval.by()),
                approval.by(),
                approval.on()));
    }

    /** The proposal of the present cycle. */
    Decision proposal(Individual individual) {
        return decisions
                .last(individual.key().toString(), individual.cycle(), Stage.PROPOSAL)
                .orElseThrow(() -> new Refusal("%s: no disposition was proposed".formatted(individual.key())));
    }

    /**
     * The proposal of the present cycle, when it may be carried out: another person concurred, and a medical examiner approved it where that is needed.
     *
     * @param carriedOut what the step does that asks
     * @throws Refusal when something else was proposed, or one of the two is missing (I2, I7)
     */
    Decision settled(Individual individual, Disposition... carriedOut) {
        Decision proposal = proposal(individual);
        Disposition disposition = Disposition.valueOf(proposal.disposition());
        if (!List.of(carriedOut).contains(disposition)) {
            throw new Refusal("%s: %s is proposed; this step carries out %s"
                    .formatted(
                            individual.key(),
                            disposition,
                            Stream.of(carriedOut).map(Disposition::name).collect(Collectors.joining(" or "))));
        }
        concurrence(individual, proposal);
        if (disposition.needsMedicalExaminer()) {
            approval(individual);
        }
        return proposal;
    }

    private Decision concurrence(Individual individual, Decision proposal) {
        return decisions
                .last(individual.key().toString(), individual.cycle(), Stage.REVIEW)
                .filter(it -> it.id() > proposal.id() && it.outcome().equals("CONCUR"))
                .orElseThrow(() -> new Refusal("%s: nobody has reviewed the proposal yet".formatted(individual.key())));
    }

    /** @throws Refusal when the present proposal has no approval of a medical examiner */
    Decision approval(Individual individual) {
        Decision proposal = proposal(individual);
        return decisions
                .last(individual.key().toString(), individual.cycle(), Stage.MEDICAL_EXAMINER)
                .filter(it -> it.id() > proposal.id() && it.outcome().equals("APPROVE"))
                .orElseThrow(() ->
                        new Refusal("%s: no medical examiner has approved the proposal".formatted(individual.key())));
    }

    private void checkPerson(Individual individual, Proposal proposal, List<String> problems) {
        checkFree(individual.key(), proposal.person(), problems);
        List<Evidence> concordant = concordant(individual, proposal.person());
        Set<Line> lines = concordant.stream().map(Evidence::line).collect(Collectors.toSet());
        String found = lines.isEmpty()
                ? "none"
                : lines.stream().sorted().map(Line::name).collect(Collectors.joining(", "));
        boolean named = concordant.stream().anyMatch(it -> proposal.person().equals(it.candidate()));
        if (lines.size() < concordantLines || !named) {
            problems.add(
                    "person: naming a person needs %d concordant lines of evidence, of which one names that person; found %s"
                            .formatted(concordantLines, found));
            addOutdated(individual, problems);
        } else if (lines.stream().allMatch(Line::needsAnother)) {
            problems.add("person: %s do not suffice; at least one other line must support the person".formatted(found));
        }
    }

    /** Many who fought for one nation had forebears of another: ancestry, haplogroups and isotopes do not say whose remains these are. */
    private void checkOrigin(Individual individual, List<String> problems) {
        boolean borneOut = evidence.of(individual.key()).stream()
                .filter(it -> it.composition() == individual.composition())
                .anyMatch(it -> it.finding() == Finding.SUPPORTS && !it.line().tellsAncestry());
        if (!borneOut) {
            problems.add(
                    "partner: ancestry, DNA and isotopes alone never make remains those of another nation; history, objects, teeth or a radiograph must bear it out");
        }
    }

    private void addOutdated(Individual individual, List<String> problems) {
        long before = evidence.of(individual.key()).stream()
                .filter(it -> it.composition() < individual.composition())
                .count();
        if (before > 0) {
            problems.add("person: %d reports are from before its specimens changed and are to be examined again"
                    .formatted(before));
        }
    }

    /**
     * Until this transaction ends nobody moves the specimens of an individual, opens its case again, or takes the person or the last place in a
     * group that it is proposed for: what is asked after this holds when it is decided.
     */
    private void lock(ItemKey key) {
        var references = new ArrayList<>(groups.othersTouched(key));
        references.add(key.reference());
        handovers.lock(references);
    }

    /** What was proposed for other specimens than these goes back. */
    private void refuseChanged(Decision proposal) {
        changes.since(proposal).ifPresent(change -> {
            throw new Refusal(
                    "decision: the specimens of %s changed on %s, after this was proposed; return it, so that its evidence is reviewed again"
                            .formatted(proposal.subject(), change.on()));
        });
    }

    private void checkFree(ItemKey key, String person, List<String> problems) {
        individuals
                .identifiedAs(person)
                .filter(other -> !other.key().equals(key))
                .ifPresent(other -> problems.add(
                        "person: is identified as %s already; one named person is one individual, so propose to consolidate this one into it"
                                .formatted(other.key())));
        groups.withPerson(person).stream()
                .filter(group -> !groups.hasRoom(group, groups.people(group), key, 1))
                .forEach(group -> problems.add(
                        "person: is accounted for with the group %s, which has as many individuals as people; open one of them again first"
                                .formatted(group)));
    }

    private void checkGroup(ItemKey key, ItemKey group, Set<String> given, List<String> problems) {
        Set<String> named = groups.people(group);
        if (named.isEmpty() && given.size() < 2) {
            problems.add("groupPersons: %s is a new group; name the people it may be, two or more"
                    .formatted(group.number()));
        } else if (!named.isEmpty() && !given.isEmpty() && !named.equals(given)) {
            problems.add(
                    "groupPersons: %s is named already, for other people; leave them out, or give it another number"
                            .formatted(group.number()));
        } else if (!groups.hasRoom(group, named.isEmpty() ? given : named, key, 1)) {
            problems.add("group: " + full(group));
        }
    }

    private static String full(ItemKey group) {
        return "%s would have more individuals than people who are not identified as others".formatted(group.number());
    }

    private static void checkExclusions(List<Evidence> open, String resolved, List<String> problems) {
        if (!open.isEmpty() && resolved == null) {
            String lines = open.stream().map(it -> it.line().name()).distinct().collect(Collectors.joining(", "));
            problems.add("exclusionResolved: is missing; %s excludes the person, resolve that in writing first"
                    .formatted(lines));
        }
        if (open.isEmpty() && resolved != null) {
            problems.add("exclusionResolved: is given, but no finding excludes the person; leave it out");
        }
    }

    private void checkSequences(ItemKey key, Disposition disposition, List<String> problems) {
        boolean joins = disposition != Disposition.RETAINED && disposition != Disposition.NON_HUMAN;
        if (joins) {
            samples.sequenceConflicts(key)
                    .forEach(conflict -> problems.add(
                            "disposition: the DNA results conflict, so these specimens are not of one person, %s; test again, move specimens to another individual, or retain"
                                    .formatted(conflict)));
        }
    }

    private void checkConsolidation(ItemKey key, String into, List<String> problems) {
        ItemKey target = Proposal.target(key, into);
        if (target.equals(key)) {
            problems.add("consolidateInto: %s cannot be consolidated into itself".formatted(into));
            return;
        }
        Individual other = individuals.find(target).orElse(null);
        if (other == null) {
            problems.add("consolidateInto: there is no individual %s".formatted(target));
        } else if (joiningRefused(other) != null) {
            problems.add("consolidateInto: " + joiningRefused(other));
        } else {
            resegregation.conflicts(key, target).forEach(problems::add);
        }
    }

    /** Why an individual cannot be consolidated into another one, or null. */
    String joiningRefused(Individual other) {
        Disposition disposition = other.disposition();
        return disposition != null && (disposition.names() || disposition.goesToPartner())
                ? "the case of %s is closed as %s; open it again first (EvidenceReceived), so that what follows from it is decided"
                        .formatted(other.key().number(), disposition)
                : changes.joiningRefused(other);
    }

    /**
     * The reports that bear a person out: the last of each line about that person, and of blind lines, which name nobody. After its
     * specimens changed only what was examined since counts, and after a revocation for the person it was about.
     */
    private List<Evidence> concordant(Individual individual, String person) {
        int since = decisions.about(individual.key().toString()).stream()
                .filter(it -> it.stage() == Stage.REVOCATION && person.equals(it.person()))
                .mapToInt(Decision::cycle)
                .max()
                .orElse(1);
        Map<Line, Evidence> last = new LinkedHashMap<>();
        evidence.of(individual.key()).stream()
                .filter(it -> it.cycle() >= since && it.composition() == individual.composition())
                .filter(it -> it.line().isBlind() || person.equals(it.candidate()))
                .forEach(it -> last.put(it.line(), it));
        return last.values().stream()
                .filter(it -> it.finding() == Finding.SUPPORTS)
                .toList();
    }

    /** Who examined another individual whose specimens came here examined these. */
    void refuseAnalyst(ItemKey key, String actor) {
        for (ItemKey each : individuals.everOf(key)) {
            if (evidence.analysts(each).contains(actor)) {
                throw new Refusal(
                        each.equals(key)
                                ? "decision: %s examined %s; somebody who did not decides".formatted(actor, key)
                                : "decision: %s examined %s, whose specimens came to %s; somebody who did not decides"
                                        .formatted(actor, each, key.number()));
            }
        }
        if (evidence.verified(key, actor)) {
            throw new Refusal(
                    "decision: %s verified the inventory or reviewed the grouping of %s; somebody who did not decides"
                            .formatted(actor, key));
        }
    }

    private void add(Decision proposal, Stage stage, String outcome, String reason, String actor) {
        decisions.add(new Decision(
                null,
                proposal.reference(),
                proposal.subject(),
                proposal.cycle(),
                stage,
                outcome,
                proposal.disposition(),
                proposal.person(),
                proposal.partner(),
                proposal.consolidateInto(),
                reason,
                actor,
                clock.today(Laboratory.ZONE)));
    }
}
