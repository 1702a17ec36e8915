package org.handover.identification;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.handover.engine.Routing;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Records one named person for this individual, as the medical examiner approved. */
@Component("recordIdentification")
class RecordIdentificationDelegate implements JavaDelegate {

    private final Dispositions dispositions;
    private final Outcomes outcomes;

    RecordIdentificationDelegate(Dispositions dispositions, Outcomes outcomes) {
        this.dispositions = dispositions;
        this.outcomes = outcomes;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ItemKey individual = ItemKey.parse(execution.getProcessBusinessKey());

        dispositions.identify(individual);

        Routing.of(execution).set("familyToBeTold", outcomes.isFamilyToBeTold(individual));
    }
}
