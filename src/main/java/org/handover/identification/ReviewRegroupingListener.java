package org.handover.identification;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.engine.ProcessVariables;
import org.handover.laboratory.Regrouping;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Another scientist accepts moves of specimens, which are carried out then, or sends them back. */
@Component("reviewRegrouping")
class ReviewRegroupingListener implements TaskListener {

    private record Verdict(boolean accepted, String remarks) {}

    private final Regrouping regrouping;
    private final Samples samples;

    ReviewRegroupingListener(Regrouping regrouping, Samples samples) {
        this.regrouping = regrouping;
        this.samples = samples;
    }

    @Override
    public void notify(DelegateTask task) {
        Reference reference = Reference.of(task.getExecution().getProcessBusinessKey());
        String number = (String) task.getVariable(ProcessVariables.ITEM);
        Verdict verdict = Input.of(task).read(in -> {
            Boolean accepted = in.yesNo("accepted");
            return new Verdict(
                    Boolean.TRUE.equals(accepted),
                    Boolean.FALSE.equals(accepted) ? in.text("remarks") : in.optionalText("remarks"));
        });

        if (verdict.accepted()) {
            samples.refuseOut(reference, regrouping.proposed(reference, number));
        }
        regrouping.review(reference, number, verdict.accepted(), verdict.remarks(), Actor.of(task));

        task.getExecution().setVariable("regroupingAccepted", verdict.accepted());
    }
}
