/** Words every part of the story shares: references, places, units, dates of acts, and the refusal of bad input. */
package org.handover.vocabulary;
