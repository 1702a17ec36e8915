package org.handover.laboratory;

import java.time.LocalDate;
import java.util.List;
import org.handover.custody.Custody;
import org.handover.custody.Handling;
import org.handover.custody.Holder;
import org.handover.decision.Decision;
import org.handover.decision.Decisions;
import org.handover.decision.Stage;
import org.handover.engine.Input;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.springframework.stereotype.Service;

/** What two people ruled not human: it is kept until the handover closes, and then stays or is released, never thrown away (rules I9, W6). */
@Service
class NonHuman {

    /**
     * What becomes of it.
     *
     * @param releasedTo who takes it, null when it stays
     * @param where where it is kept when it stays; the number of the receipt when it is released
     * @param on local date at the laboratory, null for today
     */
    record Settlement(String releasedTo, String where, String remarks, LocalDate on) {

        enum Choice {
            STAY,
            RELEASE
        }

        static Settlement read(Input in) {
            Choice choice = in.choice("settlement", Choice.class);
            Input release = in.when(choice == Choice.RELEASE, "settlement is RELEASE");
            String storage =
                    in.when(choice == Choice.STAY, "settlement is STAY").text("storage", 400);
            String receipt = release.text("receipt", 200);
            return new Settlement(
                    release.text("releasedTo", 100),
                    storage == null ? receipt : storage,
                    in.optionalText("remarks", 3000),
                    in.optionalDate("settledOn"));
        }
    }

    private final Specimens specimens;
    private final Cases cases;
    private final Custody custody;
    private final Decisions decisions;
    private final RecordClock clock;

    NonHuman(Specimens specimens, Cases cases, Custody custody, Decisions decisions, RecordClock clock) {
        this.specimens = specimens;
        this.cases = cases;
        this.custody = custody;
        this.decisions = decisions;
        this.clock = clock;
    }

    boolean isKept(Reference reference) {
        return !kept(reference).isEmpty();
    }

    private List<ItemKey> kept(Reference reference) {
        List<ItemKey> all =
                specimens.nonHuman(reference).stream().map(Specimen::key).toList();
        return custody.last(all).values().stream()
                .filter(event -> event.to().equals(Holder.LABORATORY))
                .map(event -> ItemKey.parse(event.item()))
                .toList();
    }

    /**
     * Records that everything not human stays in the laboratory, or who took it against a receipt.
     *
     * @throws Refusal while cases are open, which can find more of it
     */
    void settle(Reference reference, Settlement settlement, String actor) {
        LocalDate day = clock.dayOf("settledOn", settlement.on(), Laboratory.ZONE);
        if (!cases.allAccountedFor(reference)) {
            throw new Refusal(
                    "%s: cases are open again or remains are still to be grouped; what is not human is settled after them"
                            .formatted(reference));
        }
        boolean released = settlement.releasedTo() != null;
        if (released) {
            custody.transfer(
                    kept(reference),
                    Holder.LABORATORY,
                    Holder.released(settlement.releasedTo()),
                    Handling.on(
                            day,
                            Laboratory.ZONE,
                            Laboratory.PLACE,
                            actor,
                            settlement.releasedTo(),
                            "Not human; receipt " + settlement.where()));
        }
        String what = released
                ? "Released to %s, receipt %s".formatted(settlement.releasedTo(), settlement.where())
                : "Stays at " + settlement.where();
        decisions.add(Decision.of(
                reference,
                reference.value(),
                0,
                Stage.NON_HUMAN,
                released ? "RELEASE" : "STAY",
                settlement.remarks() == null ? what : what + "; " + settlement.remarks(),
                actor,
                day));
    }
}
