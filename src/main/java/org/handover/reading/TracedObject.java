package org.handover.reading;

import java.time.LocalDate;
import java.util.List;

/**
 * An object traced to the person it may have belonged to, and what was decided and told of it. What a reader may not see is null.
 *
 * @param key e.g. {@code KOR-2018-01/C-07/E-01}
 * @param object what it is, in the words of whoever traced it
 * @param person id of the person it is traced to
 * @param tracedOn local date at the laboratory, like every other date here
 * @param theirLabel what the counterparty says of the container, as is {@code recoverySite}
 * @param decisions whether the family is told, in order
 * @param notices the attempts to tell it, in order
 */
public record TracedObject(
        String key,
        String container,
        String object,
        String person,
        String notes,
        String tracedBy,
        LocalDate tracedOn,
        String theirLabel,
        String recoverySite,
        List<CaseFile.Decision> decisions,
        List<CaseFile.Notice> notices) {}
