package org.handover.account;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.handover.vocabulary.Qualifier;
import org.handover.vocabulary.Unit;

/**
 * The account of a handover. What was said stands beside what was counted; no count comes from a statement (rule N1).
 *
 * @param statements every statement, in the order in which things were said
 * @param planningFactor the last number of sets that was agreed or offered: it sizes logistics and is no count of anything
 *     received; with number null when there is none
 * @param agreed what was agreed last; null while nothing is agreed
 * @param casesStaged empty cases in stock; null when none were staged
 * @param containersReceived containers that came with a signed transfer and were not refused (rule N2)
 * @param containersExamined those of them with a verified inventory, also an empty one (rule N3)
 * @param inTransit received, and not yet at the laboratory
 * @param unopenedAtLaboratory at the laboratory, without a verified inventory
 * @param individualsEstimated every estimate, the newest last; empty when nobody has estimated
 * @param identified individuals with an identification that stands; their cases may still be open
 * @param notified people whose family was told of an identification that stands
 * @param namesReleased people whose name was released after that
 * @param open individuals without a disposition
 * @param asOf when the account was taken, UTC
 */
public record Account(
        String reference,
        String phase,
        Instant asOf,
        List<Said> statements,
        PlanningFactor planningFactor,
        Agreed agreed,
        CasesStaged casesStaged,
        TalksHeld talks,
        Tally containersReceived,
        Tally containersExamined,
        Tally inTransit,
        Tally unopenedAtLaboratory,
        Specimens specimens,
        List<Estimate> individualsEstimated,
        Individuals individuals,
        Tally identified,
        Tally notified,
        Tally namesReleased,
        Tally open,
        List<Discrepancy> discrepancies,
        List<OpenIncident> incidents,
        Reconciliation reconciliation) {

    /**
     * A statement.
     *
     * @param number null when no number was said
     * @param numberText the number in words: {@code about 50 persons}, {@code no number}
     * @param saidOn a date, or a month when the day is unknown
     * @param contradicted whether the record contradicts a claim that something was returned
     * @param contradictedBy what had been and has been received; null when not contradicted
     * @param tooEarly whether something was received later, though nothing when it was said
     */
    public record Said(
            String speaker,
            String relayedBy,
            String kind,
            Integer number,
            String numberText,
            Qualifier qualifier,
            Unit unit,
            String saidOn,
            String text,
            String source,
            boolean contradicted,
            String contradictedBy,
            boolean tooEarly) {}

    /**
     * @param from where the number is from, e.g. {@code offered on 2018-07-18 by DPRK}
     * @param on when it was offered or agreed; null when there is none
     * @param speaker who offered it; null when it was agreed
     * @param session in which it was agreed; null when it was offered
     */
    public record PlanningFactor(
            Integer number,
            String numberText,
            Unit unit,
            Qualifier qualifier,
            String from,
            String on,
            String speaker,
            Integer session) {}

    /** @param sets null when the number stayed uncertain: {@code setsText} is then {@code unknown} */
    public record Agreed(
            int session,
            Integer sets,
            String setsText,
            Unit unit,
            String place,
            LocalDate handoverOn,
            String destination,
            boolean fieldOperations) {}

    /**
     * @param stagedOn a date, or a month when the day is unknown
     * @param recalled null while none came back
     */
    public record CasesStaged(
            int number,
            String numberText,
            Qualifier qualifier,
            Unit unit,
            String stagedOn,
            String stagedAt,
            Integer recalled) {}

    /**
     * The sessions of the talks.
     *
     * @param pending scheduled, without an outcome yet
     */
    public record TalksHeld(int sessions, int agreed, int adjourned, int noShows, int pending) {}

    /** Specimens, each in one place: the first that fits of transferred, consumed, material evidence, non-human, assigned (rule N5). */
    public record Specimens(
            Tally total,
            Tally assigned,
            Tally unassigned,
            Tally nonHuman,
            Tally materialEvidence,
            Tally consumed,
            Tally transferred) {}

    /**
     * An estimate of how many individuals there are, never a count.
     *
     * @param kind {@code STATED} by its author; or computed: {@code MNI}, the smallest number, {@code MLNI}, the most likely one
     * @param basis the bone it was computed from, e.g. {@code femur: 12 left, 11 right, 9 pairs}; null when it was stated
     */
    public record Estimate(
            int number, Unit unit, LocalDate on, String method, String author, String kind, String basis) {}

    /**
     * Provisional individuals (rule N6).
     *
     * @param total as numbered, also those found to be part of another one
     * @param people each counted once: the total without those consolidated into another and those found not to be human
     * @param dispositions of the closed cases, by disposition
     */
    public record Individuals(Tally total, Tally people, Tally open, Map<String, Tally> dispositions) {}

    /**
     * A difference between what was agreed and what was received, or an item that was not where it should have been; somebody explains it,
     * nobody edits it away.
     *
     * @param agreedSets null when it is about an item
     * @param receivedContainers null when it is about an item
     * @param item e.g. {@code KOR-2018-01/C-07}; null when it is about the two numbers
     * @param leg the leg it did not leave or arrive with; null for another act
     */
    public record Discrepancy(
            Integer agreedSets,
            Integer receivedContainers,
            String item,
            Integer leg,
            String description,
            LocalDate foundOn,
            String foundBy,
            String explanation,
            String next,
            String explainedBy,
            LocalDate explainedOn) {}

    /** An incident nobody has resolved yet. */
    public record OpenIncident(String item, String kind, String description, String openedBy, LocalDate openedOn) {}
}
