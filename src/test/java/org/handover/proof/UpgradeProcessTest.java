package org.handover.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.handover.process.LaboratoryStory.row;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.handover.account.Accounts;
import org.handover.engine.Unguarded;
import org.handover.engine.Upgrade;
import org.handover.engine.Workbench;
import org.handover.model.Models;
import org.handover.model.ReleasedModels;
import org.handover.process.LaboratoryStory;
import org.handover.process.ProcessTest;
import org.handover.process.Story;
import org.handover.transfer.FormerRecasing;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whoever follows a released model is taken to the present one wherever it waits, and gets to its end: at every task, timer, message, call activity
 * and step in the background of each released model, one instance or more waits when the release is replaced.
 */
@ProcessTest
class UpgradeProcessTest {

    private static final Instant TODAY = Instant.parse("2018-10-01T22:00:00Z");
    private static final String DAY = "2018-10-01";

    /** No way through a model is longer. */
    private static final int LONGEST = 200;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private Workbench workbench;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private RecordClock clock;

    @Autowired
    private Upgrade upgrade;

    private final List<String> deployed = new ArrayList<>();

    /** The elements of the models that are followed now. */
    private Set<String> known = Set.of();

    static Stream<String> releases() throws IOException {
        return ReleasedModels.versions().stream();
    }

    /** As if it had never been there: the tests that follow know one version of each model. */
    @AfterEach
    void remove() {
        deployed.forEach(id -> Unguarded.run(engine, () -> repository.deleteDeployment(id, true, true, true)));
    }

    @ParameterizedTest
    @MethodSource("releases")
    void instancesOfARelease_goOnWithThePresentModels_whereverTheyWait(String release) throws IOException {
        List<Path> models = ReleasedModels.of(release);
        deploy(models);
        known = elements(models);
        var journeys = new LinkedHashMap<String, String>();
        var waited = new TreeSet<String>();
        for (Way way : ways()) {
            if (way.by() == null || known.contains(way.by())) {
                journeys.put(way.name(), way.begin().get());
            }
        }
        journeys.values().forEach(reference -> waited.addAll(waits(reference)));
        assertThat(waitStates(models))
                .as("where nobody waits of release " + release)
                .isSubsetOf(waited);

        deploy(Models.bpmn());
        Map<String, String> takenOver = takenOver(known);
        known = elements(Models.bpmn());

        journeys.forEach((name, reference) -> {
            Map<String, String> before = state(reference, takenOver);
            assertThat(upgrade.next(true, reference, null, 500))
                    .as("dry run: " + name)
                    .isNotEmpty()
                    .allSatisfy(each -> assertThat(each.problems()).isEmpty());
            List<Upgrade.Moved> moved = upgrade.next(false, reference, null, 500);
            assertThat(moved).as(name).isNotEmpty().allSatisfy(each -> {
                assertThat(each.problems()).isEmpty();
                assertThat(each.to()).isGreaterThan(each.from());
            });
            assertThat(upgrade.next(false, reference, null, 500)).as(name).isEmpty();
            assertThat(state(reference, takenOver))
                    .as("nothing but the version: " + name)
                    .isEqualTo(before);
        });
        var rules = new RecordRules(jdbc, context.getBean(Accounts.class));
        if (same(models, Models.bpmn())) {
            // To the end they get in every other test.
            return;
        }
        journeys.forEach((name, reference) -> {
            try {
                goOn(reference, null);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("after the upgrade: " + name, e);
            }
            assertThat(rules.broken(new Reference(reference))).as(name).isEmpty();
        });
    }

