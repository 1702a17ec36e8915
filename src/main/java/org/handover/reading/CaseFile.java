package org.handover.reading;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.handover.engine.OpenSteps;

/**
 * One case, as far as its reader may see it. What a reader may not see is null or not in a list, and {@code withheld} says why.
 *
 * @param cycle counts its reopenings, from 1
 * @param disposition of a closed case
 * @param person id of the named person
 * @param consolidatedInto number of the individual it proved to be a part of, with its handover when that is another one
 * @param group with whom it is, or is to be, accounted for together; null when it is by itself
 * @param groupedOn when its first specimen was assigned to it, a local date at the laboratory like every other date here
 * @param sentBack how often a reviewer or the medical examiner returned a proposal
 * @param waiting the steps where somebody has to act, the oldest first
 * @param missingReferences which DNA tests cannot be compared with anybody, since no relative's sample informs them
 * @param cycles how often it was opened and how each time ended
 * @param containers what the counterparty said of the containers it lies in
 * @param evidence the signed reports, in order
 * @param samples the DNA samples, in order
 * @param decisions in order
 * @param notices to a family or the public, in order
 * @param returns what a family signed for
 */
public record CaseFile(
        String key,
        String individual,
        String state,
        int cycle,
        String disposition,
        String person,
        String consolidatedInto,
        Group group,
        LocalDate groupedOn,
        LocalDate closedOn,
        int sentBack,
        List<OpenSteps.Open> waiting,
        List<MissingReference> missingReferences,
        List<Cycle> cycles,
        List<Specimen> specimens,
        List<Source> containers,
        List<Evidence> evidence,
        List<Sample> samples,
        List<Decision> decisions,
        List<Notice> notices,
        List<Return> returns,
        List<Withheld> withheld) {

    /**
     * A group that is accounted for together.
     *
     * @param persons ids of the people it may be
     * @param individuals who is in it, as approved by a medical examiner
     */
    public record Group(String number, List<String> persons, List<String> individuals) {}

    /** Why something is not shown. */
    public enum Withheld {
        /** The reader may be a blind analyst, and a report that is made blind is not signed yet (rule I1). */
        BLIND,
        /** What came with a container is kept from blind analysts until everybody in it is examined. */
        CONTAINERS,
        /** What the lines of evidence found is for the laboratory. */
        FINDINGS,
        /** Persons, and texts that may name them, are for those who may see names (rules F2, X7). */
        NAMES,
        /** Who of a family was told is for the casualty office (rule T7). */
        KIN
    }

    /**
     * A DNA test that waits for a family reference sample.
     *
     * @param person id of the person whose relatives can give it
     */
    public record MissingReference(String test, String person) {}

    /**
     * One time the case was open.
     *
     * @param began {@code GROUPING}, {@code REOPENING} or {@code REVOCATION}
     * @param outcome how it ended, e.g. {@code RETURNED_TO_FAMILY}; null while it has not
     */
    public record Cycle(int cycle, String began, LocalDate beganOn, String outcome, LocalDate endedOn) {}

    /**
     * @param mass grams; null when it was not weighed
     * @param method how it was linked to this individual
     * @param ended when the link ended; null while it holds
     * @param handover reference of the other handover it came with, when it is of an individual that proved to be this one; else null
     */
    public record Specimen(
            String container,
            String designator,
            String kind,
            String element,
            String side,
            String completeness,
            BigDecimal mass,
            String method,
            String strength,
            LocalDate since,
            LocalDate ended,
            LocalDate consumedOn,
            String handover) {}

    /**
     * A container it lies in, with claims of the other side.
     *
     * @param withheld whether they are kept from this reader, who examines blind (rule I1)
     */
    public record Source(String container, String theirLabel, String recoverySite, String effects, boolean withheld) {}

    /**
     * A signed report.
     *
     * @param candidate id of the person it speaks of
     * @param sample number of the DNA sample it rests on
     * @param current whether it speaks of the specimens the individual has now; what was found of others is to be examined again
     * @param resolved of a finding that excludes, whether a decision resolved it in writing (rule I4); null of any other
     */
    public record Evidence(
            int cycle,
            String line,
            String finding,
            String candidate,
            String sample,
            String by,
            LocalDate on,
            String report,
            boolean current,
            Boolean resolved) {}

    /**
     * A DNA sample.
     *
     * @param massBefore mass in grams of the specimen before the cut
     * @param repeats number of the earlier sample for the same test; null for a first one
     * @param approvedBy who approved this further sample; null for a first one
     * @param handover reference of the other handover that the specimen came with; null when it is of this one, or still to be cut
     * @param result the sequence reported; null without a result or without a profile
     */
    public record Sample(
            String number,
            int cycle,
            String test,
            String container,
            String designator,
            BigDecimal massBefore,
            BigDecimal massAfter,
            String cutBy,
            LocalDate requestedOn,
            LocalDate receivedOn,
            String result,
            String repeats,
            String approvedBy,
            String handover) {}

    /** @param reason in the words of whoever decided */
    public record Decision(
            int cycle,
            String stage,
            String outcome,
            String disposition,
            String person,
            String partner,
            String consolidateInto,
            String by,
            LocalDate on,
            String reason) {}

    /**
     * @param recipient who of the family was told
     * @param kin for whom the attempt was, in the order of kin from 1; null where it was for nobody
     * @param searchEnded whether the search for them ended, so that the next in that order became due
     */
    public record Notice(
            int cycle,
            String kind,
            String outcome,
            LocalDate on,
            String person,
            String by,
            String recipient,
            String remarks,
            Integer kin,
            boolean searchEnded) {}

    /** @param receivedBy who of the family signed */
    public record Return(int cycle, String receipt, LocalDate on, String receivedBy, String by) {}
}
