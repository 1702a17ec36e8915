package org.handover.identification;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Records what became of specimens and samples that were not where they should be. */
@Component("explainMissingItems")
class ExplainMissingItemsListener implements TaskListener {

    private final MissingItems missing;

    ExplainMissingItemsListener(MissingItems missing) {
        this.missing = missing;
    }

    @Override
    public void notify(DelegateTask task) {
        List<MissingItems.Explained> explained =
                Input.of(task).read(in -> in.table("explanations", ExplainMissingItemsListener::line));

        missing.explain(ItemKey.parse(task.getExecution().getProcessBusinessKey()), explained, Actor.of(task));
    }

    private static MissingItems.Explained line(Input in) {
        return new MissingItems.Explained(
                in.where(), in.text("item", 120), Boolean.TRUE.equals(in.yesNo("found")), in.text("explanation", 2000));
    }
}
