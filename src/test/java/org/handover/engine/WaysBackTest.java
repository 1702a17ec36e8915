package org.handover.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.handover.model.Models;
import org.junit.jupiter.api.Test;

class WaysBackTest {

    @Test
    void everyWayBack_leadsForwardAgain_withinOneScope() {
        WaysBack.BY_PROCESS.forEach((process, ways) -> {
            BpmnModelInstance model = Bpmn.readModelFromFile(
                    Models.FOLDER.resolve(process + ".bpmn").toFile());
            ways.forEach((from, back) -> back.forEach(to -> {
                FlowNode start = model.getModelElementById(to);
                FlowNode end = model.getModelElementById(from);
                assertThat(start).as(to).isNotNull();
                assertThat(end).as(from).isNotNull();
                assertThat(reached(start)).as("%s to %s".formatted(to, from)).contains(from);
            }));
        });
        assertThat(WaysBack.BY_PROCESS.values().stream().mapToInt(Map::size).sum())
                .isEqualTo(12);
    }

    private static Set<String> reached(FlowNode from) {
        var reached = new HashSet<String>();
        var open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            for (FlowNode next : open.poll().getSucceedingNodes().list()) {
                if (reached.add(next.getId())) {
                    open.add(next);
                }
            }
        }
        return reached;
    }
}
