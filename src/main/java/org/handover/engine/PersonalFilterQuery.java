package org.handover.engine;

import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.Page;
import org.camunda.bpm.engine.impl.filter.FilterQueryImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;

/**
 * Lists of the filters of single handovers those where something waits for the person who looks, however many handovers are open. An
 * administrator finds all of them.
 */
class PersonalFilterQuery extends FilterQueryImpl {

    private static final long serialVersionUID = 1L;

    private final transient WaitingHandovers waiting;

    PersonalFilterQuery(CommandExecutor executor, WaitingHandovers waiting) {
        super(executor);
        this.waiting = waiting;
    }

    @Override
    public List<Filter> executeList(CommandContext context, Page page) {
        List<Filter> all = super.executeList(context, page);
        Authentication person = context.getAuthentication();
        if (person == null
                || context.getAuthorizationManager().isCamundaAdmin(person)
                || all.stream().noneMatch(filter -> reference(filter) != null)) {
            return all;
        }
        Set<String> here =
                waiting.of(person.getUserId(), person.getGroupIds() == null ? List.of() : person.getGroupIds());
        return all.stream()
                .filter(filter -> reference(filter) == null || here.contains(reference(filter)))
                .toList();
    }

    private static String reference(Filter filter) {
        String id = filter.getId();
        return id.startsWith(TaskFilter.OF_HANDOVER) ? id.substring(TaskFilter.OF_HANDOVER.length()) : null;
    }
}
