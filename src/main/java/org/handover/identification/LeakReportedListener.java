package org.handover.identification;

import java.time.LocalDate;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.notice.Notices;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.RecordClock;
import org.springframework.stereotype.Component;

/** A name became public before the family was told: an incident, and the family is to be told at once (rule F2). */
@Component("leakReported")
class LeakReportedListener implements ExecutionListener {

    private record Leak(String person, String text, LocalDate on) {}

    private final IdentificationCases cases;
    private final Notices notices;
    private final RecordClock clock;

    LeakReportedListener(IdentificationCases cases, Notices notices, RecordClock clock) {
        this.cases = cases;
        this.notices = notices;
        this.clock = clock;
    }

    @Override
    public void notify(DelegateExecution execution) {
        Leak leak = Input.of(execution)
                .read(in -> new Leak(in.person("person"), in.text("text"), in.optionalDate("reportedOn")));
        ItemKey individual = ItemKey.parse(execution.getProcessBusinessKey());

        notices.leaked(
                individual, cases.open(individual).cycle(), leak.person(), leak.text(), leak.on(), Actor.of(execution));

        execution.setVariableLocal("leakDue", Date.from(clock.now()));
    }
}