    @Test
    void elementOfAnotherName_isFollowedAsTheNewModelSays_andWithoutThatTheInstanceStays() throws IOException {
        String model = Files.readString(Models.FOLDER.resolve("material-evidence-notice.bpmn"));
        var story = new LaboratoryStory(context).arrived("C-01");
        story.traced(
                "C-01/E-01", "historians-1", "object", "A ring", "person", story.reference() + "-P1", "notes", "-");
        assertThat(story.open("C-01/E-01")).containsExactly("ApproveNotice");
        String renamed =
                model.replace("\"ApproveNotice\"", "\"PermitNotice\"").replace("ApproveNotice<", "PermitNotice<");

        deploy("material-evidence-notice.bpmn", renamed);
        Upgrade.Moved stays = upgrade.next(false, story.reference(), null, 10).stream()
                .filter(each -> each.model().equals("material-evidence-notice"))
                .findFirst()
                .orElseThrow();
        assertThat(stays.at()).containsExactly("ApproveNotice");
        assertThat(stays.problems()).singleElement().asString().contains("ApproveNotice");
        assertThat(story.open("C-01/E-01")).containsExactly("ApproveNotice");

        deploy(
                "material-evidence-notice.bpmn",
                renamed.replaceFirst(
                        "(?s)(id=\"PermitNotice\".*?<bpmn:extensionElements>)",
                        "$1<camunda:properties><camunda:property name=\"formerly\" value=\"AskForNotice, ApproveNotice\" />"
                                + "</camunda:properties>"));
        assertThat(upgrade.next(true, story.reference(), null, 10))
                .allSatisfy(each -> assertThat(each.problems()).isEmpty());
        assertThat(story.open("C-01/E-01")).containsExactly("ApproveNotice");
        engine.getIdentityService().setAuthentication("operators-1", List.of("operators"));
        upgrade.next(false, story.reference(), null, 10);
        engine.getIdentityService().clearAuthentication();
        assertThat(story.open("C-01/E-01")).containsExactly("PermitNotice");
        assertThat(engine.getHistoryService()
                        .createUserOperationLogQuery()
                        .operationType("Migrate")
                        .list())
                .extracting(entry -> entry.getUserId())
                .contains("operators-1");
        assertThat(upgrade.next(false, story.reference(), null, 10)).isEmpty();
    }

    // ways to wait

    private interface Begin {
        /** Begins and goes to where it shall wait; returns the handover. */
        String get();
    }

    /** @param by an element that not every release has; null when all have it */
    private record Way(String name, String by, Begin begin) {}

