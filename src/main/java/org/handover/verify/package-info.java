/** Checks an archive of the record without the application: no Spring, no database, no network. */
package org.handover.verify;
