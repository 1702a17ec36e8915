/** What went wrong with an item, e.g. a broken seal, until somebody has resolved it in writing (rule C5). */
package org.handover.incident;
