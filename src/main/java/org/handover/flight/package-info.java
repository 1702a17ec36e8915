/** The airlift: legs planned and flown, custody with a named escort, honors on leaving Korea and at Hickam (rules T3, T4, X2). */
package org.handover.flight;
