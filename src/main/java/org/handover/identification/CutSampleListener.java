package org.handover.identification;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.laboratory.Laboratory;
import org.handover.vocabulary.ItemKey;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Cuts a sample and sends it to the DNA laboratory. No candidate goes with it (rule X15). */
@Component("cutSample")
class CutSampleListener implements TaskListener {

    private record Cut(BigDecimal massBefore, BigDecimal massAfter, String specimen, LocalDate requestedOn) {}

    private final Samples samples;
    private final Period patience;

    CutSampleListener(Samples samples, @Value("${handover.reminders.dna-result}") Period patience) {
        this.samples = samples;
        this.patience = patience;
    }

    @Override
    public void notify(DelegateTask task) {
        Cut cut = Input.of(task)
                .read(in -> new Cut(
                        in.decimal("massBefore", "0.001"),
                        in.decimal("massAfter", "0"),
                        in.optionalText("specimen", 120),
                        in.optionalDate("requestedOn")));

        LocalDate requestedOn = samples.cut(
                ItemKey.parse(task.getExecution().getProcessBusinessKey()),
                (String) task.getVariable(AnalyseDnaListener.SAMPLE_NUMBER),
                cut.specimen(),
                cut.massBefore(),
                cut.massAfter(),
                cut.requestedOn(),
                Actor.of(task));

        Date due = Date.from(
                requestedOn.plus(patience).atStartOfDay(Laboratory.ZONE).toInstant());
        task.getExecution().setVariableLocal("dnaDue", due);
        task.getExecution().setVariableLocal("dnaChaseAt", due);
    }
}
