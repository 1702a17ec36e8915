/** Migrations that are not plain SQL. */
package org.handover.database;
