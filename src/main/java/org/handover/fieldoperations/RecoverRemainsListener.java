package org.handover.fieldoperations;

import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Records what a site held. */
@Component("recoverRemains")
class RecoverRemainsListener implements TaskListener {

    private record Recovery(boolean recovered, LocalDate on, Integer sets, String remarks) {}

    private final FieldOperations operations;

    RecoverRemainsListener(FieldOperations operations) {
        this.operations = operations;
    }

    @Override
    public void notify(DelegateTask task) {
        Recovery recovery = Input.of(task).read(in -> {
            boolean recovered = Boolean.TRUE.equals(in.yesNo("remainsRecovered"));
            return new Recovery(
                    recovered,
                    in.date("recoveredOn"),
                    in.when(recovered, "remainsRecovered is yes").optionalInteger("sets", 1),
                    in.optionalText("remarks", 3000));
        });

        operations.recover(
                ItemKey.parse(task.getExecution().getProcessBusinessKey()),
                recovery.recovered(),
                recovery.on(),
                recovery.sets(),
                recovery.remarks(),
                Actor.of(task));

        task.getExecution().setVariable("remainsRecovered", recovery.recovered());
    }
}
