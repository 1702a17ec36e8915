/** Repairs of running instances: what was proposed, approved by a second person and done, on a chain of its own beside that of the custody. */
package org.handover.repair;
