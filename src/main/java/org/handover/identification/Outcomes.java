package org.handover.identification;

import java.time.LocalDate;
import java.util.List;
import org.handover.custody.Custody;
import org.handover.custody.Handling;
import org.handover.custody.Holder;
import org.handover.decision.Decision;
import org.handover.decision.Decisions;
import org.handover.decision.Stage;
import org.handover.engine.Countersignature;
import org.handover.laboratory.Disposition;
import org.handover.laboratory.Individual;
import org.handover.laboratory.Individuals;
import org.handover.laboratory.Laboratory;
import org.handover.laboratory.Resegregation;
import org.handover.laboratory.SpecimenChanges;
import org.handover.laboratory.Specimens;
import org.handover.notice.Notices;
import org.handover.pledge.Handovers;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Carries out a disposition: custody leaves with a receipt, or stays with the laboratory (rules C8, I9, X6). */
@Service
class Outcomes {

    private static final String SIGNED = "SIGNED";

    private final JdbcClient jdbc;
    private final Handovers handovers;
    private final IdentificationCases cases;
    private final Dispositions dispositions;
    private final Individuals individuals;
    private final Specimens specimens;
    private final Resegregation resegregation;
    private final SpecimenChanges changes;
    private final Custody custody;
    private final SigningOut signingOut;
    private final Notices notices;
    private final Decisions decisions;
    private final RecordClock clock;

    Outcomes(
            JdbcClient jdbc,
            Handovers handovers,
            IdentificationCases cases,
            Dispositions dispositions,
            Individuals individuals,
            Specimens specimens,
            Resegregation resegregation,
            SpecimenChanges changes,
            Custody custody,
            SigningOut signingOut,
            Notices notices,
            Decisions decisions,
            RecordClock clock) {
        this.jdbc = jdbc;
        this.handovers = handovers;
        this.cases = cases;
        this.dispositions = dispositions;
        this.individuals = individuals;
        this.specimens = specimens;
        this.resegregation = resegregation;
        this.changes = changes;
        this.custody = custody;
        this.signingOut = signingOut;
        this.notices = notices;
        this.decisions = decisions;
        this.clock = clock;
    }

    /**
     * How remains went home.
     *
     * @param receivedBy who signed; kin, so kept out of the ledger (T7)
     * @param on local date where the casualty office is; null for today
     * @param election what the authorised person chose; null to follow the election that stands for this person
     */
    record HomeComing(String receivedBy, String receipt, LocalDate on, Election election) {}

    /**
     * Takes over what the laboratory has signed out and hands it over to the family, or refuses it.
     *
     * @return whether it was taken over
     * @throws Refusal when the one who signed out would take over, the name is not released yet, the date lies before that, nobody has signed an
     *     election (X16), or the laboratory does not hold the remains
     */
    boolean returnToFamily(ItemKey key, Countersignature taken, HomeComing home, String actor) {
        LocalDate day = clock.dayOf("returnedOn", home.on(), Notices.ZONE);
        Individual individual = cases.open(key);
        dispositions.settled(individual, Disposition.IDENTIFIED);
        Decision identification = cases.identification(individual)
                .orElseThrow(() ->
                        new Refusal("%s: it is not identified; there is no family to return it to".formatted(key)));
        LocalDate earliest = isFamilyToBeTold(key)
                ? notices.nameReleasedOn(key, individual.cycle())
                        .orElseThrow(
                                () -> new Refusal("%s: the family is told and the name released first".formatted(key)))
                : identification.on();
        if (day.isBefore(earliest)) {
            throw new Refusal("returnedOn: %s is before the name was released on %s".formatted(day, earliest));
        }
        if (!taken.yes() && !signingOut.isSignedOut(key)) {
            return false;
        }
        SigningOut.SignedOut signedOut = signingOut.signedOut(key, "takenOver", actor);
        if (!taken.yes()) {
            signingOut.sendBack(individual, signedOut, taken, actor, day);
            return false;
        }
        refuseBeforeSignedOut("returnedOn", day, signedOut);
        elect(individual, home.election(), day, actor);
        jdbc.sql(
                        """
                insert into family_receipt (reference, individual, cycle, receipt, received_by, returned_on, returned_by)
                values (:reference, :individual, :cycle, :receipt, :receivedBy, :day, :actor)""")
                .param("reference", key.reference().value())
                .param("individual", key.number())
                .param("cycle", individual.cycle())
                .param("receipt", home.receipt())
                .param("receivedBy", home.receivedBy())
                .param("day", day)
                .param("actor", actor)
                .update();
        Holder family = Holder.family(individual.person());
        List<ItemKey> leaving = signingOut.handOver(individual, family, signedOut, taken, day);
        custody.transfer(
                leaving,
                Holder.LABORATORY,
                family,
                Handling.on(
                        day,
                        Notices.ZONE,
                        Laboratory.PLACE,
                        signedOut.by(),
                        actor + " for the family",
                        "Receipt " + home.receipt()));
        done(individual, "RETURNED_TO_FAMILY", "Receipt " + home.receipt(), actor, day);
        return true;
    }

