package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.handover.engine.RepairDesk;
import org.handover.engine.Unguarded;
import org.handover.engine.Workbench;
import org.handover.model.Models;
import org.handover.reading.Timeline;
import org.handover.repair.RepairEvent;
import org.handover.repair.RepairOrder;
import org.handover.repair.RepairOrder.Kind;
import org.handover.seal.Seals;
import org.handover.security.Groups;
import org.handover.security.Reader;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What two operators can repair, what they see before, and that nothing is passed over by it. */
@ProcessTest
class RepairProcessTest {

    private static final String PERSON = "P-901";

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private RepairDesk desk;

    @Autowired
    private Seals seals;

    @Autowired
    private JdbcClient jdbc;

    private LaboratoryStory laboratory;
    private Story story;

    @BeforeEach
    void begin(@Autowired ApplicationContext context, @Autowired Workbench workbench) {
        laboratory = new LaboratoryStory(context);
        story = new Story(engine, workbench, jdbc);
    }

    private RepairEvent propose(String instance, String from, String to) {
        return desk.propose(
                new RepairOrder(instance, Kind.MOVE, from, to), "The list was another day's", "operators-1");
    }

    /** Says why, and leaves everything as it is. */
    private void refused(ThrowingCallable repair, String words) {
        Map<String, Object> before = everything();
        assertThatThrownBy(repair).isInstanceOf(Refusal.class).hasMessageContaining(words);
        assertThat(everything()).isEqualTo(before);
    }

    /** What of the two handovers runs, by its ids, and how much is on record. */
    private Map<String, Object> everything() {
        var all = new HashMap<String, Object>();
        for (String table : List.of("execution", "task", "job", "event_subscr", "variable")) {
            String instance = table.equals("job") ? "process_instance_id_" : "proc_inst_id_";
            all.put(
                    table,
                    Set.copyOf(jdbc.sql(
                                    """
                    select x.id_ || ' ' || x.rev_ from act_ru_%s x join act_ru_execution p on p.id_ = x.%s
                    where p.business_key_ like :story or p.business_key_ like :laboratory"""
                                            .formatted(table, instance))
                            .param("story", story.reference() + "%")
                            .param("laboratory", laboratory.reference() + "%")
                            .query(String.class)
                            .list()));
        }
        for (String table : List.of("decision", "custody_event", "repair", "model_used")) {
            all.put(table, story.rows(table) + " " + laboratory.rows(table));
        }
        return all;
    }

    private void grouped() {
        laboratory
                .arrived("C-01")
                .examined("C-01", List.of(LaboratoryStory.bone("1", "cranium", "MIDLINE", 100)))
                .on("2018-09-10")
                .grouped(List.of(LaboratoryStory.link("I-001", "C-01", "1")));
    }

    @Test
    void backWhereTheModelGoesBack_isTriedFirst_approvedBySomebodyElse_andOnTheChain(@Autowired Timeline timeline) {
        grouped();
        var reference = new Reference(laboratory.reference());
        Map<String, Object> before = everything();

        RepairEvent proposal = propose(laboratory.instance().getId(), "ReviewGrouping", "ResegregateRemains");

        assertThat(proposal.effects().lines())
                .containsExactly(
                        "gone: task ReviewGrouping",
                        "gone: token ReviewGrouping",
                        "new: task ResegregateRemains",
                        "new: token ResegregateRemains");
        Map<String, Object> tried = everything();
        before.remove("repair");
        tried.remove("repair");
        assertThat(tried).as("tried, and rolled back").isEqualTo(before);

        refused(() -> desk.approve(reference, 1, "operators-1"), "another operator approves it");
        RepairEvent done = desk.approve(reference, 1, "operators-2");

        assertThat(laboratory.open()).containsExactly("ResegregateRemains");
        assertThat(done.proposedBy()).isEqualTo("operators-1");
        assertThat(done.by()).isEqualTo("operators-2");
        refused(() -> desk.approve(reference, 1, "operators-3"), "is done already");
        refused(() -> desk.approve(reference, 2, "operators-3"), "no repair of it was proposed");
        assertThat(seals.seal(reference).items()).isEqualTo(3);
        assertThat(seals.verify(reference).intact()).isTrue();
        assertThat(timeline.of(reference, new Reader("observers-1", Set.of(Groups.OBSERVERS))))
                .filteredOn(entry -> entry.what().equals("REPAIRED"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.text()).contains("ReviewGrouping", "operators-1"))
                .satisfies(entry -> assertThat(entry.by()).isEqualTo("operators-2"));
        laboratory.grouped(List.of(LaboratoryStory.link("I-001", "C-01", "1"))).accepted();
        assertThat(laboratory.rows("individual")).isEqualTo(1);
    }

