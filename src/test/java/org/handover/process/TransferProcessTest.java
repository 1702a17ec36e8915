package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.init;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.handover.custody.Custody;
import org.handover.custody.Holder;
import org.handover.draft.Draft;
import org.handover.draft.Drafts;
import org.handover.engine.Workbench;
import org.handover.incident.Incidents;
import org.handover.transfer.Container;
import org.handover.transfer.Discrepancies;
import org.handover.transfer.Transfer;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ProcessTest
class TransferProcessTest {

    private static final Holder DPRK = Holder.counterparty("DPRK");

    @Autowired
    private Transfer transfer;

    @Autowired
    private Custody custody;

    @Autowired
    private Drafts drafts;

    @Autowired
    private Discrepancies discrepancies;

    @Autowired
    private Incidents incidents;

    @Autowired
    private JdbcClient jdbc;

    private Story story;
    private Reference reference;

    @BeforeEach
    void story(@Autowired ProcessEngine engine, @Autowired Workbench workbench) {
        init(engine);
        story = new Story(engine, workbench, jdbc);
        reference = new Reference(story.reference());
    }

    private Holder holder(String number) {
        return custody.holder(reference.item(number)).orElseThrow();
    }

    private Draft draft() {
        return drafts.find(reference, null, Draft.Kind.MANIFEST).orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> rows() {
        return (List<Map<String, Object>>) draft().content().get("rows");
    }

    @Test
    void received_isInTheCustodyOfTheCommand_sealBySeal() {
        story.transferDue().received(3);

        assertThat(story.instance()).hasPassed("TakeCustody", "HandedOver").isWaitingAt("WitnessCustody");
        assertThat(story.groupsOf("WitnessCustody")).containsExactly("transfer-team");
        assertThat(transfer.keys(reference)).extracting(ItemKey::number).containsExactly("C-01", "C-02", "C-03");
        assertThat(custody.events(reference.item("C-02"))).singleElement().satisfies(event -> {
            assertThat(event.from()).isEqualTo(DPRK);
            assertThat(event.to()).isEqualTo(Holder.UNC);
            assertThat(event.place()).isEqualTo("WONSAN");
            assertThat(event.releasedBy()).isEqualTo("An officer of the counterparty");
            assertThat(event.receivedBy()).isEqualTo("transfer-team-1");
            assertThat(event.reason()).contains("S-02");
        });
        assertThat(story.variable("inCustody")).isEqualTo(true);
    }

    @Test
    void manifestAsCsv_keepsEveryColumn() {
        story.transferDue()
                .received(
                        0,
                        "manifest",
                        null,
                        "manifestCsv",
                        "seal,number,theirLabel,condition,recoverySite,effects\nS-1,C-01,Village A,\"dry, intact\",Unsan,1 tag\n");

        Container container = transfer.container(reference.item("C-01")).orElseThrow();
        assertThat(container)
                .extracting(
                        Container::seal,
                        Container::theirLabel,
                        Container::condition,
                        Container::recoverySite,
                        Container::effects)
                .containsExactly("S-1", "Village A", "dry, intact", "Unsan", "1 tag");
    }

    @Test
    void emptyManifest_isNothingHandedOver() {
        story.transferDue().received(0);

        assertThat(story.instance())
                .hasPassed("NothingHandedOver")
                .hasNotPassed("WitnessCustody", "Flight")
                .isWaitingAt("ScheduleTalks");
        assertThat(story.variable("inCustody")).isEqualTo(false);
    }

    @Test
    void badLine17Among55_sendsTheManifestBack_nothingHalfWritten() {
        var csv = new StringBuilder("number,seal\n");
        for (int line = 2; line <= 56; line++) {
            csv.append(line == 17 ? "C-16,\n" : "C-%02d,S-%02d\n".formatted(line - 1, line - 1));
        }
        story.transferDue().received(0, "manifest", null, "manifestCsv", csv.toString());

        assertThat(story.instance()).hasPassed("ManifestRejected").isWaitingAt("ReceiveRemains");
        assertThat(draft().errors()).containsExactly("manifestCsv line 17: seal: is missing");
        assertThat(rows()).hasSize(55);
        assertThat(draft().content()).containsEntry("receivedOn", "2018-07-27").containsEntry("place", "WONSAN");
        assertThat(draft().by()).isEqualTo("transfer-team-1");
        assertThat(story.rows("container")).isZero();
        assertThat(story.rows("custody_event")).isZero();

        story.received(55);

        assertThat(story.instance()).isWaitingAt("WitnessCustody");
        assertThat(story.rows("container")).isEqualTo(55);
        assertThat(drafts.find(reference, null, Draft.Kind.MANIFEST)).isEmpty();
    }

    @Test
    void everyFaultyLineIsNamed() {
        List<Map<String, Object>> manifest = Story.manifest(6);
        manifest.get(1).put("number", "C-1");
        manifest.get(2).put("number", "C-01");
        manifest.get(3).put("seal", "S-01");
        manifest.get(4).put("weight", 12);
        manifest.get(5).remove("number");
        story.transferDue().received(0, "manifest", manifest);

        assertThat(story.instance()).isWaitingAt("ReceiveRemains");
        assertThat(draft().errors())
                .containsExactlyInAnyOrder(
                        "manifest line 2: number: 'C-1' is not a container's number; they are C-01, C-02 and so on",
                        "manifest line 3: number: C-01 is there twice",
                        "manifest line 4: seal: S-01 is there twice; a seal is on one container",
                        "manifest line 5: weight: is unknown here; known are condition, effects, number, recoverySite, seal, theirLabel",
                        "manifest line 6: number: is missing");
        assertThat(story.rows("container")).isZero();
    }

    @Test
    void unreadableManifest_isNotTakenForAnEmptyOne() {
        story.transferDue().received(0, "manifest", null, "manifestCsv", "number,seal\nC-01");

        assertThat(story.instance()).isWaitingAt("ReceiveRemains").hasNotPassed("HandedOver");
        assertThat(draft().errors()).containsExactly("manifestCsv line 2: has 1 cells, the first line has 2");
    }

    @Test
    @DisplayName("C1 a container that somebody holds already is not received a second time")
    void alreadyInCustody_isRejected() {
        story.transferDue();
        ItemKey item = reference.item("C-01");
        custody.take(
                List.of(item),
                DPRK,
                Holder.LABORATORY,
                org.handover.custody.Handling.on(
                        java.time.LocalDate.of(2018, 7, 20),
                        Place.HICKAM.zone(),
                        "HICKAM",
                        "A courier",
                        "A coordinator",
                        "Sent ahead"));
        story.received(2);

        assertThat(story.instance()).isWaitingAt("ReceiveRemains");
        assertThat(draft().errors())
                .containsExactly(
                        "manifest line 1: number: C-01 is already in custody, its holder is LABORATORY; leave it out");
        assertThat(holder("C-01")).isEqualTo(Holder.LABORATORY);
        assertThat(story.rows("custody_event")).isEqualTo(1);
    }

    @Test
    void witnessed_names_theWitness_andTheReviewFollows() {
        story.transferDue().received(2).witnessed();

        assertThat(story.instance())
                .hasPassed("ReceiptWitnessed", "ReceivedAsAgreed")
                .hasNotPassed("DiscrepancyFound")
                .isWaitingAt("ReviewRemains");
        assertThat(story.groupsOf("ReviewRemains")).containsExactly("scientists");
        assertThat(transfer.containers(reference))
                .extracting(Container::witnessedBy)
                .containsOnly("transfer-team-2");
    }

    @Test
    void receiverAsWitness_isRefused() {
        story.transferDue().received(2);

        assertThatThrownBy(() -> story.complete("transfer-team-1", "WitnessCustody", "witnessed", "yes"))
                .hasMessageContaining("witnessed: transfer-team-1 has received the containers");

        assertThat(story.openElements()).containsExactly("WitnessCustody");
        assertThat(story.value(
                        "select count(*) from decision where reference = ? and stage = 'RECEIPT'", Integer.class))
                .isZero();
        assertThat(transfer.containers(reference))
                .extracting(Container::witnessedBy)
                .containsOnlyNulls();
    }

    @Test
    @DisplayName("X1 a refused receipt leaves the containers with the counterparty, on record, and can be corrected")
    void notWitnessed_staysWithTheCounterparty_untilReceivedAgain() {
        story.transferDue().received(3);
        story.complete("transfer-team-2", "WitnessCustody", "witnessed", "no", "remarks", "C-02 and C-03 are swapped");

        assertThat(story.instance()).isWaitingAt("ReceiveRemains");
        assertThat(story.variable("inCustody")).isEqualTo(false);
        assertThat(transfer.containers(reference)).isEmpty();
        assertThat(holder("C-01")).isEqualTo(DPRK);
        assertThat(custody.inCustody(reference)).isZero();
        assertThat(custody.events(reference.item("C-01"))).hasSize(2).last().satisfies(event -> {
            assertThat(event.reason()).isEqualTo("C-02 and C-03 are swapped");
            assertThat(event.releasedBy()).isEqualTo("transfer-team-2");
        });
        assertThat(story.value(
                        "select count(*) from container where reference = ? and refused_on is not null", Integer.class))
                .isEqualTo(3);
        assertThat(draft().errors()).containsExactly("manifest: refused by the witness: C-02 and C-03 are swapped");
        assertThat(rows()).extracting(row -> row.get("number")).containsExactly("C-01", "C-02", "C-03");

        List<Map<String, Object>> corrected = Story.manifest(3);
        corrected.get(1).put("seal", "S-03");
        corrected.get(2).put("seal", "S-02");
        story.received(0, "manifest", corrected).witnessed();

        assertThat(story.instance()).isWaitingAt("ReviewRemains");
        assertThat(transfer.containers(reference)).extracting(Container::seal).containsExactly("S-01", "S-03", "S-02");
        assertThat(custody.events(reference.item("C-02"))).hasSize(3);
        assertThat(custody.verify(reference).intact()).isTrue();
    }

    @Test
    @DisplayName("X1 what the corrected manifest leaves out stays refused, on record")
    void correctedManifest_mayLeaveAContainerOut() {
        story.transferDue().received(3);
        story.complete("transfer-team-2", "WitnessCustody", "witnessed", "no", "remarks", "There is no C-03");
        story.received(2).witnessed();

        assertThat(transfer.keys(reference)).extracting(ItemKey::number).containsExactly("C-01", "C-02");
        assertThat(transfer.container(reference.item("C-03")).orElseThrow().refusedOn())
                .isNotNull();
        assertThat(holder("C-03")).isEqualTo(DPRK);
    }

    @Test
    @DisplayName(
            "X1 one container is refused: the others stay, it goes back, and it is received again or was not handed over")
    void oneContainerRefused_goesBackAlone() {
        story.transferDue("agreedSets", 3).received(3);
        story.complete(
                "transfer-team-2",
                "WitnessCustody",
                "witnessed",
                "no",
                "lines",
                List.of(
                        Map.of("number", "C-02", "refused", "yes", "remarks", "The seal is torn"),
                        Map.of("number", "C-03", "remarks", "The lid is split")));

        assertThat(story.instance()).isWaitingAt("ReceiveRemains");
        assertThat(story.variable("inCustody")).isEqualTo(true);
        assertThat(transfer.containers(reference))
                .extracting(container -> container.key().number(), Container::witnessedBy)
                .containsExactly(tuple("C-01", "transfer-team-2"), tuple("C-03", "transfer-team-2"));
        assertThat(holder("C-02")).isEqualTo(DPRK);
        assertThat(draft().errors())
                .containsExactly("manifest line 1: number: refused by the witness: The seal is torn");
        assertThat(jdbc.sql("select outcome, reason from decision where subject = ? and stage = 'RECEIPT'")
                        .param(reference.item("C-03").toString())
                        .query()
                        .singleRow())
                .containsEntry("OUTCOME", "WITNESSED")
                .containsEntry("REASON", "The lid is split");
        assertThat(discrepancies.of(reference)).isEmpty();

        story.received(0);
        assertThat(story.instance()).isWaitingAt("WitnessCustody");
        assertThatThrownBy(() -> story.complete("transfer-team-1", "WitnessCustody", "witnessed", "yes"))
                .hasMessageContaining("transfer-team-1 has received the containers");
        story.witnessed();

        assertThat(story.instance()).isWaitingAt("ReviewRemains", "ExplainDiscrepancy");
        assertThat(discrepancies.of(reference)).singleElement().satisfies(discrepancy -> assertThat(
                        discrepancy.receivedContainers())
                .isEqualTo(2));
        assertThat(custody.verify(reference).intact()).isTrue();
    }

    @Test
    void oneContainerRefused_isReceivedAgain() {
        story.transferDue("agreedSets", 2).received(2);
        story.complete(
                "transfer-team-2",
                "WitnessCustody",
                "witnessed",
                "no",
                "linesCsv",
                "number,refused,remarks\nC-02,yes,The seal is torn");
        story.received(0, "manifest", List.of(Map.of("number", "C-02", "seal", "S-77")))
                .witnessed();

        assertThat(story.instance()).isWaitingAt("ReviewRemains").hasNotPassed("DiscrepancyFound");
        assertThat(transfer.containers(reference)).extracting(Container::seal).containsExactly("S-01", "S-77");
    }

    @Test
    void receivedOnTheDayOrLater_afterARefusal_butNotBefore() {
        story.transferDue().received(2);
        story.complete("transfer-team-2", "WitnessCustody", "witnessed", "no", "remarks", "Seals are missing");
        story.received(2, "receivedOn", "2018-07-26");

        assertThat(story.instance()).isWaitingAt("ReceiveRemains");
        assertThat(draft().errors())
                .contains(
                        "manifest line 1: number: C-01 went back to the counterparty on 2018-07-27 and cannot have been received on 2018-07-26");
    }

    @Test
    @DisplayName(
            "N2, W3 received is counted, a difference from what was agreed is a discrepancy that somebody explains")
    void receivedLessThanAgreed_raisesADiscrepancy_thatDoesNotHoldTheHonors() {
        story.transferDue("agreedSets", 3).received(2).witnessed();

        assertThat(story.instance())
                .hasPassed("DiscrepancyFound", "DiscrepancyRaised")
                .isWaitingAt("ReviewRemains", "ExplainDiscrepancy");
        assertThat(story.groupsOf("ExplainDiscrepancy")).containsExactly("negotiators");
        assertThat(discrepancies.of(reference)).singleElement().satisfies(discrepancy -> {
            assertThat(discrepancy.inWords()).isEqualTo("3 sets agreed, 2 containers received");
            assertThat(discrepancy.foundOn()).isEqualTo("2018-07-27");
            assertThat(discrepancy.explanation()).isNull();
        });

        story.reviewed(2).recased(2).planned("OSAN", "HICKAM", "RCH-1").honored();
        assertThat(story.openElements()).containsExactly("ConfirmDeparture", "ExplainDiscrepancy");

        story.complete("negotiators-1", "ExplainDiscrepancy", "explanation", "One was not found", "next", "ACCEPT");

        assertThat(story.instance()).hasPassed("DiscrepancyExplained").isWaitingAt("ConfirmDeparture");
        assertThat(discrepancies.of(reference)).singleElement().satisfies(discrepancy -> {
            assertThat(discrepancy.agreedSets()).isEqualTo(3);
            assertThat(discrepancy.receivedContainers()).isEqualTo(2);
            assertThat(discrepancy.explanation()).isEqualTo("One was not found");
            assertThat(discrepancy.explainedBy()).isEqualTo("negotiators-1");
        });
        assertThat(followOns()).isEmpty();
    }

    @Test
    void discrepancyResumesTalks_asAHandoverOfItsOwn() {
        story.transferDue("agreedSets", 1).received(2).witnessed();
        story.complete("negotiators-1", "ExplainDiscrepancy", "explanation", "One came later", "next", "RESUME_TALKS");

        assertThat(followOns()).singleElement().satisfies(next -> {
            assertThat(next).matches("HO-\\d{4}-\\d{2,}");
            assertThat(jdbc.sql("select said_text from statement where reference = ?")
                            .param(next)
                            .query(String.class)
                            .single())
                    .isEqualTo("Talks are resumed on what was agreed under %s: 1 set agreed, 2 containers received."
                            .formatted(reference));
            assertThat(jdbc.sql("select count(*) from statement where reference = ? and amount is null")
                            .param(next)
                            .query(Integer.class)
                            .single())
                    .isEqualTo(1);
        });
        assertThat(story.instance()).isWaitingAt("ReviewRemains");
    }

    private List<String> followOns() {
        return jdbc.sql("select reference from handover where continues = ?")
                .param(reference.value())
                .query(String.class)
                .list();
    }

    @Test
    void receivedAsAgreed_orNothingAgreed_raisesNone() {
        story.transferDue("agreedSets", 2).received(2).witnessed();

        assertThat(story.instance()).hasNotPassed("DiscrepancyFound").isWaitingAt("ReviewRemains");
        assertThat(story.rows("discrepancy")).isZero();
    }

    @Test
    void reviewedElsewhere_movesTheRemainsWithinTheCustodyOfTheCommand() {
        story.transferDue().received(2).witnessed().reviewed(2);

        assertThat(transfer.place(reference)).contains(Place.OSAN);
        assertThat(holder("C-01")).isEqualTo(Holder.UNC);
        assertThat(transfer.container(reference.item("C-01")).orElseThrow())
                .extracting(Container::human, Container::reviewedBy)
                .containsExactly(Container.Human.YES, "scientists-1");
        assertThat(story.groupsOf("RecaseRemains")).containsExactly("transfer-team");
    }

    @Test
    void reviewedWhereTheyAre_movesNothing() {
        story.transferDue().received(1).witnessed();
        story.complete(
                "scientists-1",
                "ReviewRemains",
                "fieldReviewCsv",
                "number,human,condition,effects,anomaly\nC-01,UNDETERMINED,fragmented,buttons,treated with chemicals\n",
                "reviewedOn",
                "2018-07-27");

        assertThat(transfer.place(reference)).contains(Place.WONSAN);
        assertThat(custody.events(reference.item("C-01"))).hasSize(1);
        assertThat(transfer.container(reference.item("C-01")).orElseThrow().anomaly())
                .isEqualTo("treated with chemicals");
    }

    @Test
    @DisplayName("X3 the received number stays the provenance through the re-casing, with both seals on record")
    void recased_keepsTheNumber_andBothSeals() {
        story.readyToFly(2);

        Container container = transfer.container(reference.item("C-01")).orElseThrow();
        assertThat(container.seal()).isEqualTo("S-01");
        assertThat(container.transferCase()).isEqualTo("T-01");
        assertThat(container.presentSeal()).isEqualTo("N-01");
        assertThat(custody.events(container.key())).last().satisfies(event -> {
            assertThat(event.act()).isEqualTo(org.handover.custody.Act.RECASED);
            assertThat(event.reason()).isEqualTo("Into transfer case T-01, seal out S-01, seal in N-01");
            assertThat(event.to()).isEqualTo(Holder.UNC);
        });
        assertThat(story.instance()).hasPassed("RemainsReadyToFly").isWaitingAt("PlanLeg");
        assertThat(story.phase()).isEqualTo("FLIGHT");
    }

    @Test
    @DisplayName(
            "C5 another seal than on record is refused, or explained and an incident that blocks nothing physically")
    void anotherSealOnRecasing_opensAnIncident() {
        story.transferDue().received(2).witnessed().reviewed(2);
        List<Map<String, Object>> recasing = Story.recasing(2);
        recasing.get(1).put("sealOut", "S-99");

        assertThatThrownBy(() -> story.complete(
                        "transfer-team-1", "RecaseRemains", "recasing", recasing, "recasedOn", "2018-07-31"))
                .hasMessageContaining("recasing line 2: sealOut: S-99 is not the seal of C-02, which is S-02");
        assertThat(story.openElements()).containsExactly("RecaseRemains");
        assertThat(story.rows("incident")).isZero();

        story.complete(
                "transfer-team-1",
                "RecaseRemains",
                "recasing",
                recasing,
                "recasedOn",
                "2018-07-31",
                "remarks",
                "The seal read S-99 and was whole");
        assertThat(story.rows("incident")).isZero();
        story.recasingWitnessed();

        assertThat(story.instance()).isWaitingAt("PlanLeg");
        assertThat(incidents.open(reference.item("C-02"), Incidents.Kind.SEAL))
                .containsExactly("On re-casing seal S-99 was cut, on record is S-02: The seal read S-99 and was whole");
        assertThat(incidents.open(reference.item("C-01"), Incidents.Kind.SEAL)).isEmpty();
    }

    @Test
    @DisplayName(
            "C5 re-casing is an act of two people: nothing is on record before the second has signed, and one case may go back")
    void recasing_isSignedByAnotherPerson_caseByCase() {
        story.transferDue().received(3).witnessed().reviewed(3);
        story.complete("transfer-team-1", "RecaseRemains", "recasing", Story.recasing(3), "recasedOn", "2018-07-31");

        assertThat(story.groupsOf("WitnessRecasing")).containsExactly("transfer-team");
        assertThat(transfer.containers(reference))
                .extracting(Container::transferCase)
                .containsOnlyNulls();
        assertThat(custody.events(reference.item("C-01"))).hasSize(2);
        assertThatThrownBy(() -> story.complete("transfer-team-1", "WitnessRecasing", "witnessed", "yes"))
                .hasMessageContaining(
                        "transfer-team-1 has re-cased the remains; re-casing takes a witness who has not");
        assertThatThrownBy(() -> story.complete(
                        "transfer-team-2",
                        "WitnessRecasing",
                        "witnessed",
                        "yes",
                        "lines",
                        List.of(Map.of("number", "C-02", "refused", "yes", "remarks", "Loose"))))
                .hasMessageContaining("witnessed: is yes, but a line is refused; answer no");
        assertThatThrownBy(() -> story.complete(
                        "transfer-team-2",
                        "WitnessRecasing",
                        "witnessed",
                        "no",
                        "lines",
                        List.of(
                                Map.of("number", "C-07", "refused", "yes", "remarks", "Loose"),
                                Map.of("number", "C-02", "refused", "yes", "remarks", "Loose"),
                                Map.of("number", "C-02", "remarks", "Loose"))))
                .hasMessageContaining("lines line 1: C-07 is not among what is to be signed")
                .hasMessageContaining("lines line 3: C-02 is there twice");

        story.complete(
                "transfer-team-2",
                "WitnessRecasing",
                "witnessed",
                "no",
                "lines",
                List.of(Map.of("number", "C-02", "refused", "yes", "remarks", "The seal is loose")));
        assertThat(story.openElements()).containsExactly("RecaseRemains");
        assertThat(transfer.containers(reference))
                .extracting(Container::transferCase)
                .containsExactly("T-01", null, "T-03");
        assertThat(custody.events(reference.item("C-01"))).last().satisfies(event -> {
            assertThat(event.releasedBy()).isEqualTo("transfer-team-1");
            assertThat(event.receivedBy()).isEqualTo("transfer-team-2");
        });
        assertThat(drafts.find(reference, null, Draft.Kind.RECASING)
                        .orElseThrow()
                        .errors())
                .containsExactly("recasing line 1: number: refused by the witness: The seal is loose");
        assertThatThrownBy(() -> story.complete(
                        "transfer-team-1", "RecaseRemains", "recasing", Story.recasing(2), "recasedOn", "2018-07-31"))
                .hasMessageContaining("recasing line 1: number: C-01 is not in custody here");

        story.complete(
                        "transfer-team-3",
                        "RecaseRemains",
                        "recasing",
                        Story.recasing(2).subList(1, 2),
                        "recasedOn",
                        "2018-07-31")
                .complete("transfer-team-1", "WitnessRecasing", "witnessed", "yes", "remarks", "Sealed anew");

        assertThat(story.instance()).isWaitingAt("PlanLeg");
        assertThat(transfer.containers(reference))
                .extracting(Container::transferCase)
                .containsExactly("T-01", "T-02", "T-03");
        assertThat(custody.verify(reference).intact()).isTrue();
    }
}