    private List<Way> ways() {
        var ways = new ArrayList<Way>();
        // From the pledge to the laboratory, step by step.
        for (String element : List.of(
                "ScheduleTalks",
                "RecordTalks",
                "ReceiveRemains",
                "WitnessCustody",
                "ReviewRemains",
                "RecaseRemains",
                "WitnessRecasing",
                "PlanLeg",
                "HoldHonorCeremony",
                "ConfirmDeparture",
                "ConfirmArrival")) {
            ways.add(handover(
                    "until " + element, element, story -> goOn(story.pledged().reference(), element)));
        }
        ways.add(handover("talks are late", story -> {
            story.pledged().scheduled("2018-07-16");
            fire(story, "OutcomeOverdue");
        }));
        ways.add(handover("talks escalated", this::escalated));
        ways.add(handover("talks suspended", story -> {
            escalated(story);
            story.staged().complete("policy-1", "DecideOnTalks", "decision", "SUSPEND", "reason", "As instructed");
        }));
        ways.add(handover("talks broken off", story -> {
            escalated(story);
            story.staged().complete("policy-1", "DecideOnTalks", "decision", "BREAK_OFF", "reason", "As instructed");
        }));
        ways.add(handover("withdrawn", story -> story.pledged()
                .staged()
                .send("policy-1", "PledgeWithdrawn", "withdrawnOn", "2018-07-20", "reason", "Relations worsened")));
        ways.add(handover(
                "fewer than agreed",
                story -> story.transferDue("agreedSets", 2).received(1).witnessed()));
        ways.add(handover("aircraft is late", story -> {
            goOn(story.pledged().reference(), "ConfirmArrival");
            fire(story, "ArrivalOverdue");
        }));
        ways.add(handover("in the laboratory", story -> {
            goOn(story.pledged().reference(), "ConfirmArrival");
            story.arrived("HICKAM", "2018-08-01T14:30:00-10:00", 1).honored();
        }));
        for (String element : List.of("PlanOperation", "SurveySite", "RecoverRemains")) {
            ways.add(handover("joint recovery until " + element, story -> {
                story.pledged().scheduled("2018-07-16").agreed("fieldOperations", "yes");
                story.send("policy-1", "PledgeWithdrawn", "withdrawnOn", "2018-07-20", "reason", "Relations worsened");
                goOn(story.reference(), element);
            }));
        }

        // Containers, each somewhere else.
        ways.add(laboratory("containers", null, story -> {
            story.arrived("C-01", "C-02", "C-03", "C-04", "C-05");
            story.completeAt("C-02", "evidence-coordinators-1", "AccessionContainer", "sealIntact", "yes")
                    .completeAt("C-03", "evidence-coordinators-1", "AccessionContainer", "sealIntact", "no")
                    .completeAt("C-03", "evidence-coordinators-2", "WitnessAccession", "witnessed", "yes")
                    .accessioned("C-04")
                    .accessioned("C-05")
                    .completeAt("C-05", "scientists-1", "InventoryContainer", "inventory", List.of());
        }));
        for (String element : List.of("ResegregateRemains", "ReviewGrouping")) {
            ways.add(laboratory("until " + element, null, story -> {
                story.arrived("C-01");
                goOn(story.reference(), element);
            }));
        }
        ways.add(laboratory("cases to open", null, story -> {
            story.arrived("C-01");
            goOn(story.reference(), "ReviewGrouping");
            story.accepted();
        }));
        for (String element : List.of("GroupFurtherRemains", "ReviewFurtherGrouping")) {
            ways.add(laboratory("until " + element, element, story -> further(story, element)));
        }
        ways.add(laboratory("further cases to open", null, story -> {
            further(story, "ReviewFurtherGrouping");
            story.complete("scientists-2", "ReviewFurtherGrouping", "accepted", "yes");
        }));
        for (String element : List.of("RegroupSpecimens", "ReviewRegrouping")) {
            ways.add(laboratory("until " + element, element, story -> regrouping(story, element)));
        }
        ways.add(laboratory("regrouped cases to open", "OpenRegroupedCases", story -> {
            regrouping(story, "ReviewRegrouping");
            story.complete("scientists-2", "ReviewRegrouping", "accepted", "yes");
        }));
        ways.add(laboratory("what is not human", "SettleNonHuman", story -> {
            story.arrived("C-01")
                    .examined(
                            "C-01",
                            List.of(
                                    LaboratoryStory.bone("1", "cranium", "MIDLINE", 100),
                                    row("designator", "2", "kind", "FRAGMENT", "human", "no")));
            goOn(story.reference(), "SettleNonHuman");
        }));
        ways.add(laboratory("account to close", null, story -> story.cases(1).retained("I-001")));

        // Cases.
        ways.add(oneCase("begun", null, story -> {}));
        ways.add(oneCase(
                "every line",
                null,
                story -> story.selected(
                        "I-001", "ANTHROPOLOGY,ODONTOLOGY,CHEST_RADIOGRAPH,MTDNA,ISOTOPES,MATERIAL_EVIDENCE,HISTORY")));
        ways.add(oneCase("at the DNA laboratory", null, this::atDnaLaboratory));
        ways.add(oneCase("DNA is late", null, story -> {
            atDnaLaboratory(story);
            story.fireTimer("DnaResultOverdue");
        }));
        ways.add(oneCase("reported", null, story -> story.selected("I-001", "ANTHROPOLOGY")
                .examinedLine("I-001", "ExamineAnthropology", "INCONCLUSIVE")));
        ways.add(oneCase("to propose", null, story -> story.borneOut("I-001", person(story))));
        ways.add(oneCase("to review", null, story -> story.borneOut("I-001", person(story))
                .proposed("I-001", "IDENTIFIED", "person", person(story))));
        ways.add(oneCase("to approve", null, story -> story.borneOut("I-001", person(story))
                .proposed("I-001", "IDENTIFIED", "person", person(story))
                .reviewed("I-001")));
        ways.add(oneCase("to tell", null, story -> story.identified("I-001", person(story))));
        ways.add(oneCase("to name", null, story -> story.identified("I-001", person(story))
                .told("I-001")));
        ways.add(oneCase("to return", null, story -> story.identified("I-001", person(story))
                .told("I-001")
                .named("I-001")));
        ways.add(oneCase("to close", null, story -> story.identified("I-001", person(story))
                .told("I-001")
                .named("I-001")
                .returned("I-001")));
        for (String element : List.of("ReviewJointly", "TransferToPartner")) {
            ways.add(oneCase("partner until " + element, element, story -> {
                story.borneOut("I-001", person(story)).proposed("I-001", "PARTNER_UNNAMED", "partner", "ROK");
                goOn(story.reference(), element);
            }));
        }
        ways.add(oneCase("to retain", null, story -> proposed(story, "RETAINED")));
        ways.add(oneCase("not human", null, story -> proposed(story, "NON_HUMAN")));
        ways.add(oneCase("opened again", null, story -> story.retained("I-001")
                .sendTo("I-001", "historians-1", "EvidenceReceived", null, "evidence", "A letter")));
        ways.add(oneCase("revoked", null, story -> story.goneHome("I-001", person(story))
                .sendTo(
                        "I-001",
                        "medical-examiners-1",
                        "IdentificationRevoked",
                        null,
                        "reason",
                        "Files were mixed up")));
        ways.add(oneCase(
                "leaked",
                "NotifyFamilyAtOnce",
                story -> story.sendTo(
                        "I-001",
                        "public-affairs-1",
                        "LeakReported",
                        null,
                        "person",
                        person(story),
                        "text",
                        "In a newspaper")));

        // Objects.
        for (String element : List.of("ApproveNotice", "NotifyOfObject")) {
            ways.add(laboratory("object until " + element, null, story -> {
                story.cases(1)
                        .traced("C-01/E-01", "historians-1", "object", "A ring", "person", person(story), "notes", "-");
                goOn(story.reference(), element);
            }));
        }
        return ways;
    }

