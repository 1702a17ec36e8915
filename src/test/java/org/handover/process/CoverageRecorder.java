package org.handover.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.community.process_test_coverage.core.model.Collector;
import org.camunda.community.process_test_coverage.core.model.Event;
import org.camunda.community.process_test_coverage.engine.platform7.ProcessCoverageConfigurator;
import org.camunda.community.process_test_coverage.engine.platform7.ProcessEngineAdapter;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Notes every flow node and sequence flow the process tests pass; {@link ModelCoverageIT} reads it. */
@Component
@Profile("test")
public class CoverageRecorder extends AbstractProcessEnginePlugin implements Collector, DisposableBean {

    /** One file for each JVM that ran process tests. */
    static final Path PASSED = Path.of("target", "process-coverage");

    private static final Set<String> SEEN = new ConcurrentSkipListSet<>();

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        ProcessCoverageConfigurator.initializeProcessCoverageExtensions(configuration);
    }

    @Override
    public void postProcessEngineBuild(ProcessEngine engine) {
        new ProcessEngineAdapter(engine, this).initializeListeners();
    }

    @Override
    public void addEvent(Event event) {
        SEEN.add(event.getModelKey() + " " + event.getDefinitionKey());
    }

    @Override
    public void destroy() throws IOException {
        // Named by the build for the process tests alone: what an integration test passes does not count.
        String file = System.getProperty("process.coverage");
        if (file != null) {
            Files.createDirectories(PASSED);
            Files.write(Path.of(file), SEEN);
        }
    }
}
