package org.handover.engine;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/**
 * Tasklist's filters, created once. Their cards say which handover, container, individual or sample a task is about: fifty-five
 * tasks of one name are told apart by nothing else. Everybody sees in them only the tasks of their own groups.
 */
@Component
class TasklistFilters implements InitializingBean {

    private static final List<Map<String, String>> SHOWN = List.of(
            shown(ProcessVariables.REFERENCE, "Handover"),
            shown(ProcessVariables.ITEM, "Item"),
            shown("sampleNumber", "Sample"),
            shown("dnaTest", "Test"));

    private final FilterService filters;
    private final TaskService tasks;

    TasklistFilters(FilterService filters, TaskService tasks) {
        this.filters = filters;
        this.tasks = tasks;
    }

    @Override
    public void afterPropertiesSet() {
        create(0, "All tasks", "Every open task of your groups", tasks.createTaskQuery());
        create(10, "Handovers", "Talks, transfer, flight and grouping", of("handover"));
        create(20, "Containers", "Accession and inventory of each container", of("container-examination"));
        create(30, "Individuals", "The case of each provisional individual", of("identification"));
    }

    private TaskQuery of(String process) {
        return tasks.createTaskQuery().processDefinitionKey(process);
    }

    private void create(int position, String name, String description, TaskQuery query) {
        if (filters.createTaskFilterQuery().filterName(name).count() > 0) {
            return;
        }
        var filter = filters.newTaskFilter(name);
        filter.setQuery(query);
        filter.setProperties(Map.of(
                "description",
                description,
                "priority",
                position,
                "refresh",
                true,
                "variables",
                SHOWN,
                "showUndefinedVariable",
                false));
        filters.saveFilter(filter);
    }

    private static Map<String, String> shown(String variable, String label) {
        return Map.of("name", variable, "label", label);
    }
}
