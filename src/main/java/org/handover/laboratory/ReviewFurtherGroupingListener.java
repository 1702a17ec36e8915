package org.handover.laboratory;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.engine.Messages;
import org.handover.engine.ProcessVariables;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Another scientist accepts the grouping of remains found later, or sends it back. Who had left the laboratory has a case again. */
@Component("reviewFurtherGrouping")
class ReviewFurtherGroupingListener implements TaskListener {

    private final Resegregation resegregation;

    ReviewFurtherGroupingListener(Resegregation resegregation) {
        this.resegregation = resegregation;
    }

    @Override
    public void notify(DelegateTask task) {
        Verdict verdict = Input.of(task).read(in -> Verdict.read(in, "accepted"));

        String find = (String) task.getVariable(ProcessVariables.ITEM);
        List<ItemKey> again = resegregation.review(
                Reference.of(task.getExecution().getProcessBusinessKey()), find, verdict, Actor.of(task));

        // Of somebody who went home or to a partner more was found: the same case, another cycle (rules T6, W20).
        again.forEach(individual -> task.getProcessEngineServices()
                .getRuntimeService()
                .createMessageCorrelation(Messages.EVIDENCE_RECEIVED)
                .processInstanceBusinessKey(individual.toString())
                .setVariable("evidence", "Later remains, find " + find)
                .correlateStartMessage());

        task.getExecution().setVariable("groupingAccepted", verdict.yes());
    }
}
