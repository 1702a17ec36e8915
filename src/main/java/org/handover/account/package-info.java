/**
 * The account of a handover: what was said beside what was received, opened, estimated, identified and told. It derives every
 * count from the record and writes nothing (rules N1 to N7, X10, X13).
 */
package org.handover.account;
