package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.handover.custody.Custody;
import org.handover.custody.Handling;
import org.handover.custody.Holder;
import org.handover.engine.Unguarded;
import org.handover.engine.Workbench;
import org.handover.fixture.Submission;
import org.handover.identification.FormerSignOut;
import org.handover.once.IdempotencyKey;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Reference;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One handover whose remains have just arrived at the laboratory. Acts are done on the day set last. */
public class LaboratoryStory {

    private final ApplicationContext context;
    private final ProcessEngine engine;
    private final JdbcClient jdbc;
    private final Custody custody;
    private final RecordClock clock;
    private final Workbench workbench;
    private final Story story;
    private LocalDate today = LocalDate.parse("2018-08-02");

    public LaboratoryStory(ApplicationContext context) {
        this(context, context.getBean(ProcessEngine.class), context.getBean(Workbench.class));
    }

    /** @param engine where everything is done, with that workbench */
    LaboratoryStory(ApplicationContext context, ProcessEngine engine, Workbench workbench) {
        this.context = context;
        this.engine = engine;
        jdbc = context.getBean(JdbcClient.class);
        custody = context.getBean(Custody.class);
        clock = context.getBean(RecordClock.class);
        this.workbench = workbench;
        story = new Story(engine, workbench, jdbc);
    }

    // where it begins

    /** The whole road from the pledge, with containers {@code C-01} on under seals {@code S-01} on. */
    public LaboratoryStory fromThePledge(int containers) {
        story.atLaboratory(containers);
        return settle();
    }

    /** Containers on an escort at Hickam; the handover enters the laboratory. */
    public LaboratoryStory arrived(String... containers) {
        var reference = new Reference(reference());
        jdbc.sql(
                        """
                insert into handover (reference, phase, counterparty, pledged_on, pledged_by, opened_by)
                values (?, 'FLIGHT', 'DPRK', '2018-06-12', 'The counterparty''s leader', 'negotiators-1')""")
                .param(reference())
                .update();
        for (String container : containers) {
            jdbc.sql(
                            """
                    insert into container (reference, number, seal, received_on, received_at_place, handed_over_by, received_by,
                        witnessed_by, witnessed_on, seal_in, transfer_case, reviewed_by, recased_by)
                    values (?, ?, ?, '2018-07-27', 'WONSAN', 'A colonel', 'transfer-team-1', 'transfer-team-2', '2018-07-27',
                        ?, ?, 'scientists-1', 'transfer-team-1')""")
                    .params(reference(), container, "OLD-" + container, "SEAL-" + container, "CASE-" + container)
                    .update();
        }
        List<ItemKey> items = Arrays.stream(containers).map(reference::item).toList();
        custody.take(items, Holder.counterparty("DPRK"), Holder.UNC, flown("2018-07-27T10:00:00+09:00", "Receipt"));
        custody.transfer(items, Holder.UNC, Holder.airlift("M-1"), flown("2018-08-01T12:00:00+09:00", "Departure"));
        Unguarded.get(engine, () -> engine.getRuntimeService()
                .createProcessInstanceByKey("handover")
                .businessKey(reference())
                .startBeforeActivity("Laboratory")
                .setVariable("containersToExamine", containers.length)
                .execute());
        return settle();
    }

    private static final String ESCORT = "escort-1";

    private static Handling flown(String at, String reason) {
        return Handling.at(
                java.time.OffsetDateTime.parse(at).toInstant(), Place.OSAN.zone(), "OSAN", "A colonel", ESCORT, reason);
    }

    /** One container with so many skulls, each an individual with an open case. */
    public LaboratoryStory cases(int individuals) {
        var inventory = new ArrayList<Map<String, Object>>();
        var grouping = new ArrayList<Map<String, Object>>();
        for (int i = 1; i <= individuals; i++) {
            inventory.add(bone(String.valueOf(i), "cranium", "MIDLINE", 100));
            grouping.add(link("I-%03d".formatted(i), "C-01", String.valueOf(i)));
        }
        return arrived("C-01")
                .examined("C-01", inventory)
                .on("2018-09-10")
                .grouped(grouping)
                .accepted()
                .settle();
    }

    /** An operator ends the examination of a container and starts another one. */
    public LaboratoryStory examinationAgain(String container) {
        if (instance(container) != null) {
            String examination = instance(container).getId();
            String waitsAt = open(container).get(0);
            Unguarded.run(engine, () -> engine.getRuntimeService()
                    .createProcessInstanceModification(examination)
                    .startBeforeActivity("AccessionContainer")
                    .cancelAllForActivity(waitsAt)
                    .execute());
        } else {
            engine.getRuntimeService()
                    .startProcessInstanceByKey("container-examination", reference() + "/" + container);
        }
        return this;
    }

