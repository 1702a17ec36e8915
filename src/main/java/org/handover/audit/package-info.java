/** Who did what when, and who was shown whose name or kin. */
package org.handover.audit;
