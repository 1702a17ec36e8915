package org.handover.identification;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.handover.custody.Custody;
import org.handover.custody.Holder;
import org.handover.decision.Decision;
import org.handover.decision.Decisions;
import org.handover.decision.Stage;
import org.handover.laboratory.Disposition;
import org.handover.laboratory.Individual;
import org.handover.laboratory.Individuals;
import org.handover.laboratory.Laboratory;
import org.handover.laboratory.Specimens;
import org.handover.notice.Notices;
import org.handover.pledge.Handovers;
import org.handover.transfer.Discrepancies;
import org.handover.transfer.Discrepancy;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Refusal;
import org.springframework.stereotype.Service;

/** The case of an individual as a whole: open, closed, opened again, an identification revoked (rules C8, I7, T6). */
@Service
public class IdentificationCases {

    private final Handovers handovers;
    private final Individuals individuals;
    private final Specimens specimens;
    private final Samples samples;
    private final Custody custody;
    private final Discrepancies discrepancies;
    private final Notices notices;
    private final Decisions decisions;
    private final RecordClock clock;

    IdentificationCases(
            Handovers handovers,
            Individuals individuals,
            Specimens specimens,
            Samples samples,
            Custody custody,
            Discrepancies discrepancies,
            Notices notices,
            Decisions decisions,
            RecordClock clock) {
        this.handovers = handovers;
        this.individuals = individuals;
        this.specimens = specimens;
        this.samples = samples;
        this.custody = custody;
        this.discrepancies = discrepancies;
        this.notices = notices;
        this.decisions = decisions;
        this.clock = clock;
    }

    /** The present cycle of a case, open or closed. */
    int cycle(ItemKey key) {
        return individuals.get(key).cycle();
    }

    /** @throws Refusal when there is no such individual, or its case is not open */
    Individual open(ItemKey key) {
        Individual individual = individuals.get(key);
        if (individual.state() != Individual.CaseState.OPEN) {
            throw new Refusal("%s: its case is not open but %s"
                    .formatted(key, individual.state().name().toLowerCase(Locale.ROOT)));
        }
        return individual;
    }

    /**
     * Opens a new cycle on an individual whose case was closed. The old decisions stay readable; a person it is identified as stays
     * named until that is revoked (rule T6).
     *
     * @param receivedOn when the new evidence came, null for today
     * @throws Refusal when the case is not closed, or the individual proved to be another one
     */
    void reopen(ItemKey key, String evidence, LocalDate receivedOn, String actor) {
        LocalDate day = clock.dayOf("receivedOn", receivedOn, Laboratory.ZONE);
        // Of two who send evidence at once the second finds the case open.
        handovers.lock(key.reference());
        Individual individual = individuals.get(key);
        if (individual.state() != Individual.CaseState.CLOSED) {
            throw new Refusal("%s: its case is %s; evidence goes into that case"
                    .formatted(key, individual.state().name().toLowerCase(Locale.ROOT)));
        }
        if (individual.consolidatedInto() != null) {
            throw new Refusal("%s was consolidated into %s; send the evidence there"
                    .formatted(key, individual.consolidatedInto()));
        }
        if (day.isBefore(individual.closedOn())) {
            throw new Refusal(
                    "receivedOn: %s is before the case was closed on %s".formatted(day, individual.closedOn()));
        }
        if (individual.disposition() == Disposition.NON_HUMAN) {
            specimens.questionNonHuman(key);
        }
        individuals.reopen(individual);
        decisions.add(Decision.of(
                key.reference(),
                key.toString(),
                individual.cycle() + 1,
                Stage.REOPENING,
                "REOPEN",
                evidence,
                actor,
                day));
    }

