package org.handover.transfer;

import java.time.LocalDate;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Records which transfer case the contents of each container went into, seal out and seal in. */
@Component("recaseRemains")
class RecaseRemainsListener implements TaskListener {

    private record Recased(List<Recasing> recasings, LocalDate on, String remarks) {}

    private final Transfer transfer;

    RecaseRemainsListener(Transfer transfer) {
        this.transfer = transfer;
    }

    @Override
    public void notify(DelegateTask task) {
        Reference reference = Reference.of(task.getExecution().getProcessBusinessKey());
        Recased recased = Input.of(task)
                .read(in -> new Recased(
                        in.table("recasing", RecaseRemainsListener::line),
                        in.optionalDate("recasedOn"),
                        in.optionalText("remarks", 2000)));

        transfer.recase(reference, recased.recasings(), recased.on(), recased.remarks(), Actor.of(task));

        boolean atHickam = transfer.place(reference).orElseThrow() == Place.HICKAM;
        task.getExecution().setVariable("atHickam", atHickam);
    }

    private static Recasing line(Input in) {
        return new Recasing(
                in.where(),
                in.text("number", 20),
                in.text("transferCase", 60),
                in.text("sealOut", 60),
                in.text("sealIn", 60));
    }
}
