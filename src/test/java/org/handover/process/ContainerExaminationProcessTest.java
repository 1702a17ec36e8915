package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.init;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.task;
import static org.handover.process.LaboratoryStory.bone;
import static org.handover.process.LaboratoryStory.object;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.handover.custody.Custody;
import org.handover.incident.Incidents;
import org.handover.vocabulary.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@ProcessTest
class ContainerExaminationProcessTest {

    private static final List<Map<String, Object>> TWO =
            List.of(bone("1", "femur", "LEFT", 310.5), object("2", "Identification tag"));

    private LaboratoryStory story;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Custody custody;

    @BeforeEach
    void arrive(@Autowired ProcessEngine engine, @Autowired ApplicationContext context) {
        init(engine);
        story = new LaboratoryStory(context).arrived("C-01");
    }

    @Test
    void sealIntact_goesStraightToTheInventory_andIntoTheRecord() {
        ProcessInstance examination = story.instance("C-01");
        assertThat(examination).isWaitingAt("AccessionContainer");
        assertThat(task(examination)).hasCandidateGroup("evidence-coordinators");

        story.completeAt(
                "C-01",
                "evidence-coordinators-1",
                "AccessionContainer",
                "sealIntact",
                true,
                "seal",
                "SEAL-C-01",
                "storage",
                "Shelf 3",
                "accessionedOn",
                "2018-08-01");
        assertThat(story.holder("C-01")).isEqualTo("AIRLIFT:M-1");
        assertThat(task(examination)).hasCandidateGroup("evidence-coordinators");
        story.refuses(
                () -> story.completeAt(
                        "C-01", story.escortAsMemberOf("evidence-coordinators"), "WitnessAccession", "witnessed", true),
                "brought " + story.key("C-01") + " here and hands it over");
        story.completeAt("C-01", "evidence-coordinators-2", "WitnessAccession", "witnessed", true);
        assertThat(story.holder("C-01")).isEqualTo("LABORATORY");
        assertThat(task(examination)).hasCandidateGroup("scientists");
        story.on("2018-09-05").completeAt("C-01", "scientists-1", "InventoryContainer", "inventory", TWO);
        assertThat(story.rows("specimen")).isZero();
        assertThat(task(examination)).hasCandidateGroup("scientists");
        story.completeAt("C-01", "scientists-2", "VerifyInventory", "verified", "yes");

        assertThat(examination).isEnded().hasNotPassed("ResolveSealIncident", "InventoryRejected");
        assertThat(story.passed("C-01"))
                .containsExactly(
                        "ContainerReceived",
                        "ContainerArrived",
                        "AccessionContainer",
                        "WitnessAccession",
                        "AccessionWitnessed",
                        "SealIntact",
                        "InventoryContainer",
                        "VerifyInventory",
                        "InventoryVerified",
                        "RecordInventory",
                        "ContainerExamined");
        assertThat(jdbc.sql("select * from specimen where reference = ? order by designator")
                        .param(story.reference())
                        .query()
                        .listOfRows())
                .extracting(row -> row.get("element") + " " + row.get("side") + " " + row.get("human"))
                .containsExactly("femur LEFT YES", "Identification tag null NOT_APPLICABLE");
        assertThat(story.text(
                        "select inventoried_by || ' ' || inventory_verified_by from container where reference = ?"))
                .isEqualTo("scientists-1 scientists-2");
        assertThat(story.rows("draft")).isZero();
        assertThat(story.rows("incident")).isZero();
        assertThat(story.open()).containsExactly("ResegregateRemains");
    }

    @Test
    void accessionNotWitnessed_isDoneAgain_custodyStaysWithTheEscort() {
        story.completeAt("C-01", "evidence-coordinators-1", "AccessionContainer", "sealIntact", "yes");

        story.completeAt(
                "C-01",
                "evidence-coordinators-2",
                "WitnessAccession",
                "witnessed",
                "no",
                "remarks",
                "The case on the table is C-02");

        assertThat(story.instance("C-01")).isWaitingAt("AccessionContainer");
        assertThat(story.holder("C-01")).isEqualTo("AIRLIFT:M-1");
        assertThat(story.text("select reason from decision where reference = ? and stage = 'ACCESSION'"))
                .isEqualTo("The case on the table is C-02");
        story.accessioned("C-01");
        assertThat(story.holder("C-01")).isEqualTo("LABORATORY");
    }

    @Test
    @DisplayName("C5, W12 a broken seal holds the examination until it is cleared in writing")
    void sealBroken_holdsExamination_untilCleared() {
        story.completeAt("C-01", "evidence-coordinators-1", "AccessionContainer", "sealIntact", "no")
                .completeAt("C-01", "evidence-coordinators-2", "WitnessAccession", "witnessed", "yes");

        assertThat(story.instance("C-01")).isWaitingAt("ResolveSealIncident");
        assertThat(task(story.instance("C-01"))).hasCandidateGroup("lab-managers");
        assertThat(story.holder("C-01")).isEqualTo("LABORATORY");
        assertThat(story.text("select kind || ' ' || item from incident where reference = ? and resolution is null"))
                .isEqualTo("SEAL " + story.key("C-01"));

        story.completeAt(
                "C-01", "lab-managers-1", "ResolveSealIncident", "resolution", "Torn in loading, contents counted");

        assertThat(story.instance("C-01"))
                .isWaitingAt("InventoryContainer")
                .hasPassed("SealIntact", "ResolveSealIncident");
        assertThat(story.text("select resolved_by from incident where reference = ?"))
                .isEqualTo("lab-managers-1");
    }

