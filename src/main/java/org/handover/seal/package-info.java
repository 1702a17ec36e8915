/** What makes the custody ledger provable to others: signed digests over its chains, and the keys they are signed with. */
package org.handover.seal;
