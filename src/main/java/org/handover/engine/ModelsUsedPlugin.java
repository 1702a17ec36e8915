package org.handover.engine;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.event.HistoricDecisionEvaluationEvent;
import org.camunda.bpm.engine.impl.history.event.HistoricDecisionInstanceEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricProcessInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.handover.vocabulary.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps which version of a model an instance follows, from its start and from each migration, and which version of a decision was asked: in
 * the record, where it stays when the engine cleans up its history.
 */
@Component
class ModelsUsedPlugin extends AbstractProcessEnginePlugin {

    private final JdbcClient jdbc;

    ModelsUsedPlugin(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        var handlers = new ArrayList<HistoryEventHandler>();
        if (configuration.getCustomHistoryEventHandlers() != null) {
            handlers.addAll(configuration.getCustomHistoryEventHandlers());
        }
        // No bean: of these the starter takes one alone.
        handlers.add(new Keeper(jdbc));
        configuration.setCustomHistoryEventHandlers(handlers);
    }

    private record Keeper(JdbcClient jdbc) implements HistoryEventHandler {

        @Override
        public void handleEvents(List<HistoryEvent> events) {
            events.forEach(this::handleEvent);
        }

        @Override
        public void handleEvent(HistoryEvent event) {
            CommandContext context = Context.getCommandContext();
            if (context == null) {
                return;
            }
            if (event instanceof HistoricDecisionEvaluationEvent evaluated) {
                HistoricDecisionInstanceEntity decision = evaluated.getRootHistoricDecisionInstance();
                keep(
                        ChangesPlugin.handover(decision, context),
                        decision.getDecisionDefinitionKey(),
                        decision.getDecisionDefinitionId());
            } else if (event instanceof HistoricProcessInstanceEventEntity
                    && !event.isEventOfType(HistoryEventTypes.PROCESS_INSTANCE_END)) {
                keep(
                        ChangesPlugin.handover(event, context),
                        event.getProcessDefinitionKey(),
                        event.getProcessDefinitionId());
            }
        }

        private void keep(Reference handover, String model, String definition) {
            if (handover == null || model == null || definition == null) {
                return;
            }
            jdbc.sql(
                            """
                    insert into model_used (reference, model, definition_id)
                    select :reference, :model, :definition from (select count(*) as number from model_used
                        where reference = :reference and definition_id = :definition) known
                    where known.number = 0""")
                    .param("reference", handover.value())
                    .param("model", model)
                    .param("definition", definition)
                    .update();
        }
    }
}
