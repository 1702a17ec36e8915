package org.handover.notice;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.handover.decision.Decision;
import org.handover.decision.Decisions;
import org.handover.decision.Stage;
import org.handover.incident.Incidents;
import org.handover.person.Persons;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The one place where notices are written. Nobody is told of an identification before a medical examiner has approved it (F1), no name is
 * public before the family is told (F2), and none of it is back-dated: approved ≤ notified ≤ named (X8). The database refuses the same on
 * its own. Rows are only added; every attempt is one. Who is
 * due first is the primary next of kin, and after a search that ended without reaching them the next in the order of kin (F4).
 */
@Service
public class Notices {

    /** What a notice about an object says in any case (rule F3, assumed wording). */
    public static final String NOBODY_IDENTIFIED = "No identification has been made.";

    /** What a family hears when a name became public without us (assumed wording). */
    public static final String LEAKED = "A name was made public before its family was told.";

    /** What a family hears when another one had been told that these remains were theirs (assumed wording). */
    public static final String NOT_THE_FIRST = "An earlier identification of these remains was revoked.";

    /** Zone of the dates on which families and the public are told (assumed: the casualty offices are on the east coast). */
    public static final ZoneId ZONE = ZoneId.of("America/New_York");

    private enum Kind {
        IDENTIFICATION("DELIVERED"),
        NAME_RELEASE("RELEASED"),
        MATERIAL_EVIDENCE("DELIVERED"),
        REVOCATION("DELIVERED"),
        LEAK("DELIVERED");

        private final String done;

        Kind(String done) {
            this.done = done;
        }
    }

    private record Told(long id, String outcome, LocalDate on, long approval, int kin, boolean searchEnded) {

        int kinDue() {
            return searchEnded ? kin + 1 : kin;
        }
    }

    private final JdbcClient jdbc;
    private final Decisions decisions;
    private final Persons persons;
    private final Incidents incidents;
    private final RecordClock clock;

    Notices(JdbcClient jdbc, Decisions decisions, Persons persons, Incidents incidents, RecordClock clock) {
        this.jdbc = jdbc;
        this.decisions = decisions;
        this.persons = persons;
        this.incidents = incidents;
        this.clock = clock;
    }

    /**
     * Logs an attempt to tell the family that a person is identified.
     *
     * @return whether the family is told
     * @throws Refusal when no medical examiner has approved it in this cycle (F1), the date lies before the approval or the last
     *     attempt or in the future (X8), or the family is told already
     */
    public boolean notifyFamily(ItemKey individual, int cycle, Attempt attempt, String actor) {
        return log(Kind.IDENTIFICATION, individual, cycle, approval(individual, cycle), attempt, actor);
    }

    /**
     * Logs that the name was made public.
     *
     * @throws Refusal when the family is not told yet (F2), or the date lies before that day or in the future (X8)
     */
    public void releaseName(ItemKey individual, int cycle, LocalDate on, String actor) {
        Decision approval = approval(individual, cycle);
        Told told = last(Kind.IDENTIFICATION, individual, cycle)
                .filter(it -> it.outcome().equals(Kind.IDENTIFICATION.done))
                .orElseThrow(() -> new Refusal(
                        "%s: the family is not told yet; the name stays with us until it is".formatted(individual)));
        checkDate("releasedOn", on, told.on(), "the family was told");
        if (last(Kind.NAME_RELEASE, individual, cycle).isPresent()) {
            throw new Refusal("%s: the name is released already".formatted(individual));
        }
        insert(
                Kind.NAME_RELEASE,
                individual,
                cycle,
                approval,
                told,
                new Attempt(null, on, null, null, false),
                null,
                Kind.NAME_RELEASE.done,
                actor);
    }

    /** The local date on which a name was released in a cycle, if it was. */
    public Optional<LocalDate> nameReleasedOn(ItemKey individual, int cycle) {
        return last(Kind.NAME_RELEASE, individual, cycle).map(Told::on);
    }

    /** Whether a family believes an individual to be theirs: it was told so, and not that this does not stand any more. */
    public boolean isFamilyTold(ItemKey individual) {
        return jdbc.sql(
                        """
                select kind from notice where subject = :subject and outcome = 'DELIVERED' and kind in ('IDENTIFICATION', 'REVOCATION')
                order by id desc fetch first row only""")
                .param("subject", individual.toString())
                .query(String.class)
                .optional()
                .filter(Kind.IDENTIFICATION.name()::equals)
                .isPresent();
    }

