package org.handover.security;

import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/**
 * Somebody signed in who reads the record, and whom this person may see named (rules F2, X7).
 *
 * @param groups ids of the groups the person is a member of
 */
public record Reader(String user, Set<String> groups) {

    /** The person who is signed in. */
    public static Reader of(Authentication signedIn) {
        return new Reader(
                signedIn.getName(),
                signedIn.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * Whether this person may see who somebody is.
     *
     * @param familyTold whether the family has been told
     */
    public boolean seesName(boolean familyTold) {
        return seesNames() || familyTold && groups.contains(Groups.PUBLIC_AFFAIRS);
    }

    /** Whether this person may see names before the families are told. */
    public boolean seesNames() {
        return Groups.SEE_NAMES.stream().anyMatch(groups::contains);
    }

    /** Whether this person may read what a line of evidence found: the laboratory, and those who see names. */
    public boolean seesFindings() {
        return seesNames() || groups.contains(Groups.SCIENTISTS);
    }

    /** Whether this person may be the analyst who examines blind, and so must not learn whom remains may be of (rule I1). */
    public boolean examinesBlind() {
        return groups.contains(Groups.SCIENTISTS);
    }

    /** Whether this person may read who of a family was told or signed a receipt (rule T7). */
    public boolean seesKin() {
        return groups.contains(Groups.CASUALTY_OFFICE);
    }
}
