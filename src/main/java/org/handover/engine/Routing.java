package org.handover.engine;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.TypedValue;

/** Answers for the gateways that follow in the same transaction. They are kept nowhere: what was decided is in the record. */
public final class Routing {

    private final DelegateExecution execution;

    private Routing(DelegateExecution execution) {
        this.execution = execution;
    }

    public static Routing of(DelegateTask task) {
        return of(task.getExecution());
    }

    public static Routing of(DelegateExecution execution) {
        return new Routing(execution);
    }

    /** Where an instance has a variable of that name from an older release it is overwritten, as the engine mixes the two kinds nowhere. */
    public Routing set(String name, Object answer) {
        TypedValue present = execution.getVariableTyped(name);
        boolean kept = present != null && !present.isTransient();
        execution.setVariable(name, kept ? answer : Variables.untypedValue(answer, true));
        return this;
    }
}