    /**
     * Revokes an identification by a new decision, and opens a new cycle. A case that is open ends there; what was examined in it stays.
     *
     * @param revokedOn null for today
     * @return whether a case was open
     * @throws Refusal when nobody is named, a sample is still out, a leak is not answered, or the date lies before the identification
     */
    boolean revoke(ItemKey key, String reason, LocalDate revokedOn, String actor) {
        LocalDate day = clock.dayOf("revokedOn", revokedOn, Laboratory.ZONE);
        // Of two who revoke at once the second finds nobody named.
        handovers.lock(key.reference());
        Individual individual = individuals.get(key);
        Decision identification = identification(individual)
                .orElseThrow(() -> new Refusal("%s is not identified; there is nothing to revoke".formatted(key)));
        if (day.isBefore(identification.on())) {
            throw new Refusal("revokedOn: %s is before the identification of %s".formatted(day, identification.on()));
        }
        refuseSamplesOut(key);
        if (notices.isLeakOpen(key)) {
            throw new Refusal("%s: a leak is being answered; the family is told of it first".formatted(key));
        }
        individuals.reopen(individual);
        individuals.takeNameFrom(key);
        decisions.add(new Decision(
                null,
                key.reference(),
                key.toString(),
                individual.cycle() + 1,
                Stage.REVOCATION,
                "REVOKE",
                Disposition.IDENTIFIED.name(),
                individual.person(),
                null,
                null,
                reason,
                actor,
                day));
        return individual.state() == Individual.CaseState.OPEN;
    }

    /** The identification that stands now, if the individual has one. A name that a partner nation gave is not ours to revoke. */
    Optional<Decision> identification(Individual individual) {
        return decisions.about(individual.key().toString()).stream()
                .filter(decision -> decision.stage() == Stage.IDENTIFICATION)
                .filter(decision -> decision.person().equals(individual.person()))
                .reduce((earlier, later) -> later);
    }

    /**
     * Closes a case with the disposition that was carried out.
     *
     * @throws Refusal when remains are not where the disposition says (rule C8)
     */
    void close(ItemKey key) {
        Individual individual = open(key);
        Decision proposal = decisions
                .last(key.toString(), individual.cycle(), Stage.PROPOSAL)
                .orElseThrow(() -> new Refusal("%s: no disposition was proposed".formatted(key)));
        Decision outcome = decisions
                .last(key.toString(), individual.cycle(), Stage.OUTCOME)
                .orElseThrow(() -> new Refusal("%s: its disposition is not carried out yet".formatted(key)));
        refuseSamplesOut(key);
        Disposition disposition = Disposition.valueOf(proposal.disposition());
        Holder due = due(disposition, proposal);
        List<ItemKey> kept = specimens.ofIndividual(key).stream()
                .filter(specimen -> specimen.consumedOn() == null)
                .map(specimen -> specimen.key())
                .toList();
        Set<String> explained = explained(kept);
        custody.last(kept).values().stream()
                .filter(event -> !event.to().equals(due) && !explained.contains(event.item()))
                .findFirst()
                .ifPresent(event -> {
                    throw new Refusal(
                            "custody of %s: the holder is %s; a case that ends as %s closes when %s holds everything"
                                    .formatted(event.item(), event.to(), disposition, due));
                });
        if (!disposition.names()) {
            individuals.takeNameFrom(key);
        }
        ItemKey into = proposal.consolidateInto() == null ? null : Proposal.target(key, proposal.consolidateInto());
        individuals.close(key, disposition, into, outcome.on());
    }

    /** What was missing when it was to leave, and somebody has said what became of it. */
    private Set<String> explained(List<ItemKey> items) {
        List<Discrepancy> all = discrepancies.about(items);
        all.stream().filter(it -> it.explanation() == null).findFirst().ifPresent(open -> {
            throw new Refusal("%s is missing, and nobody has said what became of it".formatted(open.item()));
        });
        return all.stream().map(it -> it.item().toString()).collect(Collectors.toSet());
    }

    private static Holder due(Disposition disposition, Decision proposal) {
        return switch (disposition) {
            case IDENTIFIED -> Holder.family(proposal.person());
            case PARTNER_NAMED, PARTNER_UNNAMED -> Holder.partner(proposal.partner());
            case GROUP_ACCOUNTED, RETAINED, NON_HUMAN, CONSOLIDATE -> Holder.LABORATORY;
        };
    }

    private void refuseSamplesOut(ItemKey key) {
        samples.of(key).stream().filter(Sample::isOut).findFirst().ifPresent(sample -> {
            throw new Refusal("%s is still at the DNA laboratory; its result comes first".formatted(sample.key()));
        });
    }
}
