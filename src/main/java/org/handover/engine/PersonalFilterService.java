package org.handover.engine;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.EntityTypes;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.filter.FilterQuery;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.FilterServiceImpl;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.persistence.entity.FilterEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.query.Query;
import org.camunda.bpm.engine.task.TaskQuery;
import org.handover.security.Groups;

/**
 * Fills in who looks, and when, where a filter of ours means that: Camunda's own way, expressions in stored queries, is closed because it
 * lets whoever may write a filter run code. What comes without an order comes by due date, then by age. The filter of a handover that has
 * ended is empty: whoever did its last task still looks at it.
 */
class PersonalFilterService extends FilterServiceImpl {

    private static final String NOBODY = "";

    private final ProcessEngineConfigurationImpl engine;
    private final WaitingHandovers waiting;

    PersonalFilterService(ProcessEngineConfigurationImpl engine, WaitingHandovers waiting) {
        this.engine = engine;
        this.waiting = waiting;
    }

    @Override
    public FilterQuery createFilterQuery() {
        return new PersonalFilterQuery(commandExecutor, waiting);
    }

    @Override
    public FilterQuery createTaskFilterQuery() {
        return createFilterQuery().filterResourceType(EntityTypes.TASK);
    }

    @Override
    public <T> List<T> list(String filterId) {
        return list(filterId, null);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T, Q extends Query<?, T>> List<T> list(String filterId, Q extendingQuery) {
        return isOver(filterId) ? List.of() : super.list(filterId, (Q) personal(filterId, extendingQuery));
    }

    @Override
    public <T> List<T> listPage(String filterId, int firstResult, int maxResults) {
        return listPage(filterId, null, firstResult, maxResults);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T, Q extends Query<?, T>> List<T> listPage(
            String filterId, Q extendingQuery, int firstResult, int maxResults) {
        return isOver(filterId)
                ? List.of()
                : super.listPage(filterId, (Q) personal(filterId, extendingQuery), firstResult, maxResults);
    }

    @Override
    public <T> T singleResult(String filterId) {
        return singleResult(filterId, null);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T, Q extends Query<?, T>> T singleResult(String filterId, Q extendingQuery) {
        return super.singleResult(filterId, (Q) personal(filterId, extendingQuery));
    }

    @Override
    public Long count(String filterId) {
        return count(filterId, null);
    }

    @Override
    public Long count(String filterId, Query<?, ?> extendingQuery) {
        return isOver(filterId) ? 0L : super.count(filterId, personal(filterId, extendingQuery));
    }

    @Override
    public Filter getFilter(String filterId) {
        if (!isOver(filterId)) {
            return super.getFilter(filterId);
        }
        var empty = new FilterEntity(EntityTypes.TASK);
        empty.setId(filterId);
        empty.setName(filterId.substring(TaskFilter.OF_HANDOVER.length()));
        empty.setQuery(new TaskQueryImpl());
        empty.setProperties(Map.of());
        return empty;
    }

    private boolean isOver(String filterId) {
        return filterId != null
                && filterId.startsWith(TaskFilter.OF_HANDOVER)
                && commandExecutor.<Boolean>execute(
                        context -> context.getDbEntityManager().selectById(FilterEntity.class, filterId) == null);
    }

    /** What is asked of a filter, with what the filter means for the person who asks. What is asked for expressly counts more. */
    private Query<?, ?> personal(String filterId, Query<?, ?> asked) {
        if (asked != null && !(asked instanceof TaskQueryImpl)) {
            return asked;
        }
        // The validator of a query with an executor refuses expressions, also those of the query it is extended with.
        var meant = new TaskQueryImpl(commandExecutor);
        switch (filterId) {
            case TaskFilter.MINE -> meant.taskAssignee(user());
            case TaskFilter.OF_MY_GROUPS -> meant.taskCandidateGroupIn(groups());
            case TaskFilter.OVERDUE -> meant.dueBefore(ClockUtil.getCurrentTime());
            default -> {
                if (!TaskFilter.isOurs(filterId)) {
                    return asked;
                }
            }
        }
        if (isActing() && meant.getCandidateGroups() == null && meant.getAssignee() == null) {
            // What the groups' rights would leave, asked in a way that the database finds by an index.
            meant.taskCandidateGroupIn(groups()).includeAssignedTasks();
        }
        TaskQuery all = asked == null ? meant : meant.extend((TaskQuery) asked);
        if (((AbstractQuery<?, ?>) all).getOrderingProperties().isEmpty()) {
            all.orderByDueDate().asc().orderByTaskCreateTime().asc();
        }
        return all;
    }

    /** Whether somebody sees the tasks of their groups, and not all as administrators do. */
    private boolean isActing() {
        List<String> groups = groups();
        return !groups.contains(Groups.ADMINISTRATORS) && groups.stream().anyMatch(Groups.ACTING::contains);
    }

    /** Nobody has tasks where nobody is signed in. */
    private String user() {
        Authentication signedIn = engine.getIdentityService().getCurrentAuthentication();
        return signedIn == null ? NOBODY : signedIn.getUserId();
    }

    private List<String> groups() {
        Authentication signedIn = engine.getIdentityService().getCurrentAuthentication();
        return signedIn == null
                        || signedIn.getGroupIds() == null
                        || signedIn.getGroupIds().isEmpty()
                ? List.of(NOBODY)
                : signedIn.getGroupIds();
    }
}
