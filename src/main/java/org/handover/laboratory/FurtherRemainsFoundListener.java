package org.handover.laboratory;

import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.engine.ProcessVariables;
import org.handover.engine.Reached;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.springframework.stereotype.Component;

/** Gives a further find a number of its own, so that several can be grouped side by side. */
@Component("furtherRemainsFound")
class FurtherRemainsFoundListener implements ExecutionListener {

    private static final String CLOSE_ACCOUNT = "CloseAccount";

    private record Find(String text, LocalDate on) {}

    private final Resegregation resegregation;

    FurtherRemainsFoundListener(Resegregation resegregation) {
        this.resegregation = resegregation;
    }

    @Override
    public void notify(DelegateExecution execution) {
        Find find = Input.of(execution).read(in -> new Find(in.text("text"), in.optionalDate("foundOn")));
        Reference reference = Reference.of(execution.getProcessBusinessKey());
        if (Reached.element(execution, CLOSE_ACCOUNT)) {
            throw new Refusal("%s is closing its account; remains found now belong to a case that is opened again"
                    .formatted(reference));
        }

        String number = resegregation.find(reference, find.text(), find.on(), Actor.of(execution));

        execution.setVariableLocal(ProcessVariables.ITEM, number);
    }
}
