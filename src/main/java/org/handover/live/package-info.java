/** Tells open pages that a handover has changed, as server-sent events. They carry a reference and nothing of the record. */
package org.handover.live;