    @Test
    void instanceThatMovedMeanwhile_isNotRepaired() {
        grouped();
        propose(laboratory.instance().getId(), "ReviewGrouping", "ResegregateRemains");
        laboratory.accepted();

        refused(
                () -> desk.approve(new Reference(laboratory.reference()), 1, "operators-2"),
                "nothing of the instance is at Review grouping");

        story.transferDue();
        propose(story.instance().getId(), "ReceiveRemains", "ReceiveRemains");
        story.received(1).complete("transfer-team-2", "WitnessCustody", "witnessed", "no", "remarks", "Count again");
        assertThat(story.openElements()).containsExactly("ReceiveRemains");
        refused(
                () -> desk.approve(new Reference(story.reference()), 1, "operators-2"),
                "the instance moved since this was proposed");
    }

    private static final String PASSES_OVER = "it would pass over what a person has to do";

    @Test
    void everyOtherWay_isRefused_whereverTheHandoverStands() {
        story.pledged().staged();
        onlyWays("ScheduleTalks");
        story.scheduled("2018-07-16");
        onlyWays("RecordTalks");
        story.agreed();
        onlyWays("ReceiveRemains");
        story.received(1);
        onlyWays("WitnessCustody");
        story.witnessed();
        onlyWays("ReviewRemains");
        story.reviewed(1);
        onlyWays("RecaseRemains");
        story.recased(1);
        onlyWays("PlanLeg");
        story.planned("OSAN", "HICKAM", "RCH-1");
        onlyWays("HoldHonorCeremony");
        story.honored();
        onlyWays("ConfirmDeparture", "PlanLeg");
        story.departed("OSAN", "2018-08-01T14:00:00+09:00", 1);
        onlyWays("ConfirmArrival");
    }

    private void onlyWays(String from, String... back) {
        assertThat(story.openElements()).containsExactly(from);
        String instance = story.instance().getId();
        for (String to : List.of(
                "RecordPledge",
                "ScheduleTalks",
                "RecordTalks",
                "ReceiveRemains",
                "TakeCustody",
                "WitnessCustody",
                "ReviewRemains",
                "RecaseRemains",
                "WitnessRecasing",
                "PlanLeg",
                "HoldHonorCeremony",
                "ConfirmDeparture",
                "ConfirmArrival",
                "ResegregateRemains",
                "OpenCases",
                "FindNonHuman",
                "CloseAccount")) {
            if (!to.equals(from) && !List.of(back).contains(to)) {
                assertThatThrownBy(() -> propose(instance, from, to)).hasMessageContaining(PASSES_OVER);
            }
        }
        assertThat(propose(instance, from, from).effects()).as("once more").isEmpty();
        for (String to : back) {
            assertThat(propose(instance, from, to).effects()).contains("new: task " + to);
        }
    }

    @Test
    void legThatHasNotLeft_isPlannedAgain() {
        story.readyToFly(1).planned("OSAN", "WONSAN", "RCH-1");
        back(story, "ConfirmDeparture", "PlanLeg");
        story.flown(1);
        assertThat(story.rows("flight_leg")).isEqualTo(2);
    }

