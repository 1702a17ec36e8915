/** What the application adds to Camunda's web apps: their frame, and in Cockpit what an operator of handovers needs. */
package org.handover.cockpit;