    /**
     * Logs an attempt to tell the family that an identification does not stand any more.
     *
     * @return whether the family is told
     * @throws Refusal when nothing was revoked, or for the date as in {@link #notifyFamily}
     */
    public boolean notifyOfRevocation(ItemKey individual, int cycle, Attempt attempt, String actor) {
        Decision revocation = decided(individual, cycle, Stage.REVOCATION, "REVOKE")
                .orElseThrow(() -> new Refusal("%s: no identification was revoked".formatted(individual)));
        return log(Kind.REVOCATION, individual, cycle, revocation, attempt, actor);
    }

    /**
     * Logs an attempt to tell a family of an object. It says that nobody has been identified (F3).
     *
     * @return whether the family is told
     * @throws Refusal when this notice has no approval of its own, or for the date as in {@link #notifyFamily}
     */
    boolean notifyOfObject(ItemKey object, Attempt attempt, String actor) {
        Decision approval = decided(object, 0, Stage.NOTICE_APPROVAL, "APPROVE")
                .orElseThrow(() -> new Refusal("%s: this notice is not approved".formatted(object)));
        return log(Kind.MATERIAL_EVIDENCE, object, 0, approval, attempt, actor);
    }

    /**
     * Notes that a name became public before its family was told, as an incident that only the notice resolves.
     *
     * @param person id of the person who was named
     * @param text what became public, where and since when
     * @param on local date where the casualty office is; null for today
     * @throws Refusal when the name was released by us in this cycle, or a leak is open already
     */
    public void leaked(ItemKey individual, int cycle, String person, String text, LocalDate on, String actor) {
        LocalDate day = clock.dayOf("reportedOn", on, ZONE);
        if (nameReleasedOn(individual, cycle).isPresent()) {
            throw new Refusal(
                    "%s: its name was released after the family was told; that is no leak".formatted(individual));
        }
        if (isLeakOpen(individual)) {
            throw new Refusal("%s: a leak is being answered; its notice comes first".formatted(individual));
        }
        persons.register(person, actor);
        decisions.add(new Decision(
                null,
                individual.reference(),
                individual.toString(),
                cycle,
                Stage.LEAK,
                "REPORTED",
                null,
                person,
                null,
                null,
                text,
                actor,
                day));
        incidents.open(individual, Incidents.Kind.LEAK, LEAKED, actor, day);
    }

    /** Whether a leak waits for its notice. */
    public boolean isLeakOpen(ItemKey individual) {
        return !incidents.open(individual, Incidents.Kind.LEAK).isEmpty();
    }

    /**
     * Logs an attempt to tell the family of a leak. Delivered, it resolves the incident.
     *
     * @return whether the family is told
     * @throws Refusal when no leak was reported, or for the date as in {@link #notifyFamily}
     */
    public boolean notifyOfLeak(ItemKey individual, int cycle, Attempt attempt, String actor) {
        Decision report = decided(individual, cycle, Stage.LEAK, "REPORTED")
                .orElseThrow(() -> new Refusal("%s: no leak was reported".formatted(individual)));
        boolean told = log(Kind.LEAK, individual, cycle, report, attempt, actor);
        if (told) {
            incidents.resolve(individual, Incidents.Kind.LEAK, "The family was told", actor, attempt.on());
        }
        return told;
    }

    private Decision approval(ItemKey individual, int cycle) {
        return decided(individual, cycle, Stage.MEDICAL_EXAMINER, "APPROVE")
                .filter(decision -> "IDENTIFIED".equals(decision.disposition()))
                .orElseThrow(() ->
                        new Refusal("%s: no medical examiner has approved an identification; nobody is told before"
                                .formatted(individual)));
    }

    private Optional<Decision> decided(ItemKey subject, int cycle, Stage stage, String outcome) {
        return decisions.last(subject.toString(), cycle, stage).filter(decision -> decision.outcome()
                .equals(outcome));
    }

