package org.handover.identification;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.handover.account.Accounts;
import org.handover.custody.Custody;
import org.handover.custody.Handling;
import org.handover.custody.Holder;
import org.handover.engine.Countersignature;
import org.handover.laboratory.Disposition;
import org.handover.laboratory.Individual;
import org.handover.laboratory.Individuals;
import org.handover.laboratory.Laboratory;
import org.handover.laboratory.Move;
import org.handover.laboratory.Regrouping;
import org.handover.notice.Attempt;
import org.handover.notice.Notices;
import org.handover.process.ProcessTest;
import org.handover.proof.RecordRules;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A random walk over the decisions of the laboratory, through hundreds of cases and thousands of acts: a few people, who are in any group, do what comes next, or what
 * does not, with whatever they like. The services refuse or take it; no rule is ever broken, looked at with plain SQL.
 * A failure prints the seed; {@code -Dwalk.seed=…} repeats it.
 */
@ProcessTest
class RandomWalkProcessTest {

    private static final int HANDOVERS = Integer.getInteger("walk.handovers", 280);
    private static final int INDIVIDUALS = 3;
    private static final int ACTS = 42;
    private static final List<String> PEOPLE = List.of(
            "scientists-1", "scientists-2", "scientists-3", "lab-managers-1", "lab-managers-2", "medical-examiners-1");
    private static final List<String> ELEMENTS = List.of("femur", "tibia", "humerus", "radius", "ulna");
    private static final Set<String> EVERYTHING = Set.of(
            "IDENTIFIED",
            "RETURNED",
            "PARTNER",
            "RETAINED",
            "CONSOLIDATED",
            "NON_HUMAN",
            "REOPENED",
            "REVOKED",
            "REGROUPED",
            "NAMED",
            "SAMPLED");

    /** Where the token of a case would be; the model itself is not run, thousands of its instances would take an hour. */
    private enum Step {
        LINES,
        EVIDENCE,
        PROPOSAL,
        REVIEW,
        MEDICAL_EXAMINER,
        OUTCOME,
        NOTICE,
        NAME,
        RETURN,
        CLOSE,
        CLOSED
    }

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Custody custody;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Individuals individuals;

    @Autowired
    private Regrouping regrouping;

    @Autowired
    private LinesOfEvidence linesOfEvidence;

    @Autowired
    private Samples samples;

    @Autowired
    private Dispositions dispositions;

    @Autowired
    private Outcomes outcomes;

    @Autowired
    private SigningOut signingOut;

    @Autowired
    private IdentificationCases cases;

    @Autowired
    private Notices notices;

    @Autowired
    private RecordClock clock;

    private final Map<ItemKey, Step> steps = new HashMap<>();
    private RecordRules rules;
    private final Map<String, Integer> taken = new TreeMap<>();
    private int refused;
    private Random random;
    private Reference reference;

    @Test
    @DisplayName("I2, I3, I5, I6, F1, F2, C1, C8, N5, N6, X15, X16 no walk over the decisions breaks a rule")
    void walk() {
        long seed = Long.getLong("walk.seed", System.nanoTime());
        random = new Random(seed);
        rules = new RecordRules(jdbc, accounts);
        try {
            // Chance may leave out what is rare: the walk goes on until it has come to everything.
            for (int handover = 1;
                    handover <= HANDOVERS || !taken.keySet().containsAll(EVERYTHING) && handover <= 10 * HANDOVERS;
                    handover++) {
                begin(new Reference("WLK-%d-%04d".formatted(2018, handover)));
                for (int act = 0; act < ACTS; act++) {
                    act();
                }
            }
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("with seed %d in %s: %s".formatted(seed, reference, e.getMessage()), e);
        }
        System.out.printf("Random walk, seed %d: %d refused, taken %s%n", seed, refused, taken);
        assertThat(taken.keySet())
                .as("what the walk with seed %d came to at least once", seed)
                .containsAll(EVERYTHING);
    }

    // acts

    private void act() {
        ItemKey key = reference.item("I-%03d".formatted(1 + random.nextInt(INDIVIDUALS)));
        Step step = random.nextInt(8) == 0 ? any(Step.values()) : steps.get(key);
        String actor = random.nextInt(4) == 0 ? any(PEOPLE) : any(usual(step));
        attempt(() -> {
            switch (random.nextInt(25)) {
                case 0 -> regroup(key);
                case 1 -> revoke(key, actor);
                default -> next(key, step, actor);
            }
        });
    }

    /** Who does this where everybody knows their place. */
    private static List<String> usual(Step step) {
        return switch (step) {
            case EVIDENCE -> PEOPLE.subList(0, 3);
            case MEDICAL_EXAMINER -> PEOPLE.subList(5, 6);
            default -> PEOPLE.subList(3, 5);
        };
    }

