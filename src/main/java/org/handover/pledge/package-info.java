/** The pledge, what is said about it, the phase a handover is in, and the cases staged for it. */
package org.handover.pledge;
