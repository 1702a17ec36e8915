/** What was submitted and is not yet record, so that people can look at it, correct it or send it back. */
package org.handover.draft;
