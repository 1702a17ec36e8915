package org.handover.pledge;

import java.util.EnumSet;
import java.util.Set;

/** Where a handover is, and where it may go next. */
public enum Phase {
    TALKS,
    SUSPENDED,
    TRANSFER,
    FLIGHT,
    IDENTIFICATION,
    ACCOUNTED_FOR,
    BROKEN_OFF,
    WITHDRAWN;

    private Set<Phase> next() {
        return switch (this) {
            case TALKS -> EnumSet.of(SUSPENDED, TRANSFER, BROKEN_OFF, WITHDRAWN);
            case SUSPENDED -> EnumSet.of(TALKS, WITHDRAWN);
            case TRANSFER -> EnumSet.of(TALKS, FLIGHT, WITHDRAWN);
            case FLIGHT -> EnumSet.of(IDENTIFICATION);
            case IDENTIFICATION -> EnumSet.of(ACCOUNTED_FOR);
            case ACCOUNTED_FOR, BROKEN_OFF, WITHDRAWN -> EnumSet.noneOf(Phase.class);
        };
    }

    boolean mayBecome(Phase phase) {
        return next().contains(phase);
    }
}
