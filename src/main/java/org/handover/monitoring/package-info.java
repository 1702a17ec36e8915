/** What a machine that watches the application reads: health, figures of the story, and log lines that say which case they are about. */
package org.handover.monitoring;
