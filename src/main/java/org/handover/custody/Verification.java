package org.handover.custody;

import java.util.List;

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
        CustodyEvent before = null;
        int items = 0;
        for (CustodyEvent event : events) {
            boolean first = before == null || !before.item().equals(event.item());
            items += first ? 1 : 0;
            String fault = fault(first ? null : before, event);
            if (fault != null) {
                return new Verification(
                        false,
                        items,
                        events.size(),
                        "%s event %d: %s".formatted(event.item(), event.sequence(), fault));
            }
            before = event;
        }
        return new Verification(true, items, events.size(), null);
    }

    private static String fault(CustodyEvent before, CustodyEvent event) {
        int expected = before == null ? 1 : before.sequence() + 1;
        if (event.sequence() != expected) {
            return "event %d is missing".formatted(expected);
        }
        if (before != null && !before.to().equals(event.from())) {
            return "released by %s, but the holder was %s".formatted(event.from(), before.to());
        }
        if (before != null && event.at().isBefore(before.at())) {
            return "at %s, before the event before it at %s".formatted(event.at(), before.at());
        }
        String previousHash = before == null ? null : before.hash();
        if (!java.util.Objects.equals(previousHash, event.previousHash())) {
            return "does not carry the hash of the event before it";
        }
        if (!event.computeHash().equals(event.hash())) {
            return "its fields do not match its hash";
        }
        return null;
    }
}
