package org.handover.pledge;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.Count;
import org.handover.vocabulary.Qualifier;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Unit;
import org.springframework.stereotype.Component;

/** Files what somebody said, with who said it and who relayed it. No count changes (rule N1). */
@Component("fileStatement")
class FileStatementDelegate implements JavaDelegate {

    private final Statements statements;

    FileStatementDelegate(Statements statements) {
        this.statements = statements;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Statement statement = Input.of(execution)
                .read(in -> new Statement(
                        in.text("speaker", 400),
                        in.optionalText("relayedBy", 400),
                        in.choice("kind", Statement.Kind.class),
                        new Count(
                                in.optionalInteger("number", 0),
                                in.optionalChoice("qualifier", Qualifier.class),
                                in.optionalChoice("unit", Unit.class)),
                        in.dateOrMonth("saidOn"),
                        in.text("text"),
                        in.optionalText("source", 1000)));

        statements.file(Reference.of(execution.getProcessBusinessKey()), statement, Actor.of(execution));
    }
}
