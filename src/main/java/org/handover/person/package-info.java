/** The people remains may belong to, by id. Names are kept here alone; kin are not kept at all (rule T7). */
package org.handover.person;
