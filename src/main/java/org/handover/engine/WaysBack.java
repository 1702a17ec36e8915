package org.handover.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.MultiInstanceLoopCharacteristics;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.handover.vocabulary.Refusal;

/**
 * Where an instance may be taken back to. Each way is one on which nothing has been done that the record takes only once: what was kept until a second person looks
 * at it is written anew, a case is examined, proposed and reviewed again, a leg that has not left is planned again, and a step of the application looks at
 * the record again. Every other way would pass over a step, or lead to one that can never be done again.
 */
final class WaysBack {

    static final Map<String, Map<String, Set<String>>> BY_PROCESS = Map.of(
            "handover",
            Map.of(
                    "WitnessRecasing", Set.of("RecaseRemains"),
                    "ConfirmDeparture", Set.of("PlanLeg"),
                    "ReviewGrouping", Set.of("ResegregateRemains"),
                    "ReviewFurtherGrouping", Set.of("GroupFurtherRemains"),
                    "ReviewRegrouping", Set.of("RegroupSpecimens"),
                    "CasesAccountedFor", Set.of("OpenCases"),
                    "CloseAccount", Set.of("FindNonHuman")),
            "container-examination",
            Map.of(
                    "WitnessAccession", Set.of("AccessionContainer"),
                    "VerifyInventory", Set.of("InventoryContainer")),
            "identification",
            Map.of(
                    "ProposeDisposition", Set.of("SelectLinesOfEvidence"),
                    "ReviewDisposition", Set.of("SelectLinesOfEvidence"),
                    "ApproveIdentification", Set.of("SelectLinesOfEvidence")));

    private final String process;
    private final BpmnModelInstance model;

    WaysBack(String process, BpmnModelInstance model) {
        this.process = process;
        this.model = model;
    }

    /** @throws Refusal when the model has no such step, it is done once for each of several, or there is no such way */
    void check(String from, String to) {
        for (String element : List.of(from, to)) {
            if (!(model.getModelElementById(element) instanceof FlowNode)) {
                throw new Refusal("%s: %s has no such element".formatted(element, process));
            }
            if (isForEach(element)) {
                throw new Refusal("%s is done once for each of several; that is not repaired from outside"
                        .formatted(name(element)));
            }
        }
        Set<String> back = BY_PROCESS.getOrDefault(process, Map.of()).getOrDefault(from, Set.of());
        if (!from.equals(to) && !back.contains(to)) {
            var ways = new TreeSet<>(back);
            ways.add(from);
            throw new Refusal(
                    "from %s a repair begins again before %s; before %s it would pass over what a person has to do, or come to what is done only once"
                            .formatted(
                                    name(from),
                                    String.join(
                                            " or ",
                                            ways.stream().map(this::name).toList()),
                                    name(to)));
        }
    }

    String name(String element) {
        return model.getModelElementById(element) instanceof FlowNode node && node.getName() != null
                ? "%s (%s)".formatted(node.getName(), element)
                : element;
    }

    /** There a token is not the only one of its step. */
    private boolean isForEach(String element) {
        for (ModelElementInstance at = model.getModelElementById(element); at != null; at = at.getParentElement()) {
            if (at instanceof Activity activity
                    && activity.getLoopCharacteristics() instanceof MultiInstanceLoopCharacteristics) {
                return true;
            }
        }
        return false;
    }
}
