package org.handover.notice;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.springframework.stereotype.Component;

/** Records an object and the person it is traced to, as evidence and never as an identity. */
@Component("recordObject")
class RecordObjectDelegate implements JavaDelegate {

    private record Traced(String object, String person, String notes) {}

    private final TracedObjects objects;

    RecordObjectDelegate(TracedObjects objects) {
        this.objects = objects;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Traced traced = Input.ofStart(execution)
                .read(in -> new Traced(in.text("object", 1000), in.person("person"), in.optionalText("notes")));

        objects.record(
                execution.getProcessBusinessKey(),
                traced.object(),
                traced.person(),
                traced.notes(),
                Actor.of(execution));
    }
}
