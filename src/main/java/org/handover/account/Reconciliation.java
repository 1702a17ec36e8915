package org.handover.account;

import java.util.List;

/**
 * Whether the identities of an account hold (rules N3, N5, N6).
 *
 * @param faults what does not add up, in words; empty when everything does
 */
public record Reconciliation(boolean reconciles, List<String> faults) {

    static Reconciliation of(List<String> faults) {
        return new Reconciliation(faults.isEmpty(), List.copyOf(faults));
    }
}
