package org.handover.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.camunda.bpm.engine.RepositoryService;
import org.handover.model.Models;
import org.handover.process.ProcessTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ProcessTest
class ModelDeploymentProcessTest {

    @Autowired
    private RepositoryService repository;

    @Autowired
    private ModelDeployment deployment;

    @Test
    void everyModelIsDeployedWithItsForms_underFlatNames() throws IOException {
        for (Path model : Models.bpmn()) {
            String process = model.getFileName().toString().replace(".bpmn", "");
            String id = repository
                    .createDeploymentQuery()
                    .deploymentName(process)
                    .singleResult()
                    .getId();
            List<String> expected;
            try (var forms = Files.list(Models.FOLDER.resolve(process))) {
                expected = forms.map(form -> form.getFileName().toString()).toList();
            }
            assertThat(repository.getDeploymentResourceNames(id))
                    .contains(model.getFileName().toString())
                    .containsAll(expected)
                    .hasSize(expected.size() + 1);
        }
    }

    @Test
    void unchangedModels_areNotDeployedAgain() throws IOException {
        long before = repository.createDeploymentQuery().count();

        deployment.afterPropertiesSet();

        assertThat(repository.createDeploymentQuery().count()).isEqualTo(before);
        assertThat(repository.createProcessDefinitionQuery().list())
                .allMatch(definition -> definition.getVersion() == 1);
    }
}
