/** The custody ledger: who holds what, since when, from whom. It knows nothing of the story (rules C1 to C4, C6, C8, X14). */
package org.handover.custody;
