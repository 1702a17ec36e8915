package org.handover.identification;

import java.time.LocalDate;

/**
 * A signed report on a line of evidence. Rows are only added.
 *
 * @param cycle of the case in which it was examined
 * @param candidate id of the person it speaks of; null for nobody
 * @param sample number of the DNA sample, null for other lines
 * @param by the analyst
 * @param on the local date at the laboratory
 * @param composition of the individual when it was examined
 */
public record Evidence(
        long id,
        int cycle,
        Line line,
        Finding finding,
        String candidate,
        String report,
        String sample,
        String by,
        LocalDate on,
        int composition) {}