    private Way handover(String name, Consumer<Story> begin) {
        return handover(name, null, begin);
    }

    private Way handover(String name, String by, Consumer<Story> begin) {
        return new Way(name, by, () -> {
            var story = new Story(engine, workbench, jdbc);
            begin.accept(story);
            return story.reference();
        });
    }

    private Way laboratory(String name, String by, Consumer<LaboratoryStory> begin) {
        return new Way(name, by, () -> {
            var story = new LaboratoryStory(context);
            begin.accept(story);
            return story.reference();
        });
    }

    /** Beside a second case, which rests. */
    private Way oneCase(String name, String by, Consumer<LaboratoryStory> begin) {
        return laboratory(
                "case " + name, by, story -> begin.accept(story.cases(2).on(DAY)));
    }

    private static String person(LaboratoryStory story) {
        return story.reference() + "-P1";
    }

    private void escalated(Story story) {
        story.pledged();
        for (String day : List.of("2018-07-10", "2018-07-11", "2018-07-12")) {
            story.scheduled(day)
                    .complete("negotiators-1", "RecordTalks", "talksOutcome", "NO_SHOW", "absentParty", "DPRK");
        }
    }

    private void fire(Story story, String timer) {
        story.runJobAt(timer);
    }

    private void atDnaLaboratory(LaboratoryStory story) {
        story.selected("I-001", "MTDNA").cut("I-001");
    }

    private void proposed(LaboratoryStory story, String disposition) {
        story.selected("I-001", "ANTHROPOLOGY")
                .examinedLine("I-001", "ExamineAnthropology", "NOT_POSSIBLE")
                .joined("I-001")
                .proposed("I-001", disposition)
                .reviewed("I-001");
    }

    private void further(LaboratoryStory story, String until) {
        story.cases(1);
        jdbc.sql(
                        """
                insert into specimen (reference, container, designator, kind, element, side, human)
                values (?, 'C-01', '9', 'BONE', 'femur', 'LEFT', 'YES')""")
                .param(story.reference())
                .update();
        story.inLaboratory("C-01/9", "C-01").on(DAY).send("scientists-1", "FurtherRemainsFound", "text", "A femur");
        if (until.equals("ReviewFurtherGrouping")) {
            story.complete(
                    "scientists-1",
                    "GroupFurtherRemains",
                    "grouping",
                    List.of(LaboratoryStory.link("I-009", "C-01", "9")),
                    "method",
                    "DNA");
        }
    }

    private void regrouping(LaboratoryStory story, String until) {
        story.cases(2).on(DAY).send("scientists-3", "RegroupingCalledFor", "text", "It looks like another person's");
        if (until.equals("ReviewRegrouping")) {
            story.complete("scientists-1", "RegroupSpecimens", "regrouping", List.of(), "reason", "Another build");
        }
    }

    // going on

    /**
     * Does whatever is open, as people would who choose the shortest way.
     *
     * @param until the element at whose task to stop; null to go on until nothing runs any more
     */
    private void goOn(String reference, String until) {
        Acts acts = acts(reference);
        for (int step = 0; step < LONGEST; step++) {
            at(() -> workbench.settle(reference));
            List<Open> open = open(reference);
            if (open.stream().anyMatch(task -> task.element().equals(until))) {
                return;
            }
            if (open.isEmpty() && running(reference) == 0) {
                assertThat(until).as("ended before it waits there").isNull();
                return;
            }
            var refusals = new ArrayList<String>();
            boolean done = open.stream()
                    .anyMatch(task -> acts.at(task.element()).stream().anyMatch(act -> isDone(task, act, refusals)));
            if (!done) {
                assertThat(waits(reference)).as("nothing is taken: " + refusals).contains("handover TalksResumed");
                at(() -> workbench.send("policy-1", "TalksResumed", reference, Map.of()));
            }
        }
        throw new AssertionError("no end: " + open(reference));
    }

