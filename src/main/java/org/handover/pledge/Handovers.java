package org.handover.pledge;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.handover.custody.Custody;
import org.handover.database.ReadOnce;
import org.handover.database.RowLock;
import org.handover.decision.Decision;
import org.handover.decision.Decisions;
import org.handover.decision.Stage;
import org.handover.vocabulary.Count;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.Qualifier;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.handover.vocabulary.Unit;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The handovers: opened by a pledge, moved from phase to phase, ended. */
@Service
public class Handovers {

    private final JdbcClient jdbc;
    private final Statements statements;
    private final Custody custody;
    private final Decisions decisions;
    private final RecordClock clock;
    private final RowLock rowLock;

    Handovers(
            JdbcClient jdbc,
            Statements statements,
            Custody custody,
            Decisions decisions,
            RecordClock clock,
            RowLock rowLock) {
        this.jdbc = jdbc;
        this.statements = statements;
        this.custody = custody;
        this.decisions = decisions;
        this.clock = clock;
        this.rowLock = rowLock;
    }

    /**
     * Opens a handover in phase {@link Phase#TALKS} and files the pledge as its first statement.
     *
     * @param chosen the reference somebody chose; null for the next one of the pledge's year, e.g. {@code HO-2018-01}
     * @throws Refusal when the reference is in use, the pledge lies in the future, or the handover it continues is unknown
     * @throws OptimisticLockingFailureException when another handover got the next reference at the same moment; the act is to be tried again
     */
    Reference open(String chosen, Pledge pledge, String actor) {
        Reference reference = chosen == null ? nextReference(pledge.on()) : new Reference(chosen);
        try {
            add(reference, pledge, actor);
        } catch (DuplicateKeyException e) {
            if (chosen == null) {
                throw new OptimisticLockingFailureException(
                        "%s was assigned to another handover at the same moment".formatted(reference), e);
            }
            throw new Refusal(
                    "business key: the reference %s is in use; leave it out and one is assigned".formatted(reference));
        }
        return reference;
    }

    private Reference nextReference(LocalDate pledgedOn) {
        String prefix = "HO-%d-".formatted(pledgedOn.getYear());
        int last = jdbc
                .sql("select reference from handover where reference like :prefix")
                .param("prefix", prefix + "%")
                .query(String.class)
                .list()
                .stream()
                .map(reference -> reference.substring(prefix.length()))
                .filter(number -> number.matches("\\d{2,6}"))
                .mapToInt(Integer::parseInt)
                .max()
                .orElse(0);
        return new Reference(prefix + "%02d".formatted(last + 1));
    }

    private void add(Reference reference, Pledge pledge, String actor) {
        clock.dayOf("pledgedOn", pledge.on(), Place.BORDER);
        if (pledge.continues() != null && !exists(pledge.continues())) {
            throw new Refusal("continues: there is no handover %s".formatted(pledge.continues()));
        }
        jdbc.sql(
                        """
                insert into handover (reference, phase, counterparty, pledged_on, pledged_by, continues, opened_by)
                values (:reference, 'TALKS', :counterparty, :on, :by, :continues, :actor)""")
                .param("reference", reference.value())
                .param("counterparty", pledge.counterparty())
                .param("on", pledge.on())
                .param("by", pledge.by())
                .param(
                        "continues",
                        pledge.continues() == null ? null : pledge.continues().value())
                .param("actor", actor)
                .update();
        Count count = new Count(pledge.sets(), null, pledge.sets() == null ? null : Unit.SETS);
        statements.file(
                reference,
                new Statement(
                        pledge.by(),
                        pledge.relayedBy(),
                        Statement.Kind.PLEDGED,
                        count,
                        pledge.on().toString(),
                        pledge.statement(),
                        pledge.source()),
                actor);
    }

    public boolean exists(Reference reference) {
        return find("phase", reference, String.class).isPresent();
    }

    /**
     * Lets one transaction at a time allocate numbers within a handover, decide what becomes of its individuals or whose its specimens are, or
     * look whether its last case is closed. Others wait here until it commits.
     *
     * @throws Refusal when there is no such handover
     */
    public void lock(Reference reference) {
        ReadOnce.forget();
        jdbc.sql("select reference from handover where reference = :reference " + rowLock.clause())
                .param("reference", reference.value())
                .query(String.class)
                .optional()
                .orElseThrow(() -> new Refusal("there is no handover %s".formatted(reference)));
    }

