package org.handover.account;

import java.time.Instant;
import org.handover.vocabulary.Unit;

/**
 * A number counted from the record, with its unit and the time it holds for (rule N7).
 *
 * @param asOf UTC
 */
public record Tally(int number, Unit unit, Instant asOf) {}
