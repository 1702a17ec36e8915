package org.handover.seal;

import org.handover.vocabulary.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Signs what nobody asked a proof of, so that a change of the past is found also where nobody looked. */
@Component
class DailySeal {

    private static final Logger LOG = LoggerFactory.getLogger(DailySeal.class);

    private final Seals seals;

    DailySeal(Seals seals) {
        this.seals = seals;
    }

    @Scheduled(fixedDelayString = "${handover.signing.every}", initialDelayString = "${handover.signing.every}")
    void seal() {
        for (Reference handover : seals.unsealed()) {
            try {
                seals.seal(handover);
            } catch (RuntimeException e) {
                LOG.error("The ledger of {} could not be signed", handover, e);
            }
        }
    }
}
