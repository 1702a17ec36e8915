package org.handover.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Deploys the models, each with its own forms, under the same names wherever the application runs from. A model is deployed again only
 * when it or one of its forms has changed.
 */
@Component("modelDeployment")
class ModelDeployment implements InitializingBean {

    private final ProcessEngineConfigurationImpl engine;
    private final RepositoryService repository;
    private final ResourcePatternResolver resources;

    ModelDeployment(
            ProcessEngineConfigurationImpl engine, RepositoryService repository, ResourcePatternResolver resources) {
        this.engine = engine;
        this.repository = repository;
        this.resources = resources;
    }

    @Override
    public void afterPropertiesSet() throws IOException {
        for (Resource model : sorted("classpath*:bpmn/*.dmn")) {
            deploy(model);
        }
        for (Resource model : sorted("classpath*:bpmn/*.bpmn")) {
            deploy(model);
        }
    }

    private void deploy(Resource model) throws IOException {
        String name = model.getFilename().replaceFirst("\\.(bpmn|dmn)$", "");
        DeploymentBuilder deployment =
                repository.createDeployment().name(name).source("handover").enableDuplicateFiltering(false);
        add(deployment, model);
        for (Resource form : sorted("classpath*:bpmn/" + name + "/*.*")) {
            add(deployment, form);
        }
        engine.getCommandExecutorTxRequired().execute(context -> deployment.deploy());
    }

    private static void add(DeploymentBuilder deployment, Resource resource) {
        try (InputStream content = resource.getInputStream()) {
            deployment.addInputStream(resource.getFilename(), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Resource> sorted(String pattern) throws IOException {
        return Arrays.stream(resources.getResources(pattern))
                .sorted(Comparator.comparing(Resource::getFilename))
                .toList();
    }
}
