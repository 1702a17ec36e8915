package org.handover.laboratory;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.handover.engine.Routing;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Says whether a container came with the others, or is missing and has to be traced. */
@Component("containerArrived")
class ContainerArrivedListener implements ExecutionListener {

    private final Laboratory laboratory;

    ContainerArrivedListener(Laboratory laboratory) {
        this.laboratory = laboratory;
    }

    @Override
    public void notify(DelegateExecution execution) {
        Routing.of(execution)
                .set("containerArrived", !laboratory.isMissing(ItemKey.parse(execution.getProcessBusinessKey())));
    }
}
