package org.handover.identification;

import java.util.regex.Pattern;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.engine.ProcessVariables;
import org.handover.laboratory.Move;
import org.handover.laboratory.Regrouping;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Component;

/** Keeps the moves of specimens between individuals until another scientist has reviewed them. */
@Component("regroupSpecimens")
class RegroupSpecimensListener implements TaskListener {

    private static final Pattern INDIVIDUAL = Pattern.compile("I-\\d{3,6}");

    private final Regrouping regrouping;
    private final Samples samples;

    RegroupSpecimensListener(Regrouping regrouping, Samples samples) {
        this.regrouping = regrouping;
        this.samples = samples;
    }

    @Override
    public void notify(DelegateTask task) {
        Reference reference = Reference.of(task.getExecution().getProcessBusinessKey());
        Regrouping.Moves moves = Input.of(task)
                .read(in -> new Regrouping.Moves(
                        in.table("regrouping", RegroupSpecimensListener::move),
                        in.text("reason", 2000),
                        in.optionalDate("regroupedOn")));

        samples.refuseOut(reference, moves.moves().stream().map(Move::specimen).toList());
        regrouping.propose(reference, (String) task.getVariable(ProcessVariables.ITEM), moves, Actor.of(task));
    }

    private static Move move(Input row) {
        String individual = row.optionalText("individual", 20);
        if (individual != null && !INDIVIDUAL.matcher(individual).matches()) {
            row.problem("individual", "'%s' is not the number of an individual, e.g. I-012".formatted(individual));
        }
        Input joining = row.when(individual != null, "the specimen goes to an individual");
        return new Move(
                row.text("container", 20),
                row.text("designator", 40),
                individual,
                joining.text("method", 400),
                joining.text("strength", 60));
    }
}
