/** The transfer at the border: receipt, custody, witness, field review, re-casing, and what was received beside what was agreed. */
package org.handover.transfer;
