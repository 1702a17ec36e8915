package org.handover.engine;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.EntityTypes;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.impl.persistence.entity.FilterEntity;
import org.camunda.bpm.engine.task.TaskQuery;

/**
 * A filter of Tasklist that comes with the application. It is known by its id: Tasklist's dialog rewrites a filter's properties, and
 * an administrator may change everything else. Its cards say which handover, container, individual or sample a task is about: fifty-five
 * tasks of one name are told apart by nothing else.
 *
 * @param id what links to the filter say
 * @param position from the top of the list
 * @param color of its name; null for that of all links
 */
record TaskFilter(String id, int position, String name, String description, String color, TaskQuery query) {

    /** Tasks of the person who looks. */
    static final String MINE = "my-tasks";

    /** Tasks that the groups of the person who looks may do and nobody has claimed. */
    static final String OF_MY_GROUPS = "group-tasks";

    /** Tasks past their due date, whoever has them. */
    static final String OVERDUE = "overdue";

    /** The id of the filter of one handover begins so. */
    static final String OF_HANDOVER = "handover:";

    /** Everything the person who looks may see. */
    static final String ALL = "all-tasks";

    /** Ids of the filters by kind of work, top down, with the process each is about. */
    static final Map<String, String> BY_KIND = byKind();

    private static final List<Map<String, String>> SHOWN = List.of(
            shown(ProcessVariables.REFERENCE, "Handover"),
            shown(ProcessVariables.ITEM, "Item"),
            shown("sampleNumber", "Sample"),
            shown("dnaTest", "Test"),
            shown("group", "Group"));

    /** Whether a filter came with the application. */
    static boolean isOurs(String id) {
        return List.of(MINE, OF_MY_GROUPS, OVERDUE, ALL).contains(id)
                || BY_KIND.containsKey(id)
                || id.startsWith(OF_HANDOVER);
    }

    private static Map<String, String> byKind() {
        var kinds = new LinkedHashMap<String, String>();
        kinds.put("handovers", "handover");
        kinds.put("containers", "container-examination");
        kinds.put("individuals", "identification");
        kinds.put("field-operations", "field-operations");
        kinds.put("objects", "material-evidence-notice");
        return Collections.unmodifiableMap(kinds);
    }

    /** Adds it, and lets groups use it. */
    void insert(CommandContext context, Collection<String> groups) {
        var filter = new FilterEntity(EntityTypes.TASK);
        filter.setId(id);
        filter.setName(name);
        filter.setQuery(query);
        filter.setProperties(properties());
        context.getDbEntityManager().insert(filter);
        groups.forEach(group -> {
            var grant = new AuthorizationEntity(Authorization.AUTH_TYPE_GRANT);
            grant.setGroupId(group);
            grant.setResource(Resources.FILTER);
            grant.setResourceId(id);
            grant.addPermission(Permissions.READ);
            context.getAuthorizationManager().insert(grant);
        });
    }

    private Map<String, Object> properties() {
        var properties = new HashMap<String, Object>(Map.of(
                "description",
                description,
                "priority",
                position,
                // Tasklist looks again every ten seconds.
                "refresh",
                true,
                "variables",
                SHOWN,
                "showUndefinedVariable",
                false));
        if (color != null) {
            properties.put("color", color);
        }
        return properties;
    }

    private static Map<String, String> shown(String variable, String label) {
        return Map.of("name", variable, "label", label);
    }
}
