package org.handover.pledge;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Input;
import org.handover.vocabulary.Count;
import org.handover.vocabulary.Qualifier;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Unit;
import org.springframework.stereotype.Component;

/** Records the empty cases brought forward. */
@Component("stageTransferCases")
class StageTransferCasesListener implements TaskListener {

    private record Staged(Count cases, String on, String at) {}

    private final Handovers handovers;

    StageTransferCasesListener(Handovers handovers) {
        this.handovers = handovers;
    }

    @Override
    public void notify(DelegateTask task) {
        Staged staged = Input.of(task)
                .read(in -> new Staged(
                        new Count(
                                in.integer("casesStaged", 0),
                                in.optionalChoice("qualifier", Qualifier.class),
                                Unit.CASES),
                        in.dateOrMonth("stagedOn"),
                        in.text("stagedAt", 200)));

        handovers.stageCases(
                Reference.of(task.getExecution().getProcessBusinessKey()), staged.cases(), staged.on(), staged.at());

        task.getExecution().setVariable("casesStaged", true);
    }
}
