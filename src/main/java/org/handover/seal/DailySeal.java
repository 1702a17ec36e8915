package org.handover.seal;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.handover.vocabulary.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Signs what nobody asked a proof of, so that a change of the past is found also where nobody looked. It looks every hour, on each node, and
 * not a day after the start: a node that is restarted daily signs all the same.
 */
@Component
class DailySeal {

    private static final Logger LOG = LoggerFactory.getLogger(DailySeal.class);

    private final Seals seals;
    private final Duration every;
    private final AtomicInteger failed;

    DailySeal(Seals seals, MeterRegistry meters, @Value("${handover.signing.every}") Duration every) {
        this.seals = seals;
        this.every = every;
        // Alert rules name it.
        this.failed = meters.gauge("handover.seals.failed", new AtomicInteger());
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1M")
    void seal() {
        int failures = 0;
        for (Reference handover : seals.unsealedSince(Instant.now().minus(every))) {
            try {
                seals.seal(handover);
            } catch (RuntimeException e) {
                failures++;
                LOG.error("The ledger of {} could not be signed", handover, e);
            }
        }
        failed.set(failures);
    }
}
