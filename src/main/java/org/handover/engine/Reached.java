package org.handover.engine;

import org.camunda.bpm.engine.delegate.DelegateExecution;

/** How far an instance has come. */
public final class Reached {

    private Reached() {}

    /** Whether an instance has passed an element, is there, or has the job that leads to it. */
    public static boolean element(DelegateExecution execution, String element) {
        var services = execution.getProcessEngineServices();
        String instance = execution.getProcessInstanceId();
        return services.getManagementService()
                                .createJobQuery()
                                .processInstanceId(instance)
                                .activityId(element)
                                .count()
                        > 0
                || services.getHistoryService()
                                .createHistoricActivityInstanceQuery()
                                .processInstanceId(instance)
                                .activityId(element)
                                .count()
                        > 0;
    }
}
