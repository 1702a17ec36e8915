package org.handover.identification;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Joins this individual with the one it proved to be. */
@Component("consolidateIndividuals")
class ConsolidateIndividualsDelegate implements JavaDelegate {

    private final Outcomes outcomes;

    ConsolidateIndividualsDelegate(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    @Override
    public void execute(DelegateExecution execution) {
        outcomes.consolidate(ItemKey.parse(execution.getProcessBusinessKey()));
    }
}