    private void next(ItemKey key, Step step, String actor) {
        // What only the model orders is done where the model is; everything that names, tells, gives away or closes is
        // tried anywhere.
        boolean inPlace = step == steps.get(key);
        switch (step) {
            case LINES -> {
                List<Line> lines = random.nextInt(3) == 0
                        ? List.of()
                        : List.of(any(Line.values()), Line.HISTORY).stream()
                                .distinct()
                                .toList();
                linesOfEvidence.select(key, lines, random.nextBoolean() ? "Once more" : null, actor);
                steps.put(key, Step.EVIDENCE);
            }
            case EVIDENCE -> {
                for (int reports = random.nextInt(4); reports >= 0; reports--) {
                    evidence(key, any(usual(Step.EVIDENCE)));
                }
                if (random.nextBoolean() && samples.of(key).stream().allMatch(it -> it.receivedOn() != null)) {
                    steps.put(key, Step.PROPOSAL);
                }
            }
            case PROPOSAL -> {
                Disposition disposition = random.nextBoolean() ? Disposition.IDENTIFIED : any(Disposition.values());
                dispositions.propose(
                        key,
                        new Proposal(
                                disposition,
                                disposition.names() ? person(key) : null,
                                disposition.goesToPartner() ? "ROK" : null,
                                disposition == Disposition.CONSOLIDATE ? individual() : null,
                                disposition == Disposition.GROUP_ACCOUNTED ? "G-01" : null,
                                disposition == Disposition.GROUP_ACCOUNTED
                                        ? Set.of(reference + "-P-I-001", reference + "-P-I-002")
                                        : Set.of(),
                                "Because",
                                random.nextBoolean() ? "Measured again" : null),
                        actor);
                steps.put(key, Step.REVIEW);
            }
            case REVIEW -> {
                boolean concurs = random.nextInt(4) > 0;
                dispositions.review(key, concurs, "Seen", actor);
                if (inPlace) {
                    steps.put(key, concurs ? afterReview(key) : Step.LINES);
                }
            }
            case MEDICAL_EXAMINER -> {
                boolean approves = random.nextInt(4) > 0;
                if (inPlace) {
                    dispositions.approve(key, approves, "Seen", actor);
                    steps.put(key, approves ? Step.OUTCOME : Step.LINES);
                }
            }
            case OUTCOME -> {
                if (inPlace) {
                    outcome(key, actor);
                }
            }
            case NOTICE -> {
                boolean told = notices.notifyFamily(
                        key,
                        individuals.get(key).cycle(),
                        new Attempt(any(Attempt.Outcome.values()), today(), null, "Asked around", false),
                        actor);
                if (told) {
                    steps.put(key, Step.NAME);
                }
            }
            case NAME -> {
                notices.releaseName(key, individuals.get(key).cycle(), today(), actor);
                count("NAMED");
                steps.put(key, Step.RETURN);
            }
            case RETURN -> {
                if (inPlace) {
                    signOut(key);
                    boolean taken = outcomes.returnToFamily(
                            key,
                            takenOver(),
                            new Outcomes.HomeComing(
                                    "Kin",
                                    "R-1",
                                    null,
                                    random.nextBoolean()
                                            ? null
                                            : new Election(
                                                    any(Election.Choice.values()),
                                                    any(Election.LaterRemains.values()),
                                                    "Kin",
                                                    today())),
                            actor);
                    if (taken) {
                        count("RETURNED");
                        steps.put(key, Step.CLOSE);
                    }
                }
            }
            case CLOSE -> {
                if (inPlace) {
                    cases.close(key);
                    steps.put(key, Step.CLOSED);
                }
            }
            case CLOSED -> {
                cases.reopen(key, "A letter", null, actor);
                count("REOPENED");
                steps.put(key, Step.LINES);
            }
            default -> throw new IllegalStateException(step.name());
        }
    }

