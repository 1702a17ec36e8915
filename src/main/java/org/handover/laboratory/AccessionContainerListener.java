package org.handover.laboratory;

import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Takes a container into the laboratory and compares its seal with the one on record. */
@Component("accessionContainer")
class AccessionContainerListener implements TaskListener {

    private record Accession(
            boolean present, boolean sealIntact, String seal, String storage, LocalDate on, String remarks) {}

    private final Laboratory laboratory;

    AccessionContainerListener(Laboratory laboratory) {
        this.laboratory = laboratory;
    }

    @Override
    public void notify(DelegateTask task) {
        Accession accession = Input.of(task).read(in -> {
            boolean present = !Boolean.FALSE.equals(in.optionalYesNo("present"));
            Input there = in.when(present, "the container is there");
            return new Accession(
                    present,
                    Boolean.TRUE.equals(there.yesNo("sealIntact")),
                    there.optionalText("seal", 60),
                    there.optionalText("storage", 400),
                    in.optionalDate("accessionedOn"),
                    present ? in.optionalText("remarks", 1000) : in.text("remarks", 1000));
        });
        ItemKey container = ItemKey.parse(task.getExecution().getProcessBusinessKey());

        if (accession.present()) {
            laboratory.accession(
                    container,
                    new Laboratory.Taken(
                            accession.sealIntact(),
                            accession.seal(),
                            accession.storage(),
                            accession.on(),
                            accession.remarks()),
                    Actor.of(task));
        } else {
            laboratory.notThere(container, accession.on(), accession.remarks(), Actor.of(task));
        }
    }
}
