/** Joint recoveries agreed beside a handover: planned, surveyed, dug; what is found starts a handover of its own (rules R-S6, X12). */
package org.handover.fieldoperations;
