package org.handover.laboratory;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.engine.Routing;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** The second person bears witness to an accession; custody goes from the escort to the laboratory. */
@Component("witnessAccession")
class WitnessAccessionListener implements TaskListener {

    private final Laboratory laboratory;

    WitnessAccessionListener(Laboratory laboratory) {
        this.laboratory = laboratory;
    }

    @Override
    public void notify(DelegateTask task) {
        Verdict verdict = Input.of(task).read(in -> Verdict.read(in, "witnessed"));

        ItemKey container = ItemKey.parse(task.getExecution().getProcessBusinessKey());

        boolean sealIntact = laboratory.witness(container, verdict, Actor.of(task));

        Routing.of(task)
                .set("containerArrived", !laboratory.isMissing(container))
                .set("witnessed", verdict.yes())
                .set("sealIntact", sealIntact);
    }
}
