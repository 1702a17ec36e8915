package org.handover.fieldoperations;

import java.time.LocalDate;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Reference;

/**
 * A joint recovery.
 *
 * @param key e.g. {@code KOR-2018-01/F-01}; the reference is that of the handover whose talks agreed on it
 * @param agreedOn the local date of those talks
 * @param worthRecovering null before the survey
 * @param remainsRecovered null before the recovery
 * @param sets how many sets were recovered, null when nobody counted or none were
 * @param opened the handover that was opened for what was recovered, null when there is none
 */
public record FieldOperation(
        ItemKey key,
        LocalDate agreedOn,
        String site,
        LocalDate startOn,
        LocalDate endOn,
        Boolean worthRecovering,
        LocalDate surveyedOn,
        Boolean remainsRecovered,
        LocalDate recoveredOn,
        Integer sets,
        String recoveryRemarks,
        Reference opened) {}
