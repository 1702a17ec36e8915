/** The people remains may belong to, by id, and what their relatives gave for comparison. Names and kin are kept here alone (rule T7). */
package org.handover.person;
