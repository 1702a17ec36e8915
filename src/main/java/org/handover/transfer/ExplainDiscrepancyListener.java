package org.handover.transfer;

import java.time.LocalDate;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.pledge.Handovers;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Records the explanation of a discrepancy; talks that are to be resumed are a handover of their own that continues this one. */
@Component("explainDiscrepancy")
class ExplainDiscrepancyListener implements TaskListener {

    /** What can follow from a difference between the two numbers. */
    private enum Next {
        ACCEPT,
        RESUME_TALKS
    }

    private record Explained(String explanation, Next next) {}

    private final Transfer transfer;
    private final Handovers handovers;
    private final RecordClock clock;

    ExplainDiscrepancyListener(Transfer transfer, Handovers handovers, RecordClock clock) {
        this.transfer = transfer;
        this.handovers = handovers;
        this.clock = clock;
    }

    @Override
    public void notify(DelegateTask task) {
        Reference reference = Reference.of(task.getExecution().getProcessBusinessKey());
        Explained explained =
                Input.of(task).read(in -> new Explained(in.text("explanation"), in.choice("next", Next.class)));

        Discrepancy discrepancy = transfer.explain(
                reference,
                explained.explanation(),
                Discrepancy.Next.valueOf(explained.next().name()),
                Actor.of(task));

        if (explained.next() == Next.RESUME_TALKS) {
            task.getProcessEngineServices()
                    .getRuntimeService()
                    .startProcessInstanceByKey("handover", followOn(reference, discrepancy));
        }
    }

    /** The pledge of the handover that follows; it names no number, since none was promised. */
    private Map<String, Object> followOn(Reference reference, Discrepancy discrepancy) {
        LocalDate today = clock.today(Place.BORDER);
        String counterparty = handovers.counterparty(reference);
        return Map.of(
                "pledgedOn", today.toString(),
                "pledgedBy", counterparty,
                "counterparty", counterparty,
                "statement",
                        "Talks are resumed on what was agreed under %s: %s."
                                .formatted(reference, discrepancy.inWords()),
                "continues", reference.value());
    }
}
