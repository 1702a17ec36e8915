package org.handover.proof;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.handover.database.ReadOnce;
import org.handover.vocabulary.Refusal;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Walks everything that can happen: from each state every move, until no new state is found. All of it happens in one transaction of the
 * database that is rolled back; a savepoint leads back to each state. States that are alike are walked from once.
 *
 * <p>At each state the rules of the record hold, something can still be done or all is over, and from each state an end can be reached.
 *
 * <p>It goes into the depth first, because a savepoint leads back to where one came from and nowhere else; in breadth each state would have to be
 * reached anew by all the acts before it. What is found is the same: states and moves are those that can be reached from the first state, whatever is
 * looked at first, and the walk ends when none is left. Only the way to a fault could be longer than need be, so it is the shortest of all known by
 * then that is told.
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

    /** @param illegal whether it has to be refused */
    record Move(String name, Runnable act, boolean illegal) {}

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

        Fault(String what, List<String> way, Throwable cause) {
            super("%s%nafter %s".formatted(what, String.join("%n      ".formatted(), way)), cause);
        }
    }

    /** Longer than any road that comes to no state twice. */
    private static final int DEEPEST = Integer.getInteger("proof.deepest", 400);

    private final World world;
    private final TransactionStatus transaction;
    private final String first;
    private final Set<String> states = new HashSet<>();
    private final Set<String> over = new HashSet<>();
    private final Set<String> beyond = new HashSet<>();

    /** Of each state those from which somebody came to it, and by which move. */
    private final Map<String, Map<String, String>> before = new HashMap<>();

    private int transitions;
    private int refused;
    private int deepest;

    private StateSpace(World world, TransactionStatus transaction) {
        this.world = world;
        this.transaction = transaction;
        first = world.state();
        states.add(first);
    }

    /**
     * Walks from where a beginning leads.
     *
     * @throws Fault at the first state that must not be
     */
    static Walked walk(TransactionTemplate template, Runnable beginning, World world) {
        Instant start = Instant.now();
        return template.execute(status -> {
            try {
                beginning.run();
                return new StateSpace(world, status).everything(start);
            } finally {
                forgetTheTransaction();
                status.setRollbackOnly();
            }
        });
    }

    private Walked everything(Instant start) {
        explore(first, 0);
        requireAWayOut();
        return new Walked(
                states.size(), transitions, refused, deepest, Set.copyOf(over), Duration.between(start, Instant.now()));
    }

    private void explore(String state, int depth) {
        if (depth > DEEPEST) {
            throw fault("no end to what can happen", state);
        }
        deepest = Math.max(deepest, depth);
        List<String> faults = world.faults();
        if (!faults.isEmpty()) {
            throw fault(String.join("; ", faults), state);
        }
        if (world.isBeyondItsBound()) {
            beyond.add(state);
            return;
        }
        if (world.isOver()) {
            over.add(state);
        }
        boolean anything = false;
        var refusals = new TreeSet<String>();
        for (Move move : world.moves()) {
            Object savepoint = transaction.createSavepoint();
            if (isTaken(move, state, refusals)) {
                anything = true;
                transitions++;
                String next = world.state();
                before.computeIfAbsent(next, any -> new LinkedHashMap<>()).putIfAbsent(state, move.name());
                if (states.add(next)) {
                    explore(next, depth + 1);
                }
            } else {
                refused++;
            }
            transaction.rollbackToSavepoint(savepoint);
            transaction.releaseSavepoint(savepoint);
            forgetTheTransaction();
        }
        if (!anything && !over.contains(state)) {
            throw fault(
                    "a dead end: nothing can be done, and it is not over: %s%nrefused with %s"
                            .formatted(state, String.join("%n      ".formatted(), refusals)),
                    state);
        }
    }

    /** Whether it was done; false when it was refused as bad input is. Anything else is a fault of the machinery. */
    private boolean isTaken(Move move, String state, Set<String> refusals) {
        try {
            move.act().run();
        } catch (Refusal
                | FormFieldValidationException
                | BadUserRequestException
                | AuthorizationException
                | MismatchingMessageCorrelationException refusal) {
            if (!move.illegal()) {
                refusals.add(String.valueOf(refusal.getMessage()));
            }
            return false;
        } catch (RuntimeException e) {
            List<String> way = wayTo(state);
            way.add(move.name());
            throw new Fault("the machinery failed: " + e.getMessage(), way, e);
        } finally {
            forgetTheTransaction();
        }
        if (move.illegal()) {
            throw fault("what has to be refused was done: " + move.name(), state);
        }
        return true;
    }

    /** What waits for the commit would fill the memory, for nothing is ever committed; and what was read once may be rolled back. */
    private static void forgetTheTransaction() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.clearSynchronization();
            TransactionSynchronizationManager.initSynchronization();
        }
        TransactionSynchronizationManager.unbindResourceIfPossible(ReadOnce.class);
    }

    private void requireAWayOut() {
        var reaching = new HashSet<>(over);
        reaching.addAll(beyond);
        var toLookAt = new ArrayDeque<>(reaching);
        while (!toLookAt.isEmpty()) {
            for (String earlier : before.getOrDefault(toLookAt.pop(), Map.of()).keySet()) {
                if (reaching.add(earlier)) {
                    toLookAt.push(earlier);
                }
            }
        }
        states.stream().filter(state -> !reaching.contains(state)).findFirst().ifPresent(stuck -> {
            throw fault("no end can be reached from " + stuck, stuck);
        });
    }

    private Fault fault(String what, String state) {
        return new Fault(what, wayTo(state), null);
    }

    /** The moves of the shortest way known: looked for backwards, in breadth. */
    private List<String> wayTo(String state) {
        var after = new HashMap<String, String>();
        after.put(state, state);
        var toLookAt = new ArrayDeque<>(List.of(state));
        while (!after.containsKey(first)) {
            String at = toLookAt.remove();
            for (String earlier : before.getOrDefault(at, Map.of()).keySet()) {
                if (after.putIfAbsent(earlier, at) == null) {
                    toLookAt.add(earlier);
                }
            }
        }
        var way = new ArrayList<String>();
        for (String at = first; !at.equals(state); at = after.get(at)) {
            way.add(before.get(after.get(at)).get(at));
        }
        return way;
    }
}