    @Test
    @DisplayName("C5 another seal than the one on record is an incident, though it is whole")
    void sealDiffers_holdsExamination() {
        story.completeAt(
                        "C-01",
                        "evidence-coordinators-1",
                        "AccessionContainer",
                        "sealIntact",
                        "yes",
                        "seal",
                        "SEAL-OTHER")
                .completeAt("C-01", "evidence-coordinators-2", "WitnessAccession", "witnessed", "yes");

        assertThat(story.instance("C-01")).isWaitingAt("ResolveSealIncident");
        assertThat(story.text("select description from incident where reference = ?"))
                .contains("SEAL-C-01", "SEAL-OTHER");
    }

    @Test
    @DisplayName("C5 a seal incident from the re-casing that nobody cleared holds the examination too")
    void sealIncidentFromBefore_holdsExamination(@Autowired Incidents incidents) {
        incidents.open(
                story.key("C-01"),
                Incidents.Kind.SEAL,
                "Another seal was cut",
                "transfer-team-1",
                LocalDate.parse("2018-07-30"));

        story.accessioned("C-01");

        assertThat(story.instance("C-01")).isWaitingAt("ResolveSealIncident");
        story.completeAt("C-01", "lab-managers-1", "ResolveSealIncident", "resolution", "A slip of the pen");
        assertThat(incidents.open(story.key("C-01"), Incidents.Kind.SEAL)).isEmpty();
    }

    @Test
    void inventoryNotVerified_goesBackWithTheRemarks() {
        story.accessioned("C-01")
                .completeAt("C-01", "scientists-1", "InventoryContainer", "inventory", TWO)
                .completeAt(
                        "C-01", "scientists-2", "VerifyInventory", "verified", "no", "remarks", "1 is a right femur");

        assertThat(story.instance("C-01")).isWaitingAt("InventoryContainer");
        assertThat(story.text("select errors from draft where reference = ?")).contains("1 is a right femur");
        assertThat(story.text("select content from draft where reference = ?")).contains("femur");
        assertThat(story.rows("specimen")).isZero();

        story.completeAt(
                        "C-01",
                        "scientists-1",
                        "InventoryContainer",
                        "inventoryCsv",
                        "side,designator,kind,element,completeness,mass,human\nRIGHT,1,BONE,femur,complete,310.5,yes\n")
                .completeAt("C-01", "scientists-2", "VerifyInventory", "verified", "yes");
        assertThat(story.text("select side from specimen where reference = ?")).isEqualTo("RIGHT");
    }

    @Test
    void designatorOnRecord_rejectsTheInventory_withTheLineNamed_andNothingWritten() {
        story.accessioned("C-01").completeAt("C-01", "scientists-1", "InventoryContainer", "inventory", TWO);
        jdbc.sql(
                        "insert into specimen (reference, container, designator, kind, human) values (?, 'C-01', '2', 'BONE', 'YES')")
                .param(story.reference())
                .update();

        story.completeAt("C-01", "scientists-2", "VerifyInventory", "verified", "yes");

        assertThat(story.instance("C-01"))
                .isWaitingAt("InventoryContainer")
                .hasPassed("RecordInventory", "InventoryRejected");
        assertThat(story.text("select errors from draft where reference = ?"))
                .contains("inventory line 2: designator: 2 is on record already");
        assertThat(story.rows("specimen")).isEqualTo(1);
        assertThat(story.text("select coalesce(inventoried_by, 'nobody') from container where reference = ?"))
                .isEqualTo("nobody");
    }

    @Test
    @DisplayName("N3, W5 an empty container is inventoried by two people, on record as an incident, and still counts")
    void emptyContainer_isAValidInventory() {
        story.examined("C-01", List.of());

        assertThat(story.text("select inventory_verified_by from container where reference = ?"))
                .isEqualTo("scientists-2");
        assertThat(story.text(
                        "select kind || ' ' || opened_by || ' ' || resolved_by from incident where reference = ?"))
                .isEqualTo("EMPTY_CONTAINER scientists-1 scientists-2");
        assertThat(story.rows("container")).isEqualTo(1);
        assertThat(story.open()).containsExactly("ResegregateRemains");
    }

    @Test
    @DisplayName("C6 a specimen begins with the holder of its container")
    void specimen_inheritsTheHolderOfItsContainer() {
        story.examined("C-01", TWO);

        assertThat(custody.events(story.key("C-01/1"))).singleElement().satisfies(event -> {
            assertThat(event.act().name()).isEqualTo("INHERITED");
            assertThat(event.to().value()).isEqualTo("LABORATORY");
        });
        assertThat(story.holder("C-01/2")).isEqualTo("LABORATORY");
        assertThat(custody.verify(new Reference(story.reference())).intact()).isTrue();
    }
}
