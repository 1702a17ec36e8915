/** Archives of the record that can be checked without this application, see docs/verification.md. */
package org.handover.export;
