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

    private record Accession(boolean sealIntact, String seal, String storage, LocalDate on) {}

    private final Laboratory laboratory;

    AccessionContainerListener(Laboratory laboratory) {
        this.laboratory = laboratory;
    }

    @Override
    public void notify(DelegateTask task) {
        Accession accession = Input.of(task)
                .read(in -> new Accession(
                        Boolean.TRUE.equals(in.yesNo("sealIntact")),
                        in.optionalText("seal", 60),
                        in.optionalText("storage", 400),
                        in.optionalDate("accessionedOn")));

        laboratory.accession(
                ItemKey.parse(task.getExecution().getProcessBusinessKey()),
                accession.sealIntact(),
                accession.seal(),
                accession.storage(),
                accession.on(),
                Actor.of(task));
    }
}
