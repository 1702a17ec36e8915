package org.handover.engine;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.event.HistoricActivityInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricIncidentEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricProcessInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricTaskInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells {@link Changes} which handover a transaction of the engine moved, once it is committed: everything people do to the record goes
 * through the engine. What the engine writes into its history says which instance moved; nothing is read for it but what is
 * in the transaction's memory already.
 */
@Component
class ChangesPlugin extends AbstractProcessEnginePlugin implements HistoryEventHandler {

    private final Changes changes;

    ChangesPlugin(Changes changes) {
        this.changes = changes;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        var handlers = new ArrayList<HistoryEventHandler>();
        if (configuration.getCustomHistoryEventHandlers() != null) {
            handlers.addAll(configuration.getCustomHistoryEventHandlers());
        }
        handlers.add(this);
        configuration.setCustomHistoryEventHandlers(handlers);
    }

    @Override
    public void handleEvents(List<HistoryEvent> events) {
        events.forEach(this::handleEvent);
    }

    @Override
    public void handleEvent(HistoryEvent event) {
        CommandContext context = Context.getCommandContext();
        if (context == null || !moves(event)) {
            return;
        }
        Reference handover = handover(event, context);
        if (handover != null) {
            atTheEnd(new Moved(changes, handover));
        }
    }

    private static boolean moves(HistoryEvent event) {
        return event instanceof HistoricActivityInstanceEventEntity
                || event instanceof HistoricTaskInstanceEventEntity
                || event instanceof HistoricProcessInstanceEventEntity
                || event instanceof HistoricIncidentEventEntity;
    }

    /** Null before an instance has its business key, and for instances that are about no handover. */
    static Reference handover(HistoryEvent event, CommandContext context) {
        String key = event instanceof HistoricProcessInstanceEventEntity instance ? instance.getBusinessKey() : null;
        if (key == null && event.getProcessInstanceId() != null) {
            ExecutionEntity instance =
                    context.getDbEntityManager().getCachedEntity(ExecutionEntity.class, event.getProcessInstanceId());
            key = instance == null ? null : instance.getBusinessKey();
        }
        try {
            return key == null ? null : Reference.of(key);
        } catch (Refusal notOurs) {
            return null;
        }
    }

    /** Once per transaction. The engine writes history also while it closes its context, when that takes no listener any more. */
    private static void atTheEnd(Moved moved) {
        if (!TransactionSynchronizationManager.getSynchronizations().contains(moved)) {
            TransactionSynchronizationManager.registerSynchronization(moved);
        }
    }

    private record Moved(Changes changes, Reference handover) implements TransactionSynchronization {

        @Override
        public void afterCommit() {
            changes.mark(handover);
        }
    }
}