    private boolean log(Kind kind, ItemKey subject, int cycle, Decision approval, Attempt attempt, String actor) {
        checkDate("notifiedOn", attempt.on(), approval.on(), "it was decided");
        // Each leak is answered by itself; of every other kind there is one notice in a cycle.
        Optional<Told> last =
                last(kind, subject, cycle).filter(before -> kind != Kind.LEAK || before.approval() == approval.id());
        last.ifPresent(before -> {
            if (before.outcome().equals(kind.done)) {
                throw new Refusal("%s: the family was told on %s".formatted(subject, before.on()));
            }
            checkDate("notifiedOn", attempt.on(), before.on(), "the attempt before it was made");
        });
        int kin = last.map(Told::kinDue).orElse(1);
        insert(
                kind,
                subject,
                cycle,
                approval,
                null,
                attempt,
                kin,
                attempt.outcome().name(),
                actor);
        return attempt.outcome() == Attempt.Outcome.DELIVERED;
    }

    private void checkDate(String field, LocalDate on, LocalDate earliest, String what) {
        if (on.isBefore(earliest)) {
            throw new Refusal("%s: %s is before %s on %s; nothing is back-dated".formatted(field, on, what, earliest));
        }
        clock.dayOf(field, on, ZONE);
    }

    private void insert(
            Kind kind,
            ItemKey subject,
            int cycle,
            Decision approval,
            Told told,
            Attempt attempt,
            Integer kin,
            String outcome,
            String actor) {
        jdbc.sql(
                        """
                insert into notice (reference, subject, cycle, kind, person, outcome, given_on, recipient, remarks, kin_order,
                    search_ended, wording, given_by, approval_id, approval_stage, approval_outcome, approval_disposition, approval_on, told_id,
                    told_kind, told_outcome, told_on)
                values (:reference, :subject, :cycle, :kind, :person, :outcome, :on, :recipient, :remarks, :kin,
                    :searchEnded, :wording, :actor, :approval, :stage, :approved, :disposition, :approvedOn, :told, :toldKind, :toldOutcome, :toldOn)""")
                .param("reference", subject.reference().value())
                .param("subject", subject.toString())
                .param("cycle", cycle)
                .param("kind", kind.name())
                .param("person", approval.person())
                .param("outcome", outcome)
                .param("on", attempt.on())
                .param("recipient", attempt.recipient())
                .param("remarks", attempt.remarks())
                .param("kin", kin)
                .param("searchEnded", attempt.searchEnded())
                .param("wording", wording(kind, subject, cycle))
                .param("actor", actor)
                .param("approval", approval.id())
                .param("stage", approval.stage().name())
                .param("approved", approval.outcome())
                .param("disposition", approval.disposition())
                .param("approvedOn", approval.on())
                .param("told", told == null ? null : told.id())
                .param("toldKind", told == null ? null : Kind.IDENTIFICATION.name())
                .param("toldOutcome", told == null ? null : told.outcome())
                .param("toldOn", told == null ? null : told.on())
                .update();
    }

    private String wording(Kind kind, ItemKey subject, int cycle) {
        return switch (kind) {
            case MATERIAL_EVIDENCE -> NOBODY_IDENTIFIED;
            case IDENTIFICATION -> isAfterRevocation(subject) ? NOT_THE_FIRST : null;
            case LEAK -> isApproved(subject, cycle) ? LEAKED : LEAKED + " " + NOBODY_IDENTIFIED;
            default -> null;
        };
    }

    private boolean isAfterRevocation(ItemKey individual) {
        return decisions.about(individual.toString()).stream()
                .anyMatch(decision -> decision.stage() == Stage.REVOCATION);
    }

    private boolean isApproved(ItemKey individual, int cycle) {
        return decided(individual, cycle, Stage.MEDICAL_EXAMINER, "APPROVE")
                .filter(decision -> "IDENTIFIED".equals(decision.disposition()))
                .isPresent();
    }

    private Optional<Told> last(Kind kind, ItemKey subject, int cycle) {
        return jdbc.sql(
                        """
                select id, outcome, given_on, approval_id, coalesce(kin_order, 1) as kin, search_ended from notice where subject = :subject and cycle = :cycle and kind = :kind
                order by id desc fetch first row only""")
                .param("subject", subject.toString())
                .param("cycle", cycle)
                .param("kind", kind.name())
                .query((row, number) -> new Told(
                        row.getLong("id"),
                        row.getString("outcome"),
                        row.getObject("given_on", LocalDate.class),
                        row.getLong("approval_id"),
                        row.getInt("kin"),
                        row.getBoolean("search_ended")))
                .optional();
    }
}
