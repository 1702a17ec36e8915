/** The record as people read it: what {@code /api} and the status board both show, each in its own shape. It only reads. */
package org.handover.reading;
