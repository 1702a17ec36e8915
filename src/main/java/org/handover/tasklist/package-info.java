/** Tasklist in the language of the person who uses it. */
package org.handover.tasklist;