    private boolean isDone(Open task, Acts.Act act, List<String> refusals) {
        try {
            at(() -> workbench.complete(act.user(), task.instance(), task.element(), act.submitted()));
            if (task.element().equals("RecaseRemains") && !known.contains("WitnessRecasing")) {
                FormerRecasing.isSigned(context, task.instance());
            }
            return true;
        } catch (Refusal | FormFieldValidationException | BadUserRequestException | AuthorizationException refused) {
            refusals.add(task + ": " + refused.getMessage());
            return false;
        }
    }

    private void at(Runnable act) {
        clock.at(TODAY, () -> {
            act.run();
            return null;
        });
    }

    private Acts acts(String reference) {
        return new HandoverActs(jdbc)
                .of(reference)
                .tasks("ExamineOdontology", "ExamineChestRadiograph", "ExamineIsotopes", "ExamineMaterialEvidence")
                .tasks("ExamineHistory", "CutSample", "RecordDnaResult", "ChaseDnaResult", "ApproveIdentification")
                .tasks("NotifyFamily", "NotifyFamilyAtOnce", "NotifyOfRevocation", "ReleaseName", "ResolveNonHuman")
                .tasks("SignOutForReturn", "ReturnToFamily")
                .task("ReturnToFamily", "casualty-office-1", "takenOver", "no", "remarks", "Not signed out")
                .tasks("ReviewJointly", "SignOutForTransfer", "TransferToPartner")
                .task("TransferToPartner", "lab-managers-1", "takenOver", "no", "remarks", "Not signed out")
                .tasks("GroupFurtherRemains", "ReviewFurtherGrouping", "RegroupSpecimens", "ReviewRegrouping")
                .tasks("PlanOperation", "SurveySite")
                .change("RecoverRemains", "remainsRecovered", "no", "remarks", "Empty pits")
                .tasks("ApproveNotice", "NotifyOfObject");
    }

    // what is there

    private static final String INSTANCES =
            """
            (select p.id_, p.business_key_ as business_key, d.key_ as model from act_ru_execution p
             join act_re_procdef d on d.id_ = p.proc_def_id_ where p.parent_id_ is null
             and (p.business_key_ = :reference or p.business_key_ like :reference || '/%')) i
            """;

    private record Open(String instance, String element) {}

    private List<Open> open(String reference) {
        return jdbc.sql(
                        """
                select i.business_key as instance, t.task_def_key_ as element from act_ru_task t join %s on i.id_ = t.proc_inst_id_
                order by t.create_time_, t.id_"""
                                .formatted(INSTANCES))
                .param("reference", reference)
                .query(Open.class)
                .list();
    }

    private int running(String reference) {
        return jdbc.sql("select count(*) from " + INSTANCES)
                .param("reference", reference)
                .query(Integer.class)
                .single();
    }