    /** A specimen that came into the record by another way than an inventory. */
    public LaboratoryStory inLaboratory(String specimen, String container) {
        custody.inherit(
                Map.of(key(specimen), key(container)),
                Handling.on(today, Place.HICKAM.zone(), "HICKAM", "scientists-1", "scientists-2", "Found later"));
        return this;
    }

    // what people do

    public LaboratoryStory on(String date) {
        today = LocalDate.parse(date);
        return this;
    }

    public LaboratoryStory examined(String container, List<Map<String, Object>> inventory) {
        return accessioned(container).inventoried(container, inventory);
    }

    public LaboratoryStory inventoried(String container, List<Map<String, Object>> inventory) {
        return usual(container, "InventoryContainer", "inventory", inventory)
                .usual(container, "VerifyInventory")
                .settle();
    }

    public LaboratoryStory accessioned(String container) {
        return usual(container, "AccessionContainer").usual(container, "WitnessAccession");
    }

    public LaboratoryStory grouped(List<Map<String, Object>> grouping) {
        return usual(null, "ResegregateRemains", "grouping", grouping, "method", "Articulation and DNA");
    }

    public LaboratoryStory accepted() {
        return usual(null, "ReviewGrouping");
    }

    public LaboratoryStory selected(String individual, String lines, Object... values) {
        return usual(individual, "SelectLinesOfEvidence", join(values, "linesOfEvidence", lines));
    }

    /** From a proposal back to the selection of lines, without a disposition. */
    public LaboratoryStory again(String individual) {
        return proposed(individual, "RETAINED")
                .completeAt(
                        individual,
                        "lab-managers-2",
                        "ReviewDisposition",
                        "decision",
                        "RETURN",
                        "reason",
                        "One more line");
    }

    /** A report of somebody who may examine that line. */
    public LaboratoryStory examinedLine(String individual, String element, String finding, Object... values) {
        return usual(individual, element, join(values, "finding", finding, "report", "Report on " + element));
    }

    public LaboratoryStory cut(String individual, Object... values) {
        return usual(individual, "CutSample", values);
    }

    /** Anthropology and history both bear out P-… as the individual; the case waits for a proposal. */
    public LaboratoryStory borneOut(String individual, String person) {
        return selected(individual, "ANTHROPOLOGY,HISTORY")
                .examinedLine(individual, "ExamineAnthropology", "SUPPORTS")
                .examinedLine(individual, "ExamineHistory", "SUPPORTS", "candidate", person)
                .joined(individual);
    }

    public LaboratoryStory proposed(String individual, String disposition, Object... values) {
        return usual(
                individual,
                "ProposeDisposition",
                join(values, "disposition", disposition, "rationale", "All findings fit"));
    }

    public LaboratoryStory reviewed(String individual) {
        return usual(individual, "ReviewDisposition");
    }

    public LaboratoryStory approved(String individual) {
        return usual(individual, "ApproveIdentification");
    }

    /** Borne out, proposed, reviewed and approved; the family is to be told. */
    public LaboratoryStory identified(String individual, String person) {
        return borneOut(individual, person)
                .proposed(individual, "IDENTIFIED", "person", person)
                .reviewed(individual)
                .approved(individual);
    }

    public LaboratoryStory told(String individual) {
        return usual(individual, "NotifyFamily", "notifiedOn", today.toString());
    }

    public LaboratoryStory named(String individual) {
        return usual(individual, "ReleaseName", "releasedOn", today.toString());
    }

    public LaboratoryStory returned(String individual) {
        return returned(individual, "TELL_EACH_TIME");
    }

    /** Whether the model that an instance follows has an element; released ones have others. */
    private boolean knows(String individual, String element) {
        return engine.getRepositoryService()
                        .getBpmnModelInstance(instance(individual).getProcessDefinitionId())
                        .getModelElementById(element)
                != null;
    }

    /** The laboratory's giver signs everything out, where that is the next step. */
    public LaboratoryStory signedOut(String individual) {
        if (!knows(individual, "SignOutForReturn")) {
            return act(() -> FormerSignOut.isSigned(context, key(individual)));
        }
        for (String step : List.of("SignOutForReturn", "SignOutForTransfer")) {
            if (open(individual).contains(step)) {
                usual(individual, step);
            }
        }
        return this;
    }

    public LaboratoryStory returned(String individual, String laterRemains) {
        return signedOut(individual)
                .usual(individual, "ReturnToFamily", "laterRemains", laterRemains, "electedOn", today.toString());
    }

