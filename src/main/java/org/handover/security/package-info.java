/** Who may do and see what. */
package org.handover.security;
