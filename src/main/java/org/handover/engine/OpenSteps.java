package org.handover.engine;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Where the instances of a handover wait for a person. Every reader of the record may know, whoever may do the step. */
@Component
public class OpenSteps {

    private final ProcessEngineConfigurationImpl engine;

    OpenSteps(ProcessEngineConfigurationImpl engine) {
        this.engine = engine;
    }

    /** The ids of the elements with an open task, by business key: of the handover and of everything within it. */
    public Map<String, List<String>> of(Reference reference) {
        return engine.getCommandExecutorTxRequired()
                .execute(context -> context.runWithoutAuthorization(() -> byBusinessKey(reference, context)));
    }

    private static Map<String, List<String>> byBusinessKey(Reference reference, CommandContext context) {
        var services = context.getProcessEngineConfiguration();
        Map<String, String> keys = services
                .getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKeyLike(reference + "%")
                .list()
                .stream()
                .filter(instance -> belongs(instance.getBusinessKey(), reference))
                .collect(toMap(ProcessInstance::getId, ProcessInstance::getBusinessKey));
        return services
                .getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKeyLike(reference + "%")
                .orderByTaskCreateTime()
                .asc()
                .list()
                .stream()
                .filter(task -> keys.containsKey(task.getProcessInstanceId()))
                .collect(groupingBy(
                        task -> keys.get(task.getProcessInstanceId()),
                        TreeMap::new,
                        mapping(Task::getTaskDefinitionKey, toList())));
    }

    private static boolean belongs(String businessKey, Reference reference) {
        return businessKey.equals(reference.value()) || businessKey.startsWith(reference + "/");
    }
}