    /** Proposed by one operator and done by another. */
    private void back(Story at, String from, String to) {
        back(at.reference(), at.instance().getId(), from, to);
    }

    private void back(String reference, String instance, String from, String to) {
        RepairEvent proposal = propose(instance, from, to);
        desk.approve(new Reference(reference), proposal.sequence(), "operators-2");
    }

    private void back(String item, String from, String to) {
        back(laboratory.reference(), laboratory.instance(item).getId(), from, to);
    }

    @Test
    void accessionAndInventory_beginAgain_beforeASecondPersonHasLooked() {
        laboratory
                .arrived("C-01")
                .completeAt("C-01", "evidence-coordinators-1", "AccessionContainer", "sealIntact", "yes");
        back("C-01", "WitnessAccession", "AccessionContainer");
        laboratory.accessioned("C-01").completeAt("C-01", "scientists-1", "InventoryContainer", "inventory", List.of());
        back("C-01", "VerifyInventory", "InventoryContainer");
        laboratory.inventoried("C-01", List.of(LaboratoryStory.bone("1", "cranium", "MIDLINE", 100)));
        assertThat(laboratory.rows("specimen")).isEqualTo(1);
    }

    @Test
    void review_medicalExaminer_andNotices_areNotPassedOver_andACaseIsExaminedAgain() {
        jdbc.sql("insert into person (id, registered_by) values (?, 'historians-1')")
                .param(PERSON)
                .update();
        laboratory.cases(1).borneOut("I-001", PERSON);
        back("I-001", "ProposeDisposition", "SelectLinesOfEvidence");
        laboratory.borneOut("I-001", PERSON).proposed("I-001", "IDENTIFIED", "person", PERSON);
        String instance = laboratory.instance("I-001").getId();
        for (String to : List.of(
                "ApproveIdentification",
                "RecordIdentification",
                "NotifyFamily",
                "ReleaseName",
                "ReturnToFamily",
                "RetainRemains",
                "ProposeDisposition",
                "CloseCase")) {
            refused(() -> propose(instance, "ReviewDisposition", to), PASSES_OVER);
        }
        back("I-001", "ReviewDisposition", "SelectLinesOfEvidence");
        laboratory
                .borneOut("I-001", PERSON)
                .proposed("I-001", "IDENTIFIED", "person", PERSON)
                .reviewed("I-001");
        for (String to :
                List.of("RecordIdentification", "NotifyFamily", "ReturnToFamily", "CloseCase", "ReviewDisposition")) {
            refused(() -> propose(instance, "ApproveIdentification", to), PASSES_OVER);
        }
        back("I-001", "ApproveIdentification", "SelectLinesOfEvidence");
        laboratory.identified("I-001", PERSON);
        for (String to : List.of("SelectLinesOfEvidence", "ApproveIdentification", "ReleaseName", "ReturnToFamily")) {
            refused(() -> propose(instance, "NotifyFamily", to), PASSES_OVER);
        }
        laboratory.told("I-001").named("I-001").returned("I-001").runJobAt("CloseCase");
        assertThat(laboratory.instance("I-001")).isNull();
    }

    @Test
    void whatIsDoneOnceForEach_andWhatIsNotThere_isRefused() {
        laboratory.arrived("C-01");
        String instance = laboratory.instance().getId();
        refused(() -> propose(instance, "ExamineContainers", "ExamineContainers"), "is done once for each of several");
        refused(() -> propose(instance, "ResegregateRemains", "ResegregateRemains"), "nothing of the instance is at");
        refused(() -> propose(instance, "Nowhere", "ResegregateRemains"), "has no such element");
        refused(() -> propose("none", "ReviewGrouping", "ResegregateRemains"), "no instance none is running");
    }

