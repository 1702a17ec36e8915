package org.handover.engine;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.ProcessEngineServicesAware;

/** Messages of the application to itself. */
public final class Awaited {

    private Awaited() {}

    /** Correlates a message with the instance of a business key when it waits for it; otherwise does nothing. */
    public static void correlate(ProcessEngineServicesAware element, String message, String businessKey) {
        RuntimeService runtime = element.getProcessEngineServices().getRuntimeService();
        boolean waits = runtime.createExecutionQuery()
                        .processInstanceBusinessKey(businessKey)
                        .messageEventSubscriptionName(message)
                        .count()
                > 0;
        if (waits) {
            runtime.createMessageCorrelation(message)
                    .processInstanceBusinessKey(businessKey)
                    .correlate();
        }
    }
}
