package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Date;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.ProcessEngine;
import org.handover.engine.Unguarded;
import org.handover.engine.Workbench;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tokens are really moved here, with the guard of the engine off: the step they come to finds the record wanting, and says what is missing. */
@ProcessTest
class MovedTokensProcessTest {

    @Autowired
    private ProcessEngine engine;

    private void move(String instance, String from, String to, Map<String, Object> variables) {
        Unguarded.run(engine, () -> engine.getRuntimeService()
                .createProcessInstanceModification(instance)
                .cancelAllForActivity(from)
                .startBeforeActivity(to)
                .setVariables(variables)
                .execute());
    }

    private void move(String instance, String from, String to) {
        var due = new Date();
        move(
                instance,
                from,
                to,
                Map.of("handoverOn", due, "departureDue", due, "arrivalDue", due, "arrivalChaseAt", due));
    }

    @Nested
    class OfAHandover {

        private Story story;

        @BeforeEach
        void begin(@Autowired Workbench workbench, @Autowired JdbcClient jdbc) {
            story = new Story(engine, workbench, jdbc);
        }

        private OfAHandover moved(String from, String to) {
            move(story.instance().getId(), from, to);
            return this;
        }

        /** The act is refused and the record stays as it is. */
        private void refused(ThrowingCallable act, String words) {
            Map<String, Object> before = story.state();
            assertThatThrownBy(act).hasMessageContaining(words);
            assertThat(story.state()).isEqualTo(before);
        }

        @Test
        void receipt_withoutAgreement() {
            story.pledged().staged();
            moved("ScheduleTalks", "ReceiveRemains").refused(() -> story.received(1), "no talks have agreed");
        }

        @Test
        void witness_ofNothing() {
            story.transferDue();
            moved("ReceiveRemains", "WitnessCustody").refused(() -> story.witnessed(), "nothing was received");
        }

        @Test
        void custody_withoutAManifest() {
            story.transferDue();
            refused(() -> moved("ReceiveRemains", "TakeCustody"), "");
            assertThat(story.rows("custody_event")).isZero();
        }

        @Test
        void review_withoutAWitness() {
            story.transferDue().received(1);
            moved("WitnessCustody", "ReviewRemains").refused(() -> story.reviewed(1), "C-01 has no witness");
        }

        @Test
        void transferCase_withoutAReview() {
            story.transferDue().received(1).witnessed();
            moved("ReviewRemains", "RecaseRemains").refused(() -> story.recased(1), "C-01 has no field review");
        }

        @Test
        void flight_ofWhatIsInNoTransferCase() {
            story.transferDue().received(1).witnessed().reviewed(1);
            moved("RecaseRemains", "PlanLeg")
                    .refused(() -> story.planned("OSAN", "HICKAM", "RCH-1"), "C-01 is not in a transfer case");
        }

        @Test
        void departure_withoutHonors() {
            story.readyToFly(1).planned("OSAN", "HICKAM", "RCH-1");
            moved("HoldHonorCeremony", "ConfirmDeparture")
                    .refused(
                            () -> story.departed("OSAN", "2018-08-01T14:00:00+09:00", 1),
                            "the honors on leaving Korea are not held");
        }

        @Test
        void departure_thatNobodyPlanned() {
            story.readyToFly(1);
            moved("PlanLeg", "ConfirmDeparture")
                    .refused(() -> story.departed("OSAN", "2018-08-01T14:00:00+09:00", 1), "no leg is planned");
        }

        @Test
        void arrival_ofWhatHasNotLeft() {
            story.readyToFly(1).planned("OSAN", "HICKAM", "RCH-1").honored();
            moved("ConfirmDeparture", "ConfirmArrival")
                    .refused(() -> story.arrived("HICKAM", "2018-08-01T14:30:00-10:00", 1), "it has not left yet");
        }

