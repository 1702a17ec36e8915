/** The status board: pages that show the record and where everything waits, rendered here, to whoever is signed in. It only reads. */
package org.handover.board;
