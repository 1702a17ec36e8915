/** Protocols of a handover and of its containers: documents to print and sign, from the ledger. */
package org.handover.protocol;
