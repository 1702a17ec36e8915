package org.handover.identification;

import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.engine.ProcessVariables;
import org.handover.engine.Reached;
import org.handover.laboratory.Regrouping;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.springframework.stereotype.Component;

/** Gives a regrouping a number of its own, so that several can be worked on side by side. */
@Component("regroupingCalledFor")
class RegroupingCalledForListener implements ExecutionListener {

    private record Call(String text, LocalDate on) {}

    private final Regrouping regrouping;

    RegroupingCalledForListener(Regrouping regrouping) {
        this.regrouping = regrouping;
    }

    @Override
    public void notify(DelegateExecution execution) {
        Call call = Input.of(execution).read(in -> new Call(in.text("text"), in.optionalDate("calledOn")));
        Reference reference = Reference.of(execution.getProcessBusinessKey());
        if (Reached.element(execution, "CloseAccount")) {
            throw new Refusal("%s is closing its account; no specimen moves any more".formatted(reference));
        }

        String number = regrouping.call(reference, call.text(), call.on(), Actor.of(execution));

        execution.setVariableLocal(ProcessVariables.ITEM, number);
    }
}
