package org.handover.laboratory;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.handover.engine.Awaited;
import org.handover.engine.Messages;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Opens a case for each individual grouped from a later find; when there is none, the handover may have waited for this. */
@Component("openFurtherCases")
class OpenFurtherCasesDelegate implements JavaDelegate {

    private final Cases cases;

    OpenFurtherCasesDelegate(Cases cases) {
        this.cases = cases;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Reference reference = Reference.of(execution.getProcessBusinessKey());
        RuntimeService runtime = execution.getProcessEngineServices().getRuntimeService();

        cases.openNext(reference)
                .forEach(individual -> runtime.startProcessInstanceByKey(
                        "identification", individual.key().toString()));

        Cases.ToOpen toOpen = cases.toOpen(reference);
        execution.setVariable("casesToOpen", toOpen.name());
        if (toOpen == Cases.ToOpen.NONE) {
            Awaited.correlate(execution, Messages.CASES_ACCOUNTED_FOR, reference.value());
        }
    }
}
