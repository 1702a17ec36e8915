package org.handover.laboratory;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Opens a case for each grouped individual, in chunks, so that thousands do not share a transaction. */
@Component("openCases")
class OpenCasesDelegate implements JavaDelegate {

    private final Cases cases;

    OpenCasesDelegate(Cases cases) {
        this.cases = cases;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Reference reference = Reference.of(execution.getProcessBusinessKey());
        RuntimeService runtime = execution.getProcessEngineServices().getRuntimeService();

        cases.openNext(reference)
                .forEach(individual -> runtime.startProcessInstanceByKey(
                        "identification", individual.key().toString()));

        execution.setVariable("casesToOpen", cases.toOpen(reference).name());
    }
}
