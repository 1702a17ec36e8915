/** What the application costs, measured beside something else: {@code ./mvnw -Pbench verify}. Nothing here is a test, and nothing ships. */
package org.handover.bench;
