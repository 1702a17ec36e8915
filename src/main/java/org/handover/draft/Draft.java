package org.handover.draft;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * A table somebody submitted that is not record.
 *
 * @param rows as they were submitted, cells by column
 * @param errors what was wrong with them, in the order it was found
 */
public record Draft(List<Map<String, Object>> rows, List<String> errors, String submittedBy, LocalDate submittedOn) {}
