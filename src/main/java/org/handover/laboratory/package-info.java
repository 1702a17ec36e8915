/** The laboratory: containers taken in, opened and inventoried; specimens sorted into provisional individuals; cases opened. */
package org.handover.laboratory;