        @Test
        void accession_inTheAir() {
            story.readyToFly(1)
                    .planned("OSAN", "HICKAM", "RCH-1")
                    .honored()
                    .departed("OSAN", "2018-08-01T14:00:00+09:00", 1);
            move(story.instance().getId(), "ConfirmArrival", "Laboratory", Map.of("containersToExamine", 1));
            story.settle();
            refused(() -> accession(), "it has not landed at HICKAM");
        }

        @Test
        void accession_withoutHonors() {
            story.readyToFly(1)
                    .planned("OSAN", "HICKAM", "RCH-1")
                    .honored()
                    .departed("OSAN", "2018-08-01T14:00:00+09:00", 1)
                    .arrived("HICKAM", "2018-08-01T14:30:00-10:00", 1);
            move(story.instance().getId(), "HoldHonorCeremony", "Laboratory", Map.of("containersToExamine", 1));
            story.settle();
            refused(() -> accession(), "the honors at HICKAM are not held");
        }

        private void accession() {
            story.completeAt("C-01", "evidence-coordinators-1", "AccessionContainer", "sealIntact", "yes");
        }

        @Test
        void end_ofWhatIsNotAccountedFor() {
            story.readyToFly(1);
            moved("PlanLeg", "CloseAccount");
            assertThatThrownBy(() -> story.runJobAt("CloseAccount")).hasMessageContaining("cannot be closed");
            assertThat(story.phase()).isNotEqualTo("ACCOUNTED_FOR");
        }
    }

    @Nested
    class InTheLaboratory {

        private static final String PERSON = "P-900";

        private LaboratoryStory story;

        @BeforeEach
        void begin(@Autowired ApplicationContext context, @Autowired JdbcClient jdbc) {
            jdbc.sql(
                            "insert into person (id, registered_by) select ?, 'historians-1' from (select count(*) as n from person where id = ?) k where k.n = 0")
                    .params(PERSON, PERSON)
                    .update();
            story = new LaboratoryStory(context);
        }

        private void moved(String item, String from, String to) {
            move(story.instance(item).getId(), from, to);
        }

        private void refused(ThrowingCallable act, String words) {
            String before = record();
            assertThatThrownBy(act).hasMessageContaining(words);
            assertThat(record()).isEqualTo(before);
        }

        private String record() {
            return List.of(
                            "custody_event",
                            "decision",
                            "notice",
                            "specimen",
                            "individual",
                            "container",
                            "family_receipt")
                    .stream()
                    .map(table -> table + " " + story.rows(table))
                    .toList()
                    .toString();
        }

        @Test
        void witness_ofNoAccession() {
            story.arrived("C-01");
            moved("C-01", "AccessionContainer", "WitnessAccession");
            refused(
                    () -> story.completeAt("C-01", "evidence-coordinators-2", "WitnessAccession", "witnessed", "yes"),
                    "nobody has taken it in yet");
        }

        @Test
        void inventory_ofWhatIsNotTakenIn() {
            story.arrived("C-01");
            moved("C-01", "AccessionContainer", "InventoryContainer");
            refused(() -> inventory(), "accession comes before the inventory");
        }

        @Test
        void inventory_withASealInQuestion() {
            story.arrived("C-01")
                    .completeAt("C-01", "evidence-coordinators-1", "AccessionContainer", "sealIntact", "no")
                    .completeAt("C-01", "evidence-coordinators-2", "WitnessAccession", "witnessed", "yes");
            moved("C-01", "ResolveSealIncident", "InventoryContainer");
            refused(() -> inventory(), "its seal is in question");
        }

        private void inventory() {
            story.completeAt(
                    "C-01",
                    "scientists-1",
                    "InventoryContainer",
                    "inventory",
                    List.of(LaboratoryStory.bone("1", "cranium", "MIDLINE", 100)));
        }

        @Test
        void record_ofAnInventoryThatNobodyVerified() {
            story.arrived("C-01").accessioned("C-01");
            inventory();
            engine.getIdentityService().setAuthentication("operators-1", List.of("operators"));
            try {
                moved("C-01", "VerifyInventory", "RecordInventory");
            } finally {
                engine.getIdentityService().clearAuthentication();
            }
            assertThat(story.open("C-01")).containsExactly("InventoryContainer");
            assertThat(story.rows("specimen")).isZero();
        }

