package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.handover.model.Models;
import org.junit.jupiter.api.Test;

/** Every flow node and every sequence flow of every model was passed by the process tests that ran before, and was taken by a prover's walk. */
class ModelCoverageIT {

    private static final String MORE_THAN_A_PORTION = "cases are opened fifty at a time, and a walk has few";

    private static final String ANOTHER_WAY_IN =
            "specimens that came on record by another way while an inventory waited for its second person";

    /** What no prover's walk takes, and why; the process tests pass it. */
    private static final Map<String, String> NOT_WALKED = Map.of(
            "handover CasesToOpen_to_OpenCases", MORE_THAN_A_PORTION,
            "handover FurtherCasesToOpen_to_OpenFurtherCases", MORE_THAN_A_PORTION,
            "handover RegroupedCasesToOpen_to_OpenRegroupedCases", MORE_THAN_A_PORTION,
            "container-examination InventoryRejected", ANOTHER_WAY_IN,
            "container-examination InventoryRejected_to_InventoryContainer", ANOTHER_WAY_IN);

    @Test
    void everyFlowNodeAndSequenceFlow_wasPassed() throws IOException {
        assertThat(missed("Passed", "", Set.of()))
                .as("elements no process test passes")
                .isEmpty();
    }

    @Test
    void everyFlowNodeAndSequenceFlow_wasWalkedByAProver() throws IOException {
        assertThat(missed("Walked", CoverageRecorder.WALKED, NOT_WALKED.keySet()))
                .as("elements no walk takes")
                .isEmpty();
    }

    private static List<String> missed(String how, String prefix, Set<String> left) throws IOException {
        assertThat(CoverageRecorder.PASSED)
                .as("what the process tests passed; run them first")
                .exists();
        Set<String> passed = new HashSet<>(left);
        try (var files = Files.newDirectoryStream(CoverageRecorder.PASSED)) {
            for (Path file : files) {
                Files.readAllLines(file).stream()
                        .filter(line -> line.startsWith(prefix))
                        .forEach(line -> passed.add(line.substring(prefix.length())));
            }
        }
        var missed = new ArrayList<String>();
        for (Path model : Models.bpmn()) {
            BpmnModelInstance bpmn = Bpmn.readModelFromFile(model.toFile());
            String process =
                    bpmn.getModelElementsByType(Process.class).iterator().next().getId();
            for (var type : List.of(FlowNode.class, SequenceFlow.class)) {
                List<String> elements = bpmn.getModelElementsByType(type).stream()
                        .map(element -> process + " " + element.getId())
                        .toList();
                List<String> open =
                        elements.stream().filter(it -> !passed.contains(it)).toList();
                missed.addAll(open);
                System.out.printf(
                        "%s of %-25s %3d of %3d %ss%n",
                        how, process + ":", elements.size() - open.size(), elements.size(), type.getSimpleName());
            }
        }
        return missed;
    }
}
