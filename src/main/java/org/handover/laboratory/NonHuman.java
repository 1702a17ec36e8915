package org.handover.laboratory;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.handover.custody.Custody;
import org.handover.custody.Handling;
import org.handover.custody.Holder;
import org.handover.decision.Decision;
import org.handover.decision.Decisions;
import org.handover.decision.Stage;
import org.handover.draft.Draft;
import org.handover.draft.Drafts;
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

        static Settlement of(Draft draft) {
            Map<String, Object> row = draft.rows().get(0);
            return new Settlement(
                    (String) row.get("releasedTo"), (String) row.get("where"), (String) row.get("remarks"), draft.on());
        }

        Map<String, Object> row() {
            var row = new HashMap<String, Object>();
            row.put("settlement", choice().name());
            row.put("releasedTo", releasedTo);
            row.put("where", where);
            row.put("remarks", remarks);
            return row;
        }

        Choice choice() {
            return releasedTo == null ? Choice.STAY : Choice.RELEASE;
        }

        String words() {
            String what = releasedTo == null
                    ? "Stays at " + where
                    : "Released to %s, receipt %s".formatted(releasedTo, where);
            return remarks == null ? what : what + "; " + remarks;
        }
    }

    private final Specimens specimens;
    private final Cases cases;
    private final Custody custody;
    private final Drafts drafts;
    private final Decisions decisions;
    private final RecordClock clock;

    NonHuman(Specimens specimens, Cases cases, Custody custody, Drafts drafts, Decisions decisions, RecordClock clock) {
        this.specimens = specimens;
        this.cases = cases;
        this.custody = custody;
        this.drafts = drafts;
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
     * A lab manager says what becomes of everything not human. Nothing leaves before an evidence coordinator has seen it.
     *
     * @throws Refusal while cases are open, which can find more of it
     */
    void settle(Reference reference, Settlement settlement, String actor) {
        LocalDate day = clock.dayOf("settledOn", settlement.on(), Laboratory.ZONE);
        refuseWhileOpen(reference);
        var draft = new Draft(Map.of("rows", List.of(settlement.row())), List.of(), actor, day);
        drafts.keep(reference, null, Draft.Kind.SETTLEMENT, draft);
    }

    /**
     * The second person saw it put where it stays, or handed over: it is on record now, and what is released has left. Or sends it back.
     *
     * @throws Refusal when it is the same person, or while cases are open
     */
    void witness(Reference reference, Verdict verdict, String actor) {
        Draft draft = drafts.find(reference, null, Draft.Kind.SETTLEMENT)
                .orElseThrow(() ->
                        new Refusal("%s: nobody has said yet what becomes of what is not human".formatted(reference)));
        if (actor.equals(draft.by())) {
            throw new Refusal("witnessed: %s said what becomes of it; an evidence coordinator who has not bears witness"
                    .formatted(actor));
        }
        refuseWhileOpen(reference);
        drafts.remove(reference, null, Draft.Kind.SETTLEMENT);
        LocalDate today = clock.today(Laboratory.ZONE);
        if (!verdict.yes()) {
            add(reference, "RETURN", verdict.remarks(), actor, today);
            return;
        }
        Settlement settlement = Settlement.of(draft);
        if (settlement.releasedTo() != null) {
            custody.transfer(
                    kept(reference),
                    Holder.LABORATORY,
                    Holder.released(settlement.releasedTo()),
                    Handling.on(
                            draft.on(),
                            Laboratory.ZONE,
                            Laboratory.PLACE,
                            draft.by(),
                            settlement.releasedTo(),
                            "Not human; receipt %s, witnessed by %s".formatted(settlement.where(), actor)));
        }
        add(reference, settlement.choice().name(), settlement.words(), draft.by(), draft.on());
        add(reference, "WITNESSED", verdict.remarks(), actor, today);
    }

    private void refuseWhileOpen(Reference reference) {
        if (!cases.allAccountedFor(reference)) {
            throw new Refusal(
                    "%s: cases are open again or remains are still to be grouped; what is not human is settled after them"
                            .formatted(reference));
        }
    }

    private void add(Reference reference, String outcome, String reason, String actor, LocalDate on) {
        decisions.add(Decision.of(reference, reference.value(), 0, Stage.NON_HUMAN, outcome, reason, actor, on));
    }
}
