package org.handover.laboratory;

import java.util.List;
import org.handover.pledge.Handovers;
import org.handover.vocabulary.Reference;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/** The cases of a handover as a whole: which to open next, and whether the last one has its disposition. */
@Service
public class Cases {

    /** What is left to be opened. */
    enum ToOpen {
        MORE,
        /** Nothing, and no case is open either. */
        NONE,
        /** Nothing, but cases are open or remains are still to be grouped or regrouped. */
        WAIT
    }

    private final Handovers handovers;
    private final Individuals individuals;
    private final Resegregation resegregation;
    private final Regrouping regrouping;
    private final int perTransaction;

    Cases(
            Handovers handovers,
            Individuals individuals,
            Resegregation resegregation,
            Regrouping regrouping,
            @Value("${handover.laboratory.cases-per-transaction}") int perTransaction) {
        this.handovers = handovers;
        this.individuals = individuals;
        this.resegregation = resegregation;
        this.regrouping = regrouping;
        this.perTransaction = perTransaction;
    }

    /** Marks the next individuals as open and returns them; one transaction at a time for each handover. */
    List<Individual> openNext(Reference reference) {
        handovers.lock(reference);
        List<Individual> next = individuals.nextToOpen(reference, perTransaction);
        next.forEach(individual -> individuals.open(individual.key()));
        return next;
    }

    ToOpen toOpen(Reference reference) {
        if (individuals.anyToOpen(reference)) {
            return ToOpen.MORE;
        }
        return allAccountedFor(reference) ? ToOpen.NONE : ToOpen.WAIT;
    }

    /**
     * Whether every case has its disposition and nothing waits to be grouped or regrouped. Until the caller's transaction ends nobody else gets an
     * answer, so that the last case and the handover that begins to wait for it cannot miss each other.
     */
    public boolean allAccountedFor(Reference reference) {
        handovers.lock(reference);
        return !individuals.anyUnaccounted(reference)
                && !resegregation.hasOpenFind(reference)
                && !regrouping.isOpen(reference);
    }
}
