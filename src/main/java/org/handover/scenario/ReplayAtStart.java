package org.handover.scenario;

import java.util.List;
import org.handover.database.OneAtATime;
import org.handover.pledge.Handovers;
import org.handover.vocabulary.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Replays the configured scenarios once, when their handover does not exist yet, on whichever node comes first. */
@Component
class ReplayAtStart {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayAtStart.class);

    private final BundledScenarios scenarios;
    private final Replay replay;
    private final OneAtATime oneAtATime;
    private final Handovers handovers;
    private final List<String> configured;
    private final Reference reference;

    ReplayAtStart(
            BundledScenarios scenarios,
            Replay replay,
            OneAtATime oneAtATime,
            Handovers handovers,
            @Value("${handover.scenario:}") List<String> configured,
            @Value("${handover.scenario-reference:KOR-2018-01}") String reference) {
        this.scenarios = scenarios;
        this.replay = replay;
        this.oneAtATime = oneAtATime;
        this.handovers = handovers;
        this.configured = configured;
        this.reference = new Reference(reference);
    }

    @EventListener(ApplicationReadyEvent.class)
    void replay() {
        if (!configured.isEmpty()) {
            oneAtATime.whileNobodyElse(this::replayUnlessThere);
        }
    }

    private Void replayUnlessThere() {
        if (handovers.exists(reference)) {
            return null;
        }
        for (String name : configured) {
            List<Played> played = replay.play(Scenario.parse(scenarios.nameOrFile(name)), reference);
            LOG.info("Replayed {} events of {} as {}", played.size(), name, reference);
        }
        return null;
    }
}
