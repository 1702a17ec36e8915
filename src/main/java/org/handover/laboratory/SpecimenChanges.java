package org.handover.laboratory;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.handover.decision.Decision;
import org.handover.decision.Decisions;
import org.handover.decision.Stage;
import org.springframework.stereotype.Service;

/**
 * Changes of the specimens of an individual after they were grouped. What was reported and proposed before speaks of other remains: it
 * stays readable and counts no more until it is examined again.
 */
@Service
public class SpecimenChanges {

    private static final String CHANGED = "SPECIMENS_CHANGED";

    private final Individuals individuals;
    private final Decisions decisions;

    SpecimenChanges(Individuals individuals, Decisions decisions) {
        this.individuals = individuals;
        this.decisions = decisions;
    }

    /** Notes that specimens came to an individual or left it. */
    public void note(Individual individual, String reason, String by, LocalDate on) {
        individuals.specimensChanged(individual.key());
        decisions.add(Decision.of(
                individual.key().reference(),
                individual.key().toString(),
                individual.cycle(),
                Stage.REGROUPING,
                CHANGED,
                reason.length() > 4000 ? reason.substring(0, 3999) + "…" : reason,
                by,
                on));
    }

    /** The last change that came after a decision of the same case, if there is one. */
    public Optional<Decision> since(Decision decision) {
        return decisions
                .last(decision.subject(), decision.cycle(), Stage.REGROUPING)
                .filter(change -> change.id() > decision.id());
    }

    /**
     * Why specimens cannot be joined to an individual now.
     *
     * @return null when they can
     */
    public String joiningRefused(Individual individual) {
        return joiningRefused(individual, individual.key().number());
    }

    private String joiningRefused(Individual individual, String name) {
        if (individual.consolidatedInto() != null) {
            return "%s was consolidated into %s; name that one".formatted(name, individual.consolidatedInto());
        }
        if (individual.disposition() == Disposition.NON_HUMAN) {
            return "%s was ruled not human; nothing human belongs to it".formatted(name);
        }
        return isDecided(individual)
                ? "what becomes of %s is decided and being carried out; wait for the end of its case and open it again"
                        .formatted(name)
                : null;
    }

    /**
     * Why specimens cannot be moved to an individual, or away from it. Away from one that was consolidated into another they move as the
     * case of that one allows: else nobody could ever undo a consolidation that was wrong.
     *
     * @param away whether they would leave it
     * @return null when they can
     */
    String movingRefused(Individual individual, boolean away) {
        Individual whole = away ? individuals.whole(individual) : individual;
        String name = whole.key().reference().equals(individual.key().reference())
                ? whole.key().number()
                : whole.key().toString();
        String refused = joiningRefused(whole, name);
        if (refused != null) {
            return refused;
        }
        if (whole.state() == Individual.CaseState.CLOSED) {
            return "the case of %s is closed; open it again before its specimens move (EvidenceReceived)"
                    .formatted(name);
        }
        return away && whole.person() != null
                ? "%s is identified; its specimens move only after the medical examiner has revoked that"
                        .formatted(name)
                : null;
    }

    /** Whether the present proposal has every yes it needs. */
    private boolean isDecided(Individual individual) {
        if (individual.state() != Individual.CaseState.OPEN) {
            return false;
        }
        List<Decision> all = decisions.about(individual.key().toString(), individual.cycle());
        Decision proposal = last(all, Stage.PROPOSAL, 0, "PROPOSE");
        if (proposal == null || last(all, Stage.REVIEW, proposal.id(), "CONCUR") == null) {
            return false;
        }
        Decision returned = last(all, Stage.MEDICAL_EXAMINER, proposal.id(), "RETURN");
        Decision approved = last(all, Stage.MEDICAL_EXAMINER, proposal.id(), "APPROVE");
        return returned == null
                && (approved != null
                        || !Disposition.valueOf(proposal.disposition()).needsMedicalExaminer());
    }

    private static Decision last(List<Decision> all, Stage stage, long after, String outcome) {
        return all.stream()
                .filter(decision -> decision.stage() == stage && decision.id() > after)
                .filter(decision -> decision.outcome().equals(outcome))
                .reduce((earlier, later) -> later)
                .orElse(null);
    }
}
