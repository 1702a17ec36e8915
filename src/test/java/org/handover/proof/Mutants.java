package org.handover.proof;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.handover.engine.Unguarded;
import org.handover.model.Models;

/** Models with a fault planted in them, deployed as the newest version of their process for as long as something runs. */
final class Mutants {

    private final ProcessEngine engine;

    Mutants(ProcessEngine engine) {
        this.engine = engine;
    }

    /** A walk comes to a fault that is planted in a model. */
    void found(String process, Consumer<BpmnModelInstance> fault, Runnable walk, String what) {
        with(process, fault, () -> found(walk, what));
    }

    static void found(Runnable walk, String what) {
        assertThatThrownBy(walk::run).isInstanceOf(StateSpace.Fault.class).hasMessageContaining(what);
    }

    private void with(String process, Consumer<BpmnModelInstance> fault, Runnable run) {
        BpmnModelInstance model =
                Bpmn.readModelFromFile(Models.FOLDER.resolve(process + ".bpmn").toFile());
        fault.accept(model);
        RepositoryService repository = engine.getRepositoryService();
        String deployment = Unguarded.get(engine, () -> repository
                        .createDeployment()
                        .name("A fault planted in " + process)
                        .addString(process + ".bpmn", Bpmn.convertToString(model))
                        .deploy())
                .getId();
        try {
            run.run();
        } finally {
            Unguarded.run(engine, () -> repository.deleteDeployment(deployment, true));
        }
    }

    /** Leads a flow to somewhere else. */
    static Consumer<BpmnModelInstance> lead(String flow, String to) {
        return model -> {
            SequenceFlow changed = model.getModelElementById(flow);
            FlowNode target = model.getModelElementById(to);
            changed.getTarget().getIncoming().remove(changed);
            changed.setTarget(target);
            target.getIncoming().add(changed);
        };
    }
}
