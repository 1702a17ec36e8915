/** The case of an individual: lines of evidence, disposition, review, the medical examiner's decision, and what follows from it. */
package org.handover.identification;
