/** Border talks: sessions held or missed, what was agreed, and when a person must decide how to go on (rules T1, T2). */
package org.handover.talks;
