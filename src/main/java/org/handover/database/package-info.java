/** Migrations that are not plain SQL, and what tells that the database is not there. */
package org.handover.database;