    @Test
    void stepOfTheApplication_beginsAgain_andLooksAtTheRecord() {
        laboratory.cases(1);
        RepairEvent waits = propose(laboratory.instance().getId(), "CasesAccountedFor", "OpenCases");
        assertThat(waits.effects()).contains("gone: message CasesAccountedFor", "new: job OpenCases");
        desk.approve(new Reference(laboratory.reference()), 1, "operators-2");
        laboratory.settle();
        assertThat(jdbc.sql("select event_name_ from act_ru_event_subscr where proc_inst_id_ = ?")
                        .param(laboratory.instance().getId())
                        .query(String.class)
                        .list())
                .as("a case is open still")
                .contains("CasesAccountedFor");
        laboratory.retained("I-001").settle();
        assertThat(laboratory.instance()).isNull();

        story.transferDue();
        RepairEvent again = propose(story.instance().getId(), "ReceiveRemains", "ReceiveRemains");
        assertThat(again.effects()).as("one goes, the same comes").isEmpty();
        desk.approve(new Reference(story.reference()), 1, "operators-2");
        assertThat(story.received(1).openElements()).containsExactly("WitnessCustody");
    }

    @Test
    void newerVersion_isFollowed_withEveryTokenWhereItIs() {
        story.transferDue();
        String model = Bpmn.convertToString(Bpmn.readModelFromFile(
                        Models.FOLDER.resolve("handover.bpmn").toFile()))
                .replace("Receive remains", "Receive the remains");
        refused(
                () -> desk.propose(migrate(), "A new release", "operators-1"),
                "it follows the newest version of handover, 1, already");
        String deployment = Unguarded.get(engine, () -> engine.getRepositoryService()
                        .createDeployment()
                        .name("A later release")
                        .addString("handover.bpmn", model)
                        .deploy())
                .getId();
        try {
            RepairEvent proposal = desk.propose(migrate(), "A new release", "operators-1");
            assertThat(proposal.effects().lines())
                    .containsExactly("gone: version 1", "new: version 2", "record: 1 added in model_used");
            assertThat(proposal.from() + " " + proposal.to()).isEqualTo("1 2");
            desk.approve(new Reference(story.reference()), 1, "operators-2");
            assertThat(story.received(1).openElements()).containsExactly("WitnessCustody");
            assertThat(story.instance().getProcessDefinitionId()).startsWith("handover:2:");
        } finally {
            Unguarded.run(engine, () -> engine.getRepositoryService().deleteDeployment(deployment, true));
        }
    }

    private RepairOrder migrate() {
        return new RepairOrder(story.instance().getId(), Kind.MIGRATE, null, null);
    }

    @Test
    void instanceThatTheRecordKnows_stays_andOneThatIsThereTwice_orIsAboutNothing_goes() {
        RuntimeService runtime = engine.getRuntimeService();
        laboratory.cases(1);
        var reference = new Reference(laboratory.reference());
        for (String known : List.of(
                laboratory.instance().getId(), laboratory.instance("I-001").getId())) {
            refused(() -> delete(known), "and would wait for what nobody does any more");
        }
        String nothing = runtime.startProcessInstanceByKey("container-examination", reference + "/C-99")
                .getId();
        String twice = runtime.startProcessInstanceByKey("identification", reference + "/I-001")
                .getId();

        assertThat(delete(nothing).effects())
                .contains("gone: instance " + reference + "/C-99 of container-examination");
        delete(twice);
        desk.approve(reference, 1, "operators-2");
        desk.approve(reference, 2, "operators-2");

        assertThat(laboratory.instance("C-99")).isNull();
        assertThat(laboratory.instance("I-001").getId()).isNotEqualTo(twice);
        assertThat(seals.verify(reference).intact()).isTrue();
        story.atLaboratory(1).settle();
        refused(() -> delete(story.instance("C-01").getId()), story.reference() + " waits for it");
    }

    private RepairEvent delete(String instance) {
        return desk.propose(new RepairOrder(instance, Kind.DELETE, null, null), "Started by mistake", "operators-1");
    }
}