        @Test
        void identification_thatNobodyProposed_reviewedOrApproved() {
            story.cases(1).borneOut("I-001", PERSON);
            refused(() -> moved("I-001", "ProposeDisposition", "RecordIdentification"), "no disposition was proposed");

            story.proposed("I-001", "IDENTIFIED", "person", PERSON);
            refused(() -> moved("I-001", "ReviewDisposition", "RecordIdentification"), "nobody has reviewed");

            moved("I-001", "ReviewDisposition", "ApproveIdentification");
            refused(() -> story.approved("I-001"), "nobody has reviewed");

            moved("I-001", "ApproveIdentification", "ReviewDisposition");
            story.reviewed("I-001");
            refused(
                    () -> moved("I-001", "ApproveIdentification", "RecordIdentification"),
                    "no medical examiner has approved");

            moved("I-001", "ApproveIdentification", "NotifyFamily");
            refused(() -> story.told("I-001"), "no medical examiner has approved");

            moved("I-001", "NotifyFamily", "ReleaseName");
            refused(() -> story.named("I-001"), "no medical examiner has approved");

            moved("I-001", "ReleaseName", "ReturnToFamily");
            refused(() -> story.returned("I-001"), "no medical examiner has approved");
        }

        @Test
        void name_beforeTheFamilyIsTold_andReturnBeforeTheNameIsReleased() {
            story.cases(1).identified("I-001", PERSON);

            moved("I-001", "NotifyFamily", "ReleaseName");
            refused(() -> story.named("I-001"), "the family is not told yet");

            moved("I-001", "ReleaseName", "ReturnToFamily");
            refused(() -> story.returned("I-001"), "the family is told and the name released first");
        }

        @Test
        void outcome_thatNobodyReviewed_orThatIsNotTheOneProposed() {
            story.cases(1)
                    .selected("I-001", "ANTHROPOLOGY")
                    .examinedLine("I-001", "ExamineAnthropology", "INCONCLUSIVE")
                    .joined("I-001")
                    .proposed("I-001", "RETAINED");
            moved("I-001", "ReviewDisposition", "RetainRemains");
            refused(() -> retained(), "nobody has reviewed");

            refused(() -> moved("I-001", "RetainRemains", "CloseCase"), "not carried out yet");
            assertThat(story.text("select case_state from individual where reference = ?"))
                    .isEqualTo("OPEN");

            moved("I-001", "RetainRemains", "ReviewDisposition");
            story.reviewed("I-001");
            moved("I-001", "RetainRemains", "ReviewJointly");
            refused(() -> story.reviewedJointly("I-001"), "RETAINED is proposed; this step carries out PARTNER_NAMED");

            moved("I-001", "ReviewJointly", "ResolveNonHuman");
            refused(
                    () -> story.completeAt(
                            "I-001", "lab-managers-2", "ResolveNonHuman", "resolution", "Kept on shelf 1"),
                    "RETAINED is proposed; this step carries out NON_HUMAN");
            refused(
                    () -> moved("I-001", "ResolveNonHuman", "ConsolidateIndividuals"),
                    "RETAINED is proposed; this step carries out CONSOLIDATE");
        }

        private void retained() {
            story.completeAt("I-001", "lab-managers-1", "RetainRemains", "storage", "Shelf 12");
        }

        @Test
        void partner_withoutTheMedicalExaminer_andWithoutTheJointReview() {
            story.cases(1).borneOut("I-001", PERSON).proposed("I-001", "PARTNER_UNNAMED", "partner", "ROK");
            story.reviewed("I-001");
            moved("I-001", "ApproveIdentification", "ReviewJointly");
            refused(() -> story.reviewedJointly("I-001"), "no medical examiner has approved");

            moved("I-001", "ReviewJointly", "ApproveIdentification");
            story.approved("I-001");
            moved("I-001", "ReviewJointly", "TransferToPartner");
            refused(() -> story.handedToPartner("I-001"), "the joint review is not signed");
        }
    }
}
