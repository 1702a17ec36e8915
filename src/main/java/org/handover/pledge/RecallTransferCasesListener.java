package org.handover.pledge;

import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Input;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Records the staged cases that came back after the talks were broken off. */
@Component("recallTransferCases")
class RecallTransferCasesListener implements TaskListener {

    private record Recalled(int cases, LocalDate on) {}

    private final Handovers handovers;

    RecallTransferCasesListener(Handovers handovers) {
        this.handovers = handovers;
    }

    @Override
    public void notify(DelegateTask task) {
        Recalled recalled =
                Input.of(task).read(in -> new Recalled(in.integer("casesRecalled", 0), in.date("recalledOn")));

        handovers.recallCases(
                Reference.of(task.getExecution().getProcessBusinessKey()), recalled.cases(), recalled.on());
    }
}
