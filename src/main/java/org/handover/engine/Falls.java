package org.handover.engine;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.runtime.EventSubscription;
import org.camunda.bpm.engine.runtime.ProcessInstance;

/**
 * Where a message or a start falls. What was said and answered can rightly be said again, in the same words; what waits then is another
 * thing, so it is another act.
 *
 * @param where equal as long as saying it again would be the same act
 * @param over whether nothing waits for it any more: whoever says what was said before is answered as before
 */
record Falls(String where, boolean over) {

    /** Where nothing tells one time from another but the day. */
    static final Falls ANYWHERE = new Falls("", false);

    /**
     * @param target a business key, or the id of an instance; null when the caller names neither
     * @param ofInstance variables the instance must have
     * @param local variables that what waits must have itself
     */
    static Falls ofMessage(
            CommandContext context,
            String message,
            String target,
            Map<String, Object> ofInstance,
            Map<String, Object> local) {
        if (target == null) {
            return ANYWHERE;
        }
        ProcessEngineConfigurationImpl engine = context.getProcessEngineConfiguration();
        boolean starts = engine.getRepositoryService()
                        .createProcessDefinitionQuery()
                        .messageEventSubscriptionName(message)
                        .count()
                > 0;
        long before = starts ? instances(engine, target) : 0;
        List<ProcessInstance> running = running(engine, target);
        String waiting = running.stream()
                .filter(instance -> has(engine, instance.getId(), ofInstance))
                .flatMap(instance -> subscriptions(engine, message, instance.getId()))
                .filter(it -> has(engine, it.getExecutionId(), local))
                .map(EventSubscription::getId)
                .sorted()
                .collect(Collectors.joining(" "));
        if (!waiting.isEmpty()) {
            return new Falls(waiting, false);
        }
        return starts ? atStart(before, running) : new Falls("", true);
    }

    static Falls atExecution(CommandContext context, String message, String execution) {
        String waiting = context
                .getProcessEngineConfiguration()
                .getRuntimeService()
                .createEventSubscriptionQuery()
                .eventType("message")
                .eventName(message)
                .executionId(execution)
                .list()
                .stream()
                .map(EventSubscription::getId)
                .sorted()
                .collect(Collectors.joining(" "));
        return new Falls(waiting, waiting.isEmpty());
    }

    static Falls atStart(CommandContext context, String businessKey) {
        ProcessEngineConfigurationImpl engine = context.getProcessEngineConfiguration();
        long before = instances(engine, businessKey);
        return atStart(before, running(engine, businessKey));
    }

    /**
     * What ran is asked once, and after the count: who starts the same in this moment is either seen running, or was not counted. The
     * engine would answer the same question with what it said before.
     */
    private static Falls atStart(long before, List<ProcessInstance> running) {
        return new Falls("start " + before, !running.isEmpty());
    }

    private static long instances(ProcessEngineConfigurationImpl engine, String businessKey) {
        return engine.getHistoryService()
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(businessKey)
                .count();
    }

    /** The key of a process definition. */
    static String process(CommandContext context, String definition) {
        return context.getProcessEngineConfiguration()
                .getDeploymentCache()
                .findDeployedProcessDefinitionById(definition)
                .getKey();
    }

    private static List<ProcessInstance> running(ProcessEngineConfigurationImpl engine, String target) {
        RuntimeService runtime = engine.getRuntimeService();
        List<ProcessInstance> byKey = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(target)
                .list();
        return byKey.isEmpty()
                ? runtime.createProcessInstanceQuery().processInstanceId(target).list()
                : byKey;
    }

    private static java.util.stream.Stream<EventSubscription> subscriptions(
            ProcessEngineConfigurationImpl engine, String message, String instance) {
        return engine
                .getRuntimeService()
                .createEventSubscriptionQuery()
                .eventType("message")
                .eventName(message)
                .processInstanceId(instance)
                .list()
                .stream();
    }

    private static boolean has(ProcessEngineConfigurationImpl engine, String execution, Map<String, Object> variables) {
        return variables == null
                || variables.entrySet().stream()
                        .allMatch(it -> Objects.equals(
                                engine.getRuntimeService().getVariableLocal(execution, it.getKey()), it.getValue()));
    }
}