    /** Locks several, always in the same order, so that two who need the same ones do not wait for each other. */
    public void lock(Collection<Reference> references) {
        references.stream()
                .distinct()
                .sorted(Comparator.comparing(Reference::value))
                .forEach(this::lock);
    }

    public Phase phase(Reference reference) {
        return find("phase", reference, String.class)
                .map(Phase::valueOf)
                .orElseThrow(() -> new Refusal("there is no handover %s".formatted(reference)));
    }

    /** Whom the remains come from, e.g. {@code DPRK}. */
    public String counterparty(Reference reference) {
        return find("counterparty", reference, String.class).orElseThrow();
    }

    public LocalDate pledgedOn(Reference reference) {
        return find("pledged_on", reference, LocalDate.class).orElseThrow();
    }

    /**
     * Moves a handover to its next phase; entering the present one again is no act.
     *
     * @throws Refusal when the phase does not follow the present one
     */
    public void enter(Reference reference, Phase next) {
        Phase present = phase(reference);
        if (present == next) {
            return;
        }
        if (!present.mayBecome(next)) {
            throw new Refusal("%s is in phase %s and cannot enter %s".formatted(reference, present, next));
        }
        jdbc.sql("update handover set phase = :phase where reference = :reference")
                .param("phase", next.name())
                .param("reference", reference.value())
                .update();
    }

    /**
     * Records empty cases brought forward: stock, never a count of remains (finding N8).
     *
     * @param stagedOn a date, or a month when the day is unknown; cases may be staged before any pledge
     * @throws Refusal when they were staged in the future
     */
    void stageCases(Reference reference, Count cases, String stagedOn, String stagedAt) {
        clock.refuseFuture("stagedOn", stagedOn, Place.BORDER);
        jdbc.sql(
                        """
                update handover set cases_staged = :cases, cases_qualifier = :qualifier, cases_staged_on = :on, cases_staged_at = :at
                where reference = :reference""")
                .param("cases", cases.number())
                .param("qualifier", cases.qualifier().name())
                .param("on", stagedOn)
                .param("at", stagedAt)
                .param("reference", reference.value())
                .update();
    }

    /** @throws Refusal when more cases come back than were staged exactly, or the date is not one they can have come back on */
    void recallCases(Reference reference, int recalled, LocalDate on) {
        int staged = find("cases_staged", reference, Integer.class).orElse(0);
        boolean exact = find("cases_qualifier", reference, String.class)
                .map(Qualifier.EXACTLY.name()::equals)
                .orElse(true);
        if (exact && recalled > staged) {
            throw new Refusal("casesRecalled: %d cases, but only %d were staged".formatted(recalled, staged));
        }
        happened("recalledOn", on, reference);
        jdbc.sql("update handover set cases_recalled = :recalled, cases_recalled_on = :on where reference = :reference")
                .param("recalled", recalled)
                .param("on", on)
                .param("reference", reference.value())
                .update();
    }

    /**
     * Records that the pledge was taken back.
     *
     * @throws Refusal when anything is in custody: what was received is not undone by withdrawing a promise; or when it was taken
     *     back in the future or before it was made
     */
    void withdraw(Reference reference, LocalDate on, String reason, String actor) {
        int items = custody.inCustody(reference);
        if (items > 0) {
            throw new Refusal(
                    "%s: the pledge cannot be withdrawn any more, %d items are in custody; the handover goes on"
                            .formatted(reference, items));
        }
        happened("withdrawnOn", on, reference);
        decisions.add(Decision.of(reference, reference.value(), 0, Stage.WITHDRAWAL, "WITHDRAW", reason, actor, on));
    }

    private void happened(String field, LocalDate on, Reference reference) {
        clock.dayOf(field, on, Place.BORDER);
        LocalDate pledged = pledgedOn(reference);
        if (on.isBefore(pledged)) {
            throw new Refusal("%s: %s is before the pledge of %s".formatted(field, on, pledged));
        }
    }

    private <T> Optional<T> find(String column, Reference reference, Class<T> type) {
        return jdbc.sql("select " + column + " from handover where reference = :reference")
                .param("reference", reference.value())
                .query(type)
                .optional();
    }
}