    /** Both sides sign the joint review. */
    public LaboratoryStory reviewedJointly(String individual) {
        return usual(individual, "ReviewJointly");
    }

    public LaboratoryStory handedToPartner(String individual) {
        return signedOut(individual).usual(individual, "TransferToPartner");
    }

    /** Identified, told, named, returned, closed. */
    public LaboratoryStory goneHome(String individual, String person) {
        return identified(individual, person)
                .told(individual)
                .named(individual)
                .returned(individual)
                .runJobAt("CloseCase");
    }

    /** Closed and kept in the laboratory, after one inconclusive examination. */
    public LaboratoryStory retained(String individual) {
        return selected(individual, "ANTHROPOLOGY")
                .examinedLine(individual, "ExamineAnthropology", "INCONCLUSIVE")
                .joined(individual)
                .proposed(individual, "RETAINED")
                .reviewed(individual)
                .usual(individual, "RetainRemains")
                .runJobAt("CloseCase");
    }

    /** Completes a task as everybody would, but for what differs. @param item null for the handover itself */
    private LaboratoryStory usual(String item, String element, Object... changes) {
        Submission usual = Submission.of(element, changes);
        return act(() -> workbench.complete(
                usual.user(), item == null ? reference() : reference() + "/" + item, element, usual.fields()));
    }

    public LaboratoryStory complete(String user, String element, Object... values) {
        return act(() -> story.complete(user, element, values));
    }

    public LaboratoryStory completeAt(String item, String user, String element, Object... values) {
        return act(() -> story.completeAt(item, user, element, values));
    }

    public LaboratoryStory send(String user, String message, Object... values) {
        return sendTo(null, user, message, null, values);
    }

    /** @param sample number of the sample a result is for; null for messages that are not about one */
    public LaboratoryStory sendTo(String item, String user, String message, String sample, Object... values) {
        return act(() -> as(user, () -> {
            var correlation = engine.getRuntimeService()
                    .createMessageCorrelation(message)
                    .processInstanceBusinessKey(item == null ? reference() : reference() + "/" + item)
                    .setVariables(Story.with(Map.of(), values));
            if (sample != null) {
                correlation.localVariableEquals("sampleNumber", sample);
            }
            // Whoever sends it in a test means it, also in the words of before.
            IdempotencyKey.another(() -> {
                correlation.correlate();
                return null;
            });
        }));
    }

    /** Starts the notice about an object. */
    public LaboratoryStory traced(String object, String user, Object... values) {
        return act(() -> workbench.start(
                user, "material-evidence-notice", reference() + "/" + object, Story.with(Map.of(), values)));
    }

    /** A person who is in several groups at once; returns the user id. */
    public String memberOf(String... groups) {
        String id = reference().toLowerCase() + "-" + String.join("-", groups).hashCode();
        member(id, groups);
        return id;
    }

    /** The one with whom the containers came, now also in these groups; returns the user id. */
    public String escortAsMemberOf(String... groups) {
        member(ESCORT, groups);
        return ESCORT;
    }

    private void member(String id, String... groups) {
        IdentityService identity = engine.getIdentityService();
        if (identity.createUserQuery().userId(id).count() == 0) {
            identity.saveUser(identity.newUser(id));
            for (String group : groups) {
                identity.createMembership(id, group);
            }
        }
    }

    public LaboratoryStory settle() {
        return act(story::settle);
    }

    /** Runs what is due in the background of one case only. */
    public LaboratoryStory joined(String individual) {
        var management = engine.getManagementService();
        var jobs = management
                .createJobQuery()
                .processInstanceId(instance(individual).getId())
                .activityId("LinesReported")
                .list();
        return act(() -> jobs.forEach(job -> management.executeJob(job.getId())));
    }

    public LaboratoryStory runJobAt(String element) {
        return act(() -> story.runJobAt(element));
    }

    public LaboratoryStory fireTimer(String element) {
        var management = engine.getManagementService();
        var timers = management.createJobQuery().timers().activityId(element).list().stream()
                .filter(job -> businessKeyOf(job.getProcessInstanceId()).startsWith(reference()))
                .toList();
        assertThat(timers).as("timers at " + element).hasSize(1);
        return act(() -> management.executeJob(timers.get(0).getId()));
    }

    private LaboratoryStory act(Runnable act) {
        Instant noon = today.atTime(12, 0).atZone(Place.HICKAM.zone()).toInstant();
        clock.at(noon, () -> {
            act.run();
            return null;
        });
        return this;
    }

