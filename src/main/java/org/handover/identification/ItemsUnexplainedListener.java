package org.handover.identification;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.handover.engine.Routing;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Says whether something of the individual is missing that nobody has explained. */
@Component("itemsUnexplained")
class ItemsUnexplainedListener implements ExecutionListener {

    private final MissingItems missing;

    ItemsUnexplainedListener(MissingItems missing) {
        this.missing = missing;
    }

    @Override
    public void notify(DelegateExecution execution) {
        boolean any =
                !missing.of(ItemKey.parse(execution.getProcessBusinessKey())).isEmpty();
        Routing.of(execution).set("itemsUnexplained", any);
    }
}
