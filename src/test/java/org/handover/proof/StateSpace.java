package org.handover.proof;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.handover.vocabulary.Refusal;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Walks everything that can happen: from each state every move, until no new state is found. All of it happens in one transaction of the
 * database that is rolled back; a savepoint leads back to each state. States that are alike are walked from once.
 *
 * <p>At each state the rules of the record hold, something can still be done or all is over, and from each state an end can be reached.
 */
final class StateSpace {

    /** What is walked. */
    interface World {

        /** Equal for states after which the same can happen. */
        String state();

        /** Everything that somebody may try now, also what is refused. */
        List<Move> moves();

        /** What is wrong with the record as it stands. */
        List<String> faults();

        /** Whether nothing is left to be done. */
        boolean isOver();

        /** Whether the walk goes no further here, though the story may. */
        boolean isBeyondItsBound();
    }

    record Move(String name, Runnable act) {}

    /**
     * What a walk has seen.
     *
     * @param ends the states in which all is over
     */
    record Walked(int states, int transitions, int refused, int deepest, Set<String> ends, Duration time) {

        @Override
        public String toString() {
            return "%d states, %d of them ends; %d transitions; %d acts refused; longest way %d; %.1f s"
                    .formatted(states, ends.size(), transitions, refused, deepest, time.toMillis() / 1000.0);
        }
    }

    /** Something that must not be, with the way to it. */
    static final class Fault extends AssertionError {

        private static final long serialVersionUID = 1;

        Fault(String what, Deque<String> path, Throwable cause) {
            super("%s%nafter %s".formatted(what, String.join("%n      ".formatted(), path)), cause);
        }
    }

    /** Longer than any road that comes to no state twice. */
    private static final int DEEPEST = Integer.getInteger("proof.deepest", 400);

    private final World world;
    private final Deque<String> path = new ArrayDeque<>();
    private final Set<String> states = new HashSet<>();
    private final Set<String> over = new HashSet<>();
    private final Set<String> beyond = new HashSet<>();
    private final Map<String, Set<String>> before = new HashMap<>();
    private final Map<String, String> wayTo = new HashMap<>();
    private TransactionStatus transaction;
    private int transitions;
    private int refused;
    private int deepest;

    private StateSpace(World world) {
        this.world = world;
    }

    /**
     * Walks from where a beginning leads.
     *
     * @throws Fault at the first state that must not be
     */
    static Walked walk(TransactionTemplate template, Runnable beginning, World world) {
        var space = new StateSpace(world);
        Instant start = Instant.now();
        template.executeWithoutResult(status -> {
            space.transaction = status;
            try {
                beginning.run();
                String first = world.state();
                space.states.add(first);
                space.explore(first);
            } finally {
                forgetSynchronizations();
                status.setRollbackOnly();
            }
        });
        space.requireAWayOut();
        return new Walked(
                space.states.size(),
                space.transitions,
                space.refused,
                space.deepest,
                Set.copyOf(space.over),
                Duration.between(start, Instant.now()));
    }

    private void explore(String state) {
        if (path.size() > DEEPEST) {
            throw new Fault("no end to what can happen, at " + state, path, null);
        }
        deepest = Math.max(deepest, path.size());
        wayTo.put(state, String.join(", ", path));
        List<String> faults = world.faults();
        if (!faults.isEmpty()) {
            throw new Fault(String.join("; ", faults), path, null);
        }
        if (world.isBeyondItsBound()) {
            beyond.add(state);
            return;
        }
        if (world.isOver()) {
            over.add(state);
        }
        boolean anything = false;
        for (Move move : world.moves()) {
            path.addLast(move.name());
            Object savepoint = transaction.createSavepoint();
            if (isTaken(move)) {
                anything = true;
                transitions++;
                String next = world.state();
                before.computeIfAbsent(next, any -> new HashSet<>()).add(state);
                if (states.add(next)) {
                    explore(next);
                }
            } else {
                refused++;
            }
            transaction.rollbackToSavepoint(savepoint);
            transaction.releaseSavepoint(savepoint);
            path.removeLast();
        }
        if (!anything && !over.contains(state)) {
            throw new Fault("a dead end: nothing can be done, and it is not over: " + state, path, null);
        }
    }

    /** Whether it was done; false when it was refused as bad input is. Anything else is a fault of the machinery. */
    private boolean isTaken(Move move) {
        try {
            move.act().run();
            return true;
        } catch (Refusal
                | FormFieldValidationException
                | BadUserRequestException
                | AuthorizationException
                | MismatchingMessageCorrelationException refusal) {
            return false;
        } catch (RuntimeException e) {
            throw new Fault("the machinery failed: " + e.getMessage(), path, e);
        } finally {
            forgetSynchronizations();
        }
    }

    /** Nothing is ever committed; what waits for the commit would fill the memory. */
    private static void forgetSynchronizations() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.clearSynchronization();
            TransactionSynchronizationManager.initSynchronization();
        }
    }

    private void requireAWayOut() {
        var reaching = new HashSet<>(over);
        reaching.addAll(beyond);
        var toLookAt = new ArrayDeque<>(reaching);
        while (!toLookAt.isEmpty()) {
            for (String earlier : before.getOrDefault(toLookAt.pop(), Set.of())) {
                if (reaching.add(earlier)) {
                    toLookAt.push(earlier);
                }
            }
        }
        states.stream().filter(state -> !reaching.contains(state)).findFirst().ifPresent(stuck -> {
            throw new Fault(
                    "no end can be reached from " + stuck,
                    new ArrayDeque<>(List.of(wayTo.get(stuck).split(", "))),
                    null);
        });
    }
}
