package org.handover.identification;

import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Opens a new cycle on an individual whose case was closed (rule T6). */
@Component("reopenCase")
class ReopenCaseDelegate implements JavaDelegate {

    private record Received(String evidence, LocalDate on) {}

    private final IdentificationCases cases;

    ReopenCaseDelegate(IdentificationCases cases) {
        this.cases = cases;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Received received =
                Input.of(execution).read(in -> new Received(in.text("evidence"), in.optionalDate("receivedOn")));

        cases.reopen(
                ItemKey.parse(execution.getProcessBusinessKey()),
                received.evidence(),
                received.on(),
                Actor.of(execution));
    }
}
