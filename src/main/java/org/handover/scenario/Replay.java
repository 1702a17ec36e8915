package org.handover.scenario;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.handover.database.OneAtATime;
import org.handover.engine.Collision;
import org.handover.engine.Workbench;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Plays a scenario through the real process: every event is done by members of the groups, with its own date. A replay that fails says at
 * which line and why; what was played before stands, as it would in life.
 *
 * <p>An event and the steps that follow it in the background are one transaction: otherwise the job executor would take some of these steps,
 * in the middle of others of the same instance and with today's date.
 */
@Service
public class Replay {

    private final Workbench workbench;
    private final RecordClock clock;
    private final TransactionTemplate transaction;
    private final Map<String, Scene> sceneByType = new HashMap<>();
    private final OneAtATime oneAtATime;

    Replay(
            Workbench workbench,
            RecordClock clock,
            TransactionTemplate transaction,
            OneAtATime oneAtATime,
            List<Scene> scenes) {
        this.workbench = workbench;
        this.clock = clock;
        this.transaction = transaction;
        this.oneAtATime = oneAtATime;
        scenes.forEach(scene -> scene.steps().keySet().forEach(type -> sceneByType.put(type, scene)));
    }

    /**
     * Waits while another replay goes on, here or on another node.
     *
     * @return what each event did
     * @throws Refusal when an event is unknown (nothing is played then) or does not fit the state of the handover
     */
    public List<Played> play(Scenario scenario, Reference reference) {
        refuseUnknown(scenario);
        var cast = new Cast(workbench, clock, reference);
        return oneAtATime.whileNobodyElse(() -> scenario.events().stream()
                .map(event -> new Played(event.line(), event.id(), event.type(), play(event, cast)))
                .toList());
    }

    private String play(ScenarioEvent told, Cast cast) {
        Scene scene = sceneByType.get(told.type());
        ScenarioEvent event = told.in(scene.zone());
        try {
            return clock.at(
                    event.noon(),
                    () -> unlessItCollides(() -> transaction.execute(status -> {
                        String what = scene.steps().get(event.type()).play(event, cast);
                        cast.settle();
                        return what;
                    })));
        } catch (RuntimeException e) {
            Refusal refusal = refusalIn(e);
            if (refusal == null) {
                throw e;
            }
            throw new Refusal(refusal.problems().stream()
                    .map(problem -> "line %d (%s %s): %s".formatted(event.line(), event.id(), event.type(), problem))
                    .toList());
        }
    }

    /** Timers of events that lie in the past are due at once, and run beside it. */
    private static String unlessItCollides(Supplier<String> event) {
        for (int tried = 1; ; tried++) {
            try {
                return event.get();
            } catch (RuntimeException e) {
                if (!Collision.isIn(e) || tried == Collision.TRIES) {
                    throw e;
                }
            }
        }
    }

    private void refuseUnknown(Scenario scenario) {
        List<String> problems = scenario.events().stream()
                .filter(event -> !sceneByType.containsKey(event.type()))
                .map(event -> "line %d (%s): the type %s is unknown; known are %s"
                        .formatted(
                                event.line(),
                                event.id(),
                                event.type(),
                                String.join(", ", new TreeSet<>(sceneByType.keySet()))))
                .toList();
        if (!problems.isEmpty()) {
            throw new Refusal(problems);
        }
    }

    private static Refusal refusalIn(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return refusal;
            }
        }
        return null;
    }
}
