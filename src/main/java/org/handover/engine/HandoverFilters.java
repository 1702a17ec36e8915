package org.handover.engine;

import java.util.Locale;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.FilterEntity;
import org.handover.security.Groups;
import org.handover.vocabulary.Reference;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * One filter in Tasklist for each open handover. It comes and goes in the transaction that opens the handover or ends it, however it ends:
 * there is never one too many or too few, except where an administrator has removed one.
 */
@Component
public class HandoverFilters {

    private static final int POSITION = 60;

    private final MessageSource texts;

    HandoverFilters(MessageSource texts) {
        this.texts = texts;
    }

    /** The handover is open. Does nothing when its filter is there. */
    public void add(Reference reference) {
        unauthorized(context -> {
            if (find(context, reference) == null) {
                filter(reference).insert(context, Groups.ACTING);
            }
        });
    }

    /** The handover is over. Does nothing when its filter is gone. */
    void remove(Reference reference) {
        unauthorized(context -> {
            if (find(context, reference) != null) {
                context.getFilterManager().deleteFilter(id(reference));
            }
        });
    }

    /** Removes the filter when an instance of {@code handover} ends, also when an operator deletes it. */
    ExecutionListener atTheEnd() {
        return this::ended;
    }

    private void ended(DelegateExecution execution) {
        String businessKey = execution.getProcessBusinessKey();
        // A start that is refused has none.
        if (businessKey != null) {
            remove(Reference.of(businessKey));
        }
    }

    private TaskFilter filter(Reference reference) {
        String key = reference.value();
        return new TaskFilter(
                id(reference),
                POSITION,
                key,
                texts.getMessage("filter.handover.description", new Object[] {key}, Locale.ENGLISH),
                null,
                new TaskQueryImpl()
                        .or()
                        .processInstanceBusinessKey(key)
                        .processInstanceBusinessKeyLike(key + "/%")
                        .endOr());
    }

    private static String id(Reference reference) {
        return TaskFilter.OF_HANDOVER + reference;
    }

    private static FilterEntity find(CommandContext context, Reference reference) {
        return context.getDbEntityManager().selectById(FilterEntity.class, id(reference));
    }

    /** Whoever opens or ends a handover need not be somebody who may change filters. */
    private static void unauthorized(java.util.function.Consumer<CommandContext> act) {
        CommandContext context = Context.getCommandContext();
        context.runWithoutAuthorization(() -> {
            act.accept(context);
            return null;
        });
    }
}
