package org.handover.custody;

import java.time.Instant;

/**
 * Who holds an item now.
 *
 * @param since when this holder took it, UTC
 * @param place where the last act on it was
 */
public record Holding(String item, Holder to, Instant since, String place) {}