    private List<String> rows(String sql, String reference) {
        return jdbc.sql(sql.formatted(INSTANCES))
                .param("reference", reference)
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** Where tokens are, what runs in the background, and what is waited for, by model and element. */
    private Set<String> waits(String reference) {
        var waits = new TreeSet<String>();
        waits.addAll(rows(
                "select i.model || ' ' || e.act_id_ from act_ru_execution e join %s on i.id_ = e.proc_inst_id_"
                        + " where e.act_id_ is not null",
                reference));
        waits.addAll(rows(
                "select i.model || ' ' || d.act_id_ from act_ru_job j join %s on i.id_ = j.process_instance_id_"
                        + " join act_ru_jobdef d on d.id_ = j.job_def_id_",
                reference));
        waits.addAll(rows(
                "select i.model || ' ' || s.activity_id_ from act_ru_event_subscr s join %s on i.id_ = s.proc_inst_id_",
                reference));
        return waits;
    }

    /** The record and the engine's state but for versions: rows of every table that has a reference, tasks, timers, variables, incidents. */
    private Map<String, String> state(String reference, Map<String, String> takenOver) {
        var state = new TreeMap<String, String>();
        for (String table : jdbc.sql(
                        """
                select lower(table_name) from information_schema.columns
                where lower(column_name) = 'reference' and lower(table_name) <> 'model_used'""")
                .query(String.class)
                .list()) {
            state.put(
                    table,
                    jdbc.sql("select * from " + table + " where reference = ?")
                            .param(reference)
                            .query()
                            .listOfRows()
                            .toString());
        }
        state.put(
                "tokens",
                String.join(
                        "\n",
                        waits(reference).stream()
                                .filter(wait -> !isNewlyAwaited(wait))
                                .toList()));
        state.put(
                "tasks",
                String.join(
                        "\n",
                        rows(
                                """
                select t.id_ || ' ' || t.task_def_key_ || ' ' || coalesce(cast(t.due_date_ as varchar(30)), '-') || ' '
                    || coalesce(t.assignee_, '-') || ' ' || l.group_id_
                from act_ru_task t join %s on i.id_ = t.proc_inst_id_ join act_ru_identitylink l on l.task_id_ = t.id_ order by 1""",
                                reference)));
        state.put(
                "jobs",
                String.join(
                        "\n",
                        rows(
                                """
                select j.id_ || ' ' || j.type_ || ' ' || d.act_id_ || ' ' || j.retries_ || ' ' || coalesce(cast(j.duedate_ as varchar(30)), '-')
                from act_ru_job j join %s on i.id_ = j.process_instance_id_ join act_ru_jobdef d on d.id_ = j.job_def_id_ order by 1""",
                                reference)));
        state.put(
                "variables",
                String.join(
                        "\n",
                        rows(
                                """
                select v.id_ || ' ' || v.name_ || '=' || coalesce(cast(v.long_ as varchar(30)), v.text_, '-')
                from act_ru_variable v join %s on i.id_ = v.proc_inst_id_ order by 1""",
                                reference)));
        for (String where : List.of("tokens", "tasks", "jobs")) {
            takenOver.forEach((from, to) -> state.computeIfPresent(where, (any, text) -> text.replace(from, to)));
        }
        return state;
    }

    /** New elements by those of the release that they take over from. */
    private static Map<String, String> takenOver(Set<String> known) throws IOException {
        var takenOver = new TreeMap<String, String>();
        for (Path file : Models.bpmn()) {
            for (FlowNode element : Bpmn.readModelFromFile(file.toFile()).getModelElementsByType(FlowNode.class)) {
                if (!known.contains(element.getId())) {
                    Upgrade.formerly(element).forEach(former -> takenOver.put(former, element.getId()));
                }
            }
        }
        return takenOver;
    }

    /** A message that an older version did not wait for. */
    private static boolean isNewlyAwaited(String wait) {
        return wait.endsWith(" LeakReported") || wait.endsWith(" RegroupingCalledFor");
    }

    private static boolean same(List<Path> models, List<Path> others) throws IOException {
        for (int i = 0; i < models.size(); i++) {
            if (Files.mismatch(models.get(i), others.get(i)) >= 0) {
                return false;
            }
        }
        return models.size() == others.size();
    }

    private static Set<String> elements(List<Path> models) {
        var elements = new HashSet<String>();
        for (Path file : models) {
            Bpmn.readModelFromFile(file.toFile())
                    .getModelElementsByType(FlowNode.class)
                    .forEach(element -> elements.add(element.getId()));
        }
        return elements;
    }

    /** Every element of the models at which a committed instance can be. */
    private static Set<String> waitStates(List<Path> models) {
        var states = new TreeSet<String>();
        for (Path file : models) {
            BpmnModelInstance model = Bpmn.readModelFromFile(file.toFile());
            String process = model.getModelElementsByType(Process.class)
                    .iterator()
                    .next()
                    .getId();
            for (FlowNode element : model.getModelElementsByType(FlowNode.class)) {
                if (waits(element)) {
                    states.add(process + " " + element.getId());
                }
            }
        }
        return states;
    }

    private static boolean waits(FlowNode element) {
        boolean startsTheProcess = element instanceof StartEvent && element.getParentElement() instanceof Process;
        return element instanceof UserTask
                || element instanceof CallActivity
                || element.isCamundaAsyncBefore()
                || element.isCamundaAsyncAfter()
                || (element instanceof CatchEvent event
                        && !startsTheProcess
                        && event.getEventDefinitions().stream()
                                .anyMatch(each -> each instanceof MessageEventDefinition
                                        || each instanceof TimerEventDefinition));
    }

    private void deploy(List<Path> models) {
        for (Path model : models) {
            try {
                deploy(model.getFileName().toString(), Files.readString(model));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void deploy(String file, String model) {
        Deployment deployment = Unguarded.get(engine, () -> repository
                .createDeployment()
                .name("upgrade")
                .addString(file, model)
                .deploy());
        deployed.add(deployment.getId());
    }
}
