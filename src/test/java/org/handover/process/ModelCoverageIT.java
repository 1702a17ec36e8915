package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.handover.model.Models;
import org.junit.jupiter.api.Test;

/** Every flow node and every sequence flow of every model was passed by the process tests that ran before. */
class ModelCoverageIT {

    @Test
    void everyFlowNodeAndSequenceFlow_wasPassed() throws IOException {
        assertThat(CoverageRecorder.PASSED)
                .as("what the process tests passed; run them first")
                .exists();
        Set<String> passed = new HashSet<>();
        try (var files = Files.newDirectoryStream(CoverageRecorder.PASSED)) {
            for (Path file : files) {
                passed.addAll(Files.readAllLines(file));
            }
        }
        List<String> missed = new ArrayList<>();
        for (Path model : Models.bpmn()) {
            BpmnModelInstance bpmn = Bpmn.readModelFromFile(model.toFile());
            String process =
                    bpmn.getModelElementsByType(Process.class).iterator().next().getId();
            count("flow nodes", process, bpmn.getModelElementsByType(FlowNode.class), passed, missed);
            count("sequence flows", process, bpmn.getModelElementsByType(SequenceFlow.class), passed, missed);
        }
        assertThat(missed).as("elements no process test passes").isEmpty();
    }

    private static void count(
            String what,
            String process,
            Iterable<? extends FlowElement> elements,
            Set<String> passed,
            List<String> missed) {
        int total = 0;
        int covered = 0;
        for (FlowElement element : elements) {
            String key = process + " " + element.getId();
            total++;
            if (passed.contains(key)) {
                covered++;
            } else {
                missed.add(key);
            }
        }
        System.out.printf("Coverage of %-25s %3d of %3d %s%n", process + ":", covered, total, what);
    }
}
