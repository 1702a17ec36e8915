/**
 * What all contestants of the eight steps share: the story, the record's own writes, and how they are told to play. Needs the JDK and a connection pool
 * only, for it is compiled into each of them.
 */
package org.handover.bench.stage;
