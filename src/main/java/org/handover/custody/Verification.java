package org.handover.custody;

import java.util.List;
import java.util.Objects;

/**
 * The result of walking the chains.
 *
 * @param intact whether every event fits
 * @param items how many chains were walked
 * @param events how many events they have
 * @param firstFault the first event that does not fit and why, e.g. {@code KOR-2018-01/C-07 event 3: …}; null when intact
 */
public record Verification(boolean intact, int items, int events, String firstFault) {

    /**
     * Walks chains.
     *
     * @param events grouped by item, in order of their sequence
     */
    public static Verification of(List<CustodyEvent> events) {
        var walk = new Walk();
        for (CustodyEvent event : events) {
            String fault = walk.fault(event);
            if (fault != null) {
                return new Verification(false, walk.items, events.size(), fault);
            }
        }
        return new Verification(true, walk.items, events.size(), null);
    }

    /** One event after the other, item by item, so that a ledger of any length fits into memory: it does not know an item that comes again. */
    public static class Walk {

        private final boolean familiesWithheld;
        private CustodyEvent before;
        private int items;
        private int unchecked;

        /** Walks the ledger itself, where every field of every event is there. */
        public Walk() {
            this(false);
        }

        /**
         * @param familiesWithheld whether a holder may be given as {@code FAMILY} alone, which leaves the event's own hash unchecked: whose family it
         *     is was written without a salt before there were any
         */
        public Walk(boolean familiesWithheld) {
            this.familiesWithheld = familiesWithheld;
        }

        public int items() {
            return items;
        }

        /** Of how many events the own hash could not be checked. */
        public int unchecked() {
            return unchecked;
        }

        /** What is wrong with the next event, which it names; null when it fits. */
        public String fault(CustodyEvent event) {
            boolean first = before == null || !before.item().equals(event.item());
            items += first ? 1 : 0;
            String fault = fault(first ? null : before, event);
            before = event;
            return fault == null ? null : "%s event %d: %s".formatted(event.item(), event.sequence(), fault);
        }

        private String fault(CustodyEvent before, CustodyEvent event) {
            int expected = before == null ? 1 : before.sequence() + 1;
            if (event.sequence() != expected) {
                return event.sequence() < expected
                        ? "stands in the place of event %d".formatted(expected)
                        : "event %d is missing".formatted(expected);
            }
            if (before != null && !before.toText().equals(event.fromText())) {
                return "released by %s, but the holder was %s".formatted(event.from(), before.to());
            }
            if (before != null && event.at().isBefore(before.at())) {
                return "at %s, before the event before it at %s".formatted(event.at(), before.at());
            }
            String previousHash = before == null ? null : before.hash();
            if (!Objects.equals(previousHash, event.previousHash())) {
                return "does not carry the hash of the event before it";
            }
            if (familiesWithheld && (withheld(event.from()) || withheld(event.to()))) {
                unchecked++;
                return null;
            }
            return event.computeHash().equals(event.hash()) ? null : "its fields do not match its hash";
        }

        private static boolean withheld(Holder holder) {
            return holder.value().equals("FAMILY");
        }
    }
}