    private void as(String user, Runnable act) {
        IdentityService identity = engine.getIdentityService();
        identity.setAuthentication(user, List.of());
        try {
            act.run();
        } finally {
            identity.clearAuthentication();
        }
    }

    // what came of it

    public String reference() {
        return story.reference();
    }

    public Story story() {
        return story;
    }

    public ItemKey key(String item) {
        return new Reference(reference()).item(item);
    }

    public ProcessInstance instance() {
        return story.instance();
    }

    public ProcessInstance instance(String item) {
        return story.instance(item);
    }

    public List<String> open() {
        return story.openElements();
    }

    public List<String> open(String item) {
        return story.openElements(item);
    }

    public String holder(String item) {
        return custody.holder(key(item)).map(Holder::value).orElse(null);
    }

    public <T> T value(String sql, Class<T> type) {
        return story.value(sql, type);
    }

    public String text(String sql) {
        return story.value(sql, String.class);
    }

    public int rows(String table) {
        return story.rows(table);
    }

    /** The elements an ended or running instance of something has passed, in order. */
    public List<String> passed(String item) {
        return instancesOf(item).stream()
                .flatMap(instance -> engine
                        .getHistoryService()
                        .createHistoricActivityInstanceQuery()
                        .processInstanceId(instance.getId())
                        .finished()
                        .orderPartiallyByOccurrence()
                        .asc()
                        .list()
                        .stream())
                .map(it -> it.getActivityId())
                .toList();
    }

    private List<HistoricProcessInstance> instancesOf(String item) {
        return engine.getHistoryService()
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(reference() + "/" + item)
                .orderByProcessInstanceStartTime()
                .asc()
                .list();
    }

    /** The states of all instances something within the handover has had. */
    public List<String> statesOf(String item) {
        return instancesOf(item).stream().map(HistoricProcessInstance::getState).toList();
    }

    private String businessKeyOf(String instance) {
        HistoricProcessInstance found = engine.getHistoryService()
                .createHistoricProcessInstanceQuery()
                .processInstanceId(instance)
                .singleResult();
        return found == null || found.getBusinessKey() == null ? "" : found.getBusinessKey();
    }

    /** An act must be refused with all these words, and leave the tasks and the rows as they are. */
    public LaboratoryStory refuses(ThrowingCallable act, String... words) {
        List<Long> before = counts();
        var refusal = assertThatThrownBy(act);
        for (String word : words) {
            refusal.hasMessageContaining(word);
        }
        assertThat(counts()).as("rows and open tasks").isEqualTo(before);
        return this;
    }

    private List<Long> counts() {
        var counts = new ArrayList<Long>();
        for (String table : List.of(
                "container",
                "specimen",
                "individual",
                "individual_specimen",
                "sample",
                "evidence",
                "decision",
                "notice",
                "custody_event",
                "incident",
                "draft",
                "count_estimate",
                "family_receipt",
                "family_election")) {
            counts.add((long) rows(table));
        }
        counts.add((long)
                jdbc.sql("select count(*) from person").query(Integer.class).single());
        counts.add(engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKeyLike(reference() + "%")
                .count());
        return counts;
    }

    // rows

    public static Map<String, Object> bone(String designator, String element, String side, Object mass) {
        return row(
                "designator",
                designator,
                "kind",
                "BONE",
                "element",
                element,
                "side",
                side,
                "mass",
                mass,
                "human",
                "yes");
    }

    public static Map<String, Object> object(String designator, String element) {
        return row("designator", designator, "kind", "MATERIAL_EVIDENCE", "element", element);
    }

    public static Map<String, Object> link(String individual, String container, String designator) {
        return row(
                "individual",
                individual,
                "container",
                container,
                "designator",
                designator,
                "method",
                "ARTICULATION",
                "strength",
                "STRONG");
    }

    /** Fields written as {@code name=value; name=value}. */
    public static Object[] fields(String text) {
        var fields = new ArrayList<Object>();
        if (text != null) {
            for (String field : text.split(";")) {
                fields.add(field.substring(0, field.indexOf('=')).strip());
                fields.add(field.substring(field.indexOf('=') + 1).strip());
            }
        }
        return fields.toArray();
    }

    public static Map<String, Object> row(Object... cells) {
        var row = new HashMap<String, Object>();
        for (int i = 0; i < cells.length; i += 2) {
            row.put((String) cells[i], cells[i + 1]);
        }
        return row;
    }

    private static Object[] join(Object[] values, Object... more) {
        var all = new ArrayList<Object>(Arrays.asList(more));
        all.addAll(Arrays.asList(values));
        return all.toArray();
    }
}