    private static void refuseBeforeSignedOut(String field, LocalDate day, SigningOut.SignedOut signedOut) {
        if (day.isBefore(signedOut.on())) {
            throw new Refusal("%s: %s is before it was signed out on %s".formatted(field, day, signedOut.on()));
        }
    }

    /**
     * Whether a notice of this identification is due: always, unless the family was told of this person before and elected not to be told of
     * later remains (rules X16, W20).
     */
    boolean isFamilyToBeTold(ItemKey key) {
        String standing = jdbc.sql(
                        """
                select later_remains from family_election where person = :person order by id desc fetch first row only""")
                .param("person", individuals.get(key).person())
                .query(String.class)
                .optional()
                .orElse(null);
        return !Election.LaterRemains.WITHOUT_NOTICE.name().equals(standing) || !notices.isFamilyTold(key);
    }

    private void elect(Individual individual, Election election, LocalDate returnedOn, String actor) {
        if (election == null) {
            boolean stands = jdbc.sql("select count(*) from family_election where person = :person")
                            .param("person", individual.person())
                            .query(Integer.class)
                            .single()
                    > 0;
            if (!stands) {
                throw new Refusal(
                        "election: is missing; remains go home as the authorised person has elected and signed, and nobody has yet");
            }
            return;
        }
        if (election.on().isAfter(returnedOn)) {
            throw new Refusal(
                    "electedOn: %s is after the remains went home on %s".formatted(election.on(), returnedOn));
        }
        jdbc.sql(
                        """
                insert into family_election (reference, individual, cycle, person, election, later_remains, elected_by, elected_on,
                    recorded_by)
                values (:reference, :individual, :cycle, :person, :election, :later, :by, :on, :actor)""")
                .param("reference", individual.key().reference().value())
                .param("individual", individual.key().number())
                .param("cycle", individual.cycle())
                .param("person", individual.person())
                .param("election", election.choice().name())
                .param("later", election.laterRemains().name())
                .param("by", election.by())
                .param("on", election.on())
                .param("actor", actor)
                .update();
    }

    /**
     * Records the joint review: both sides sign that the remains are the partner's, or they do not and the case goes on (rules X5, W7).
     *
     * @param signatory who signed for the partner, beside the actor for the laboratory; null when they do not both sign
     * @param reason why not; or what they add, null for nothing
     * @param reviewedOn local date at the laboratory, null for today
     * @throws Refusal when no medical examiner has approved it, the actor examined the individual (I2), or the date lies before the approval
     */
    void reviewJointly(ItemKey key, String signatory, String reason, LocalDate reviewedOn, String actor) {
        LocalDate day = clock.dayOf("reviewedOn", reviewedOn, Laboratory.ZONE);
        Individual individual = cases.open(key);
        dispositions.settled(individual, Disposition.PARTNER_NAMED, Disposition.PARTNER_UNNAMED);
        Decision approval = dispositions.approval(individual);
        refuseEarlier("reviewedOn", day, approval);
        dispositions.refuseAnalyst(key, actor);
        if (signatory == null) {
            // A name that only the partner could bear out is free again.
            individuals.takeNameFrom(key);
        }
        String signed = "Signed for %s by %s".formatted(approval.partner(), signatory);
        decide(
                approval,
                Stage.JOINT_REVIEW,
                signatory == null ? "RETURN" : SIGNED,
                signatory == null ? reason : reason == null ? signed : signed + "; " + reason,
                actor,
                day);
    }

