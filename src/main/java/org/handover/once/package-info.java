/** An act that is done twice is one act: each carries a key, which is on record with what was submitted. */
package org.handover.once;
