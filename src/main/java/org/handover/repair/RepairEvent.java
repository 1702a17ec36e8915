package org.handover.repair;

import java.time.Instant;
import org.handover.custody.Canonical;

/**
 * A repair that was proposed, or one that was done.
 *
 * @param item the chain: the handover's reference and {@link #CHAIN}
 * @param sequence 1 for the first of a handover, then one more each
 * @param proposal the sequence of the proposal that was done; null of a proposal
 * @param proposedBy who proposed what was done; null of a proposal
 * @param subject the business key of the instance
 * @param found hash over where the instance stood; it must stand there still when it is repaired
 * @param effects what the repair does, line by line as the dry run found it
 * @param by who proposed, or who approved and so did it
 * @param at UTC, in microseconds
 * @param previousHash null for the first
 */
public record RepairEvent(
        String item,
        int sequence,
        Act act,
        Integer proposal,
        String proposedBy,
        String instance,
        String subject,
        String process,
        RepairOrder.Kind kind,
        String from,
        String to,
        String reason,
        String found,
        String effects,
        String by,
        Instant at,
        String previousHash,
        String hash) {

    /** How the chain of a handover's repairs ends, where an item has its number. */
    public static final String CHAIN = "REPAIRS";

    public enum Act {
        PROPOSED,
        DONE
    }

    public RepairOrder order() {
        return new RepairOrder(instance, kind, from, to);
    }

    RepairEvent withHash() {
        return new RepairEvent(
                item,
                sequence,
                act,
                proposal,
                proposedBy,
                instance,
                subject,
                process,
                kind,
                from,
                to,
                reason,
                found,
                effects,
                by,
                at,
                previousHash,
                computeHash());
    }

    /** What the hash must be for these fields. */
    public String computeHash() {
        return Canonical.hash(
                item,
                sequence,
                act,
                proposal,
                proposedBy,
                instance,
                subject,
                process,
                kind,
                from,
                to,
                reason,
                found,
                effects,
                by,
                at,
                previousHash);
    }
}