    /** @param by who signed it */
    record Receipt(String by, String number) {}

    /**
     * Takes over what the laboratory has signed out and hands it over to a partner nation, with two receipts: the laboratory's to UNC, and
     * UNC's to the partner (rules X5, X6). Or refuses it.
     *
     * @param transferredOn null for today
     * @return whether it was taken over
     * @throws Refusal when the one who signed out would take over, the joint review is not signed by both sides, the date lies before that, or the
     *     receipts are one
     */
    boolean transferToPartner(
            ItemKey key, Countersignature taken, Receipt unc, Receipt partner, LocalDate transferredOn, String actor) {
        LocalDate day = clock.dayOf("transferredOn", transferredOn, Laboratory.ZONE);
        Individual individual = cases.open(key);
        dispositions.settled(individual, Disposition.PARTNER_NAMED, Disposition.PARTNER_UNNAMED);
        Decision approval = dispositions.approval(individual);
        Decision review = decisions
                .last(key.toString(), individual.cycle(), Stage.JOINT_REVIEW)
                .filter(it -> it.id() > approval.id() && it.outcome().equals(SIGNED))
                .orElseThrow(() -> new Refusal("%s: the joint review is not signed by both sides".formatted(key)));
        refuseEarlier("transferredOn", day, review);
        if (!taken.yes() && !signingOut.isSignedOut(key)) {
            return false;
        }
        SigningOut.SignedOut signedOut = signingOut.signedOut(key, "takenOver", actor);
        if (!taken.yes()) {
            signingOut.sendBack(individual, signedOut, taken, actor, day);
            return false;
        }
        refuseBeforeSignedOut("transferredOn", day, signedOut);
        if (unc.number().equals(partner.number())) {
            throw new Refusal("partnerReceipt: %s is the receipt of UNC; the partner signs one of its own"
                    .formatted(partner.number()));
        }
        Holder nation = Holder.partner(approval.partner());
        List<ItemKey> leaving = signingOut.handOver(individual, nation, signedOut, taken, day);
        custody.transfer(
                leaving,
                Holder.LABORATORY,
                Holder.UNC,
                handling(
                        day, signedOut.by(), unc.by(), "Receipt %s, handed over by %s".formatted(unc.number(), actor)));
        custody.transfer(
                leaving, Holder.UNC, nation, handling(day, unc.by(), partner.by(), "Receipt " + partner.number()));
        done(
                individual,
                "TRANSFERRED_TO_PARTNER",
                "%s; receipts %s, %s".formatted(review.reason(), unc.number(), partner.number()),
                actor,
                day);
        return true;
    }

    /** Keeps the remains in the laboratory. */
    void retain(ItemKey key, String storage, String reason, LocalDate retainedOn, String actor) {
        LocalDate day = clock.dayOf("retainedOn", retainedOn, Laboratory.ZONE);
        Individual individual = cases.open(key);
        dispositions.settled(individual, Disposition.RETAINED, Disposition.GROUP_ACCOUNTED);
        refuseEarlier("retainedOn", day, lastDecision(individual));
        backInLaboratory(key, day, actor);
        String stored = "Stored at " + storage;
        done(individual, "RETAINED", reason == null ? stored : stored + "; " + reason, actor, day);
    }

