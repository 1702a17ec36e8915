package org.handover.repair;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Walks the repairs of a handover in order. */
public class RepairChain {

    private final Map<Integer, RepairEvent> proposals = new HashMap<>();
    private RepairEvent before;

    /** @return why the next repair does not fit; null when it does */
    public String fault(RepairEvent event) {
        String fault = whyNot(event);
        before = event;
        if (event.act() == RepairEvent.Act.PROPOSED) {
            proposals.put(event.sequence(), event);
        }
        return fault == null ? null : "%s event %d: %s".formatted(event.item(), event.sequence(), fault);
    }

    /** How many were walked. */
    public int events() {
        return before == null ? 0 : before.sequence();
    }

    private String whyNot(RepairEvent event) {
        int due = before == null ? 1 : before.sequence() + 1;
        if (event.sequence() != due) {
            return "event %d is missing before it".formatted(due);
        }
        if (!Objects.equals(event.previousHash(), before == null ? null : before.hash())) {
            return "it does not follow the event before it, whose hash is another one";
        }
        if (!event.computeHash().equals(event.hash())) {
            return "its fields are not those its hash was made of";
        }
        if (before != null && event.at().isBefore(before.at())) {
            return "it is earlier than the one before it";
        }
        return event.act() == RepairEvent.Act.DONE ? whyNotDone(event) : null;
    }

    /** What is done was proposed by somebody else, once, and is the same. */
    private String whyNotDone(RepairEvent event) {
        RepairEvent proposal = event.proposal() == null ? null : proposals.remove(event.proposal());
        if (proposal == null) {
            return "nobody proposed it, or it was done before";
        }
        if (!proposal.by().equals(event.proposedBy()) || proposal.by().equalsIgnoreCase(event.by())) {
            return "it takes two people: one proposes, another approves";
        }
        boolean same = proposal.order().equals(event.order())
                && proposal.subject().equals(event.subject())
                && proposal.process().equals(event.process())
                && proposal.reason().equals(event.reason())
                && proposal.found().equals(event.found())
                && proposal.effects().equals(event.effects());
        return same ? null : "it is not what was proposed as event %d".formatted(proposal.sequence());
    }
}
