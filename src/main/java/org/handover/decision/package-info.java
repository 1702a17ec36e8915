/** Decisions of named persons: who decided what, when, why. Rows are only added; a reversal is a new decision (rule I7). */
package org.handover.decision;
