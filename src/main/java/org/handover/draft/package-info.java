/** What was submitted and sent back, kept for its author to correct. It is not part of the record. */
package org.handover.draft;
