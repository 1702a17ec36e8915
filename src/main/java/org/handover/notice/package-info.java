/** What families and the public are told, and objects traced to a family. No notice without its approval, no name before the family. */
package org.handover.notice;
