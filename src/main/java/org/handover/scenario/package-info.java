/**
 * Dated events replayed through the real process, as the groups would act. What the events do not say (manifest lines, seals, specimens, people) is
 * invented and said to be so.
 */
package org.handover.scenario;
