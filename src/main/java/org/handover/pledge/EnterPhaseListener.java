package org.handover.pledge;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Moves the handover to the phase that begins with the element being entered. */
@Component("enterPhase")
class EnterPhaseListener implements ExecutionListener {

    private static final Map<String, Phase> PHASE_BY_ELEMENT = Map.of(
            "BorderTalks", Phase.TALKS,
            "TalksResumed", Phase.SUSPENDED,
            "Transfer", Phase.TRANSFER,
            "Flight", Phase.FLIGHT,
            "Laboratory", Phase.IDENTIFICATION,
            "HandoverAccountedFor", Phase.ACCOUNTED_FOR,
            "TalksBrokenOff", Phase.BROKEN_OFF,
            "PledgeWithdrawnRecorded", Phase.WITHDRAWN);

    private final Handovers handovers;

    EnterPhaseListener(Handovers handovers) {
        this.handovers = handovers;
    }

    @Override
    public void notify(DelegateExecution execution) {
        Phase phase = PHASE_BY_ELEMENT.get(execution.getCurrentActivityId());
        handovers.enter(Reference.of(execution.getProcessBusinessKey()), phase);
    }
}