    private void evidence(ItemKey key, String actor) {
        Sample toCut = samples.of(key).stream()
                .filter(it -> it.cutBy() == null)
                .findFirst()
                .orElse(null);
        Sample out = samples.of(key).stream().filter(Sample::isOut).findFirst().orElse(null);
        Finding finding = random.nextInt(3) > 0 ? Finding.SUPPORTS : any(Finding.values());
        if (out != null && random.nextBoolean()) {
            linesOfEvidence.report(
                    key,
                    out.key().number(),
                    new DnaResult(
                            new Report(finding, candidate(key), "Profile"),
                            finding == Finding.NOT_POSSIBLE ? null : "SEQ-" + random.nextInt(2),
                            null,
                            random.nextInt(4) == 0 ? "Used up" : null),
                    actor);
            return;
        }
        if (toCut != null && random.nextBoolean()) {
            BigDecimal before = BigDecimal.valueOf(1 + random.nextInt(120));
            samples.cut(
                    key,
                    toCut.key().number(),
                    null,
                    before,
                    random.nextInt(6) == 0 ? BigDecimal.ZERO : before.subtract(BigDecimal.ONE),
                    null,
                    actor);
            count("SAMPLED");
            return;
        }
        Line line = any(Line.values());
        if (!line.isDna()) {
            linesOfEvidence.examine(
                    key, line, new Report(finding, line.isBlind() ? null : candidate(key), "Looked at"), actor);
        }
    }

    private Step afterReview(ItemKey key) {
        Disposition disposition =
                Disposition.valueOf(dispositions.proposal(individuals.get(key)).disposition());
        return disposition.needsMedicalExaminer() ? Step.MEDICAL_EXAMINER : Step.OUTCOME;
    }

    private void outcome(ItemKey key, String actor) {
        Individual individual = individuals.get(key);
        Disposition disposition =
                Disposition.valueOf(dispositions.proposal(individual).disposition());
        Step next = Step.CLOSE;
        switch (disposition) {
            case IDENTIFIED -> {
                dispositions.identify(key);
                assertBorneOut(key);
                next = Step.NOTICE;
            }
            case PARTNER_NAMED, PARTNER_UNNAMED -> {
                boolean signs = random.nextInt(4) > 0;
                outcomes.reviewJointly(key, signs ? "Their director" : null, "Seen together", null, any(PEOPLE));
                if (!signs) {
                    steps.put(key, Step.LINES);
                    return;
                }
                signOut(key);
                outcomes.transferToPartner(
                        key,
                        new Countersignature(true, null, List.of()),
                        new Outcomes.Receipt("A colonel", "U-1"),
                        new Outcomes.Receipt("Their director", "P-1"),
                        null,
                        actor);
                count("PARTNER");
            }
            case GROUP_ACCOUNTED, RETAINED -> outcomes.retain(key, "Shelf 1", null, null, actor);
            case CONSOLIDATE -> {
                outcomes.consolidate(key);
                count("CONSOLIDATED");
            }
            case NON_HUMAN -> outcomes.resolveNonHuman(key, "Kept apart", null, actor);
            default -> throw new IllegalStateException(disposition.name());
        }
        count(disposition.name());
        steps.put(key, next);
    }

    private void revoke(ItemKey key, String actor) {
        cases.revoke(key, "Files mixed up", null, actor);
        count("REVOKED");
        steps.put(key, Step.LINES);
    }

    private void regroup(ItemKey key) {
        String author = any(PEOPLE);
        List<String> own = jdbc.sql(
                        """
                select container || '/' || designator from individual_specimen
                where reference = :reference and individual = :individual and active = 1 order by id""")
                .param("reference", reference.value())
                .param("individual", key.number())
                .query(String.class)
                .list();
        if (own.isEmpty()) {
            return;
        }
        String[] specimen = any(own).split("/");
        String number = regrouping.call(reference, "Seen again", null, author);
        samples.refuseOut(reference, List.of(specimen[0] + "/" + specimen[1]));
        regrouping.propose(
                reference,
                number,
                new Regrouping.Moves(
                        List.of(new Move(specimen[0], specimen[1], individual(), "ARTICULATION", "WEAK")),
                        "Size",
                        null),
                author);
        regrouping.review(reference, number, true, null, any(PEOPLE));
        count("REGROUPED");
    }

    /** An act as one transaction. What is refused leaves nothing; anything else than a refusal is a fault of the services. */
    private void attempt(Runnable act) {
        var before = new HashMap<>(steps);
        var counted = new TreeMap<>(taken);
        try {
            transaction.executeWithoutResult(status -> act.run());
        } catch (Refusal refusal) {
            refused++;
            steps.clear();
            steps.putAll(before);
            taken.clear();
            taken.putAll(counted);
            return;
        }
        look();
    }

    /** Now and then a specimen is not in its place. */
    private void signOut(ItemKey key) {
        List<SignOut.Line> lines = new ArrayList<>();
        List<SigningOut.Leaving> leaving = signingOut.leaving(key);
        if (leaving.size() > 1 && random.nextInt(4) == 0) {
            lines.add(new SignOut.Line("", leaving.get(0).specimen(), true, "Not on its shelf"));
            count("MISSING");
        }
        signingOut.signOut(key, new SignOut(lines.isEmpty(), lines, null), any(PEOPLE));
    }

