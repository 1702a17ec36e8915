/** All that configures or drives the process engine. */
package org.handover.engine;
