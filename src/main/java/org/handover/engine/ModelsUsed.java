package org.handover.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.repository.ResourceDefinition;
import org.handover.vocabulary.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which versions of which models a handover and everything within it followed. */
@Component
public class ModelsUsed {

    private final JdbcClient jdbc;
    private final ProcessEngineConfigurationImpl engine;

    ModelsUsed(JdbcClient jdbc, ProcessEngineConfigurationImpl engine) {
        this.jdbc = jdbc;
        this.engine = engine;
    }

    /**
     * One version of a model.
     *
     * @param model its id, e.g. {@code identification}
     * @param version counted by the engine
     * @param tag the version it gives itself
     * @param firstUsed by this handover, UTC
     * @param type {@code bpmn} or {@code dmn}
     * @param xml the model itself; null when its deployment is gone
     */
    public record Used(String model, Integer version, String tag, Instant firstUsed, String type, byte[] xml) {}

    private record Row(String model, String definition, Instant firstUsed) {}

    /** By model, then in the order of first use. */
    public List<Used> of(Reference handover) {
        List<Row> rows = jdbc.sql(
                        """
                select model, definition_id, min(first_used) as first_used from model_used where reference = :reference
                group by model, definition_id order by model, min(first_used), definition_id""")
                .param("reference", handover.value())
                .query((row, number) -> new Row(
                        row.getString("model"),
                        row.getString("definition_id"),
                        row.getObject("first_used", OffsetDateTime.class).toInstant()))
                .list();
        return engine.getCommandExecutorTxRequired()
                .execute(context -> context.runWithoutAuthorization(
                        () -> rows.stream().map(this::used).toList()));
    }

    private Used used(Row row) {
        RepositoryService repository = engine.getRepositoryService();
        var process = repository
                .createProcessDefinitionQuery()
                .processDefinitionId(row.definition())
                .singleResult();
        if (process != null) {
            return used(row, process, process.getVersionTag(), "bpmn", repository::getProcessModel);
        }
        var decision = repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionId(row.definition())
                .singleResult();
        return decision == null
                ? new Used(row.model(), null, null, row.firstUsed(), null, null)
                : used(row, decision, decision.getVersionTag(), "dmn", repository::getDecisionModel);
    }

    private static Used used(
            Row row, ResourceDefinition definition, String tag, String type, Function<String, InputStream> model) {
        try (InputStream xml = model.apply(definition.getId())) {
            return new Used(row.model(), definition.getVersion(), tag, row.firstUsed(), type, xml.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