    private Countersignature takenOver() {
        return random.nextInt(4) == 0
                ? new Countersignature(false, "A label is wrong", List.of())
                : new Countersignature(true, null, List.of());
    }

    /** What is true at every moment: after every act. */
    private void look() {
        assertThat(rules.broken(reference)).isEmpty();
    }

    /** Rule I3, counted once more from the reports themselves. */
    private void assertBorneOut(ItemKey key) {
        Individual individual = individuals.get(key);
        List<String> lines = jdbc.sql(
                        """
                select distinct line from evidence where reference = :reference and individual = :number
                and finding = 'SUPPORTS' and composition = :composition
                and (candidate = :person or line in ('ANTHROPOLOGY', 'ODONTOLOGY'))""")
                .param("reference", reference.value())
                .param("number", key.number())
                .param("composition", individual.composition())
                .param("person", individual.person())
                .query(String.class)
                .list();
        assertThat(lines).as("I3 concordant lines of %s", key).hasSizeGreaterThanOrEqualTo(2);
        assertThat(lines.stream().allMatch(Set.of("MTDNA", "MATERIAL_EVIDENCE", "ISOTOPES")::contains))
                .as("I3 only lines that never suffice")
                .isFalse();
    }

    // where a walk begins

    /** Each individual has a few bones of 100 g, one of each name at most. */
    private void begin(Reference fresh) {
        reference = fresh;
        steps.clear();
        transaction.executeWithoutResult(status -> {
            insert(
                    """
                    insert into handover (reference, phase, counterparty, pledged_on, pledged_by, opened_by)
                    values (:reference, 'IDENTIFICATION', 'DPRK', date '2018-06-12', 'The leader', 'negotiators-1')""");
            insert(
                    """
                    insert into container (reference, number, seal, received_on, received_at_place, handed_over_by, received_by,
                        inventory_verified_on, inventory_verified_by)
                    values (:reference, 'C-01', 'S', date '2018-07-27', 'WONSAN', 'KPA', 'transfer-team-1',
                        date '2018-08-10', 'scientists-2')""");
            var how = Handling.on(LocalDate.parse("2018-08-02"), Laboratory.ZONE, "HICKAM", "a", "b", "Walk");
            ItemKey container = reference.item("C-01");
            custody.take(List.of(container), Holder.counterparty("DPRK"), Holder.LABORATORY, how);
            int designator = 0;
            for (int number = 1; number <= INDIVIDUALS; number++) {
                ItemKey individual = reference.item("I-%03d".formatted(number));
                steps.put(individual, Step.LINES);
                jdbc.sql(
                                """
                        insert into individual (reference, number, cycle, case_state) values (?, ?, 1, 'OPEN')""")
                        .params(reference.value(), individual.number())
                        .update();
                for (String element : some(ELEMENTS)) {
                    String next = String.valueOf(++designator);
                    jdbc.sql(
                                    """
                            insert into specimen (reference, container, designator, kind, element, side, mass, human)
                            values (?, 'C-01', ?, 'BONE', ?, 'LEFT', 100, 'YES')""")
                            .params(reference.value(), next, element)
                            .update();
                    jdbc.sql(
                                    """
                            insert into individual_specimen (reference, individual, container, designator, method, strength,
                                grouped_by, reviewed_by, since, active)
                            values (?, ?, 'C-01', ?, 'ARTICULATION', 'STRONG', 'scientists-1', 'scientists-2',
                                date '2018-09-10', 1)""")
                            .params(reference.value(), individual.number(), next)
                            .update();
                    custody.inherit(Map.of(container.part(next), container), how);
                }
            }
        });
    }

    private void insert(String sql) {
        jdbc.sql(sql).param("reference", reference.value()).update();
    }

    private List<String> some(List<String> all) {
        var some = new ArrayList<>(all);
        Collections.shuffle(some, random);
        return some.subList(0, 1 + random.nextInt(2));
    }

    /** Mostly the one whose remains these are, or no two findings would ever agree. */
    private String person(ItemKey key) {
        return reference + "-P-" + (random.nextInt(4) > 0 ? key.number() : individual());
    }

    private String candidate(ItemKey key) {
        return random.nextInt(6) == 0 ? null : person(key);
    }

    private String individual() {
        return "I-%03d".formatted(1 + random.nextInt(INDIVIDUALS + 1));
    }

    private LocalDate today() {
        return clock.today(Notices.ZONE);
    }

    private void count(String what) {
        taken.merge(what, 1, Integer::sum);
    }

    private <T> T any(T[] all) {
        return all[random.nextInt(all.length)];
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