    /**
     * Records what becomes of remains that are not human. They are kept or returned, never thrown away (rule I9).
     *
     * @throws Refusal when the one who proposed that ruling would carry it out alone
     */
    void resolveNonHuman(ItemKey key, String resolution, LocalDate resolvedOn, String actor) {
        LocalDate day = clock.dayOf("resolvedOn", resolvedOn, Laboratory.ZONE);
        Individual individual = cases.open(key);
        Decision ruling = dispositions.settled(individual, Disposition.NON_HUMAN);
        if (actor.equals(ruling.by())) {
            throw new Refusal("resolution: %s proposed this ruling; it takes another person".formatted(actor));
        }
        refuseEarlier("resolvedOn", day, lastDecision(individual));
        backInLaboratory(key, day, actor);
        specimens.ruleNonHuman(key);
        done(individual, "NON_HUMAN_RESOLVED", resolution, actor, day);
    }

    /**
     * Joins an individual with another one that proved to be the same person. Within a handover its links end and begin again there;
     * specimens that came with another handover stay under their own number, and go where the other individual goes.
     *
     * @throws Refusal when the other one was consolidated itself meanwhile, or the two cannot be one person (I5)
     */
    void consolidate(ItemKey key) {
        Individual individual = cases.open(key);
        Decision proposal = dispositions.settled(individual, Disposition.CONSOLIDATE);
        ItemKey into = Proposal.target(key, proposal.consolidateInto());
        handovers.lock(List.of(key.reference(), into.reference()));
        Decision review = lastDecision(individual);
        Individual other = individuals.get(into);
        String refused = dispositions.joiningRefused(other);
        if (refused != null) {
            throw new Refusal("decision: %s; return it".formatted(refused));
        }
        List<String> conflicts = resegregation.conflicts(key, into);
        if (!conflicts.isEmpty()) {
            throw new Refusal(conflicts);
        }
        boolean sameHandover = into.reference().equals(key.reference());
        if (sameHandover) {
            specimens.consolidate(key, into, proposal.by(), review.by(), review.on(), review.id());
        }
        changes.note(
                other,
                "%s proved to be the same person".formatted(sameHandover ? key.number() : key),
                review.by(),
                review.on());
        done(individual, "CONSOLIDATED", "Into " + into, review.by(), review.on());
    }

    /** What an earlier disposition sent away comes back into the ledger. */
    private void backInLaboratory(ItemKey key, LocalDate day, String actor) {
        List<ItemKey> items = specimens.ofIndividual(key).stream()
                .filter(specimen -> specimen.consumedOn() == null)
                .map(specimen -> specimen.key())
                .toList();
        signingOut.inLaboratory(items, null, day, actor);
    }

    private Decision lastDecision(Individual individual) {
        List<Decision> all = decisions.about(individual.key().toString(), individual.cycle());
        return all.get(all.size() - 1);
    }

    private static void refuseEarlier(String field, LocalDate day, Decision decision) {
        if (day.isBefore(decision.on())) {
            throw new Refusal("%s: %s is before it was decided on %s".formatted(field, day, decision.on()));
        }
    }

    static Handling handling(LocalDate day, String releasedBy, String receivedBy, String reason) {
        return Handling.on(day, Laboratory.ZONE, Laboratory.PLACE, releasedBy, receivedBy, reason);
    }

    private void done(Individual individual, String outcome, String reason, String actor, LocalDate day) {
        decide(dispositions.proposal(individual), Stage.OUTCOME, outcome, reason, actor, day);
    }

    /** About the same disposition as the decision it follows. */
    private void decide(Decision about, Stage stage, String outcome, String reason, String actor, LocalDate day) {
        decisions.add(new Decision(
                null,
                about.reference(),
                about.subject(),
                about.cycle(),
                stage,
                outcome,
                about.disposition(),
                about.person(),
                about.partner(),
                about.consolidateInto(),
                reason,
                actor,
                day));
    }
}
