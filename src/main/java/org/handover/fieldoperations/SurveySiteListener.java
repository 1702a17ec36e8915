package org.handover.fieldoperations;

import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Records whether a site is worth recovering. */
@Component("surveySite")
class SurveySiteListener implements TaskListener {

    private record Survey(boolean worthRecovering, LocalDate on, String remarks) {}

    private final FieldOperations operations;

    SurveySiteListener(FieldOperations operations) {
        this.operations = operations;
    }

    @Override
    public void notify(DelegateTask task) {
        Survey survey = Input.of(task)
                .read(in -> new Survey(
                        Boolean.TRUE.equals(in.yesNo("worthRecovering")),
                        in.date("surveyedOn"),
                        in.optionalText("remarks")));

        operations.survey(
                ItemKey.parse(task.getExecution().getProcessBusinessKey()),
                survey.worthRecovering(),
                survey.on(),
                survey.remarks(),
                Actor.of(task));

        task.getExecution().setVariable("worthRecovering", survey.worthRecovering());
    }
}
