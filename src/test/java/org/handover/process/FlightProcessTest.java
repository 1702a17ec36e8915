package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.init;

import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.ProcessEngine;
import org.handover.account.Accounts;
import org.handover.custody.Custody;
import org.handover.custody.Holder;
import org.handover.engine.Workbench;
import org.handover.flight.Airfield;
import org.handover.flight.Ceremony;
import org.handover.flight.Flight;
import org.handover.flight.Leg;
import org.handover.transfer.Container;
import org.handover.transfer.Transfer;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ProcessTest
class FlightProcessTest {

    @Autowired
    private Transfer transfer;

    @Autowired
    private Flight flight;

    @Autowired
    private Custody custody;

    @Autowired
    private Accounts accounts;

    private Story story;
    private Reference reference;

    @BeforeEach
    void story(@Autowired ProcessEngine engine, @Autowired Workbench workbench, @Autowired JdbcClient jdbc) {
        init(engine);
        story = new Story(engine, workbench, jdbc);
        reference = new Reference(story.reference());
    }

    private Holder holder() {
        return custody.holder(reference.item("C-01")).orElseThrow();
    }

    @Test
    void straightToHickam_entersTheLaboratory() {
        story.atLaboratory(3);

        assertThat(story.phase()).isEqualTo("IDENTIFICATION");
        assertThat(story.instance())
                .hasPassedInOrder(
                        "RemainsReadyToFly",
                        "PlanLeg",
                        "LeavesKorea",
                        "HoldHonorCeremony",
                        "HeldAtHickam",
                        "ConfirmDeparture",
                        "InTheAir",
                        "ConfirmArrival",
                        "Landed",
                        "WhereLanded",
                        "RemainsAtHickam");
        assertThat(story.variable("containersToExamine")).isEqualTo(3);
        assertThat(transfer.place(reference)).contains(Place.HICKAM);
        assertThat(custody.verify(reference).intact()).isTrue();
    }

    @Test
    @DisplayName("W10 straight from Wonsan to Hickam: neither the field review nor the honors are left out")
    void straightFromWonsan() {
        story.transferDue("destination", "HICKAM")
                .received(1)
                .witnessed()
                .complete(
                        "scientists-1",
                        "ReviewRemains",
                        "fieldReview",
                        Story.fieldReview(1),
                        "reviewedOn",
                        "2018-07-28",
                        "reviewedAt",
                        "WONSAN")
                .recased(1)
                .planned("WONSAN", "HICKAM", "RCH-801");
        assertThat(story.instance()).hasPassed("ReviewRemains").isWaitingAt("HoldHonorCeremony");
        story.honored()
                .departed("WONSAN", "2018-08-01T14:00:00+09:00", 1)
                .arrived("HICKAM", "2018-08-01T14:30:00-10:00", 1);
        assertThat(story.instance()).isWaitingAt("HoldHonorCeremony");
        assertThat(story.phase()).isEqualTo("FLIGHT");

        story.honored();

        assertThat(story.phase()).isEqualTo("IDENTIFICATION");
        assertThat(flight.ceremonies(reference)).hasSize(2);
    }

    @Test
    void planned_asksTheAirlift_andHonorsBeforeItLeavesKorea() {
        story.readyToFly(1);
        assertThat(story.groupsOf("PlanLeg")).containsExactly("airlift");

        story.planned("OSAN", "HICKAM", "RCH-1");

        assertThat(story.instance()).isWaitingAt("HoldHonorCeremony").isNotWaitingAt("ConfirmDeparture");
        assertThat(story.groupsOf("HoldHonorCeremony")).containsExactly("transfer-team");
        assertThat(flight.legs(reference)).singleElement().satisfies(leg -> {
            assertThat(leg.from()).isEqualTo(Airfield.OSAN);
            assertThat(leg.to()).isEqualTo(Airfield.HICKAM);
            assertThat(leg.departedAt()).isNull();
        });
    }

    @Test
    void legWithinKorea_hasNoCeremony() {
        story.readyToFly(1).planned("OSAN", "WONSAN", "RCH-1");

        assertThat(story.instance()).isWaitingAt("ConfirmDeparture").hasNotPassed("HoldHonorCeremony");
        assertThat(story.groupsOf("ConfirmDeparture")).containsExactly("airlift");
    }

    @Test
    @DisplayName("X2 in movement the holder is the named escort of the mission, on every leg")
    void twoLegs_handTheCasesFromEscortToEscort() {
        story.transferDue().received(2).witnessed();
        story.complete(
                "scientists-1", "ReviewRemains", "fieldReview", Story.fieldReview(2), "reviewedOn", "2018-07-27");
        story.recased(2).planned("WONSAN", "OSAN", "RCH-1");
        assertThat(holder()).isEqualTo(Holder.UNC);

        story.departed("WONSAN", "2018-08-01T08:00:00+09:00", 2);
        assertThat(holder()).isEqualTo(Holder.airlift("RCH-1"));
        assertThat(transfer.place(reference)).contains(Place.WONSAN);

        story.arrived("OSAN", "2018-08-01T09:30:00+09:00", 2);
        assertThat(story.instance()).isWaitingAt("PlanLeg");
        assertThat(holder()).isEqualTo(Holder.airlift("RCH-1"));
        assertThat(transfer.place(reference)).contains(Place.OSAN);

        story.planned("OSAN", "HICKAM", "RCH-2").honored().departed("OSAN", "2018-08-01T14:00:00+09:00", 2);
        assertThat(holder()).isEqualTo(Holder.airlift("RCH-2"));
        assertThat(custody.events(reference.item("C-01"))).last().satisfies(event -> {
            assertThat(event.from()).isEqualTo(Holder.airlift("RCH-1"));
            assertThat(event.at()).isEqualTo("2018-08-01T05:00:00Z");
            assertThat(event.place()).isEqualTo("OSAN");
        });

        story.arrived("HICKAM", "2018-08-01T14:30:00-10:00", 2).honored();
        assertThat(story.phase()).isEqualTo("IDENTIFICATION");
        assertThat(flight.legs(reference)).extracting(Leg::landedAt).containsExactly(Airfield.OSAN, Airfield.HICKAM);
        assertThat(custody.verify(reference).intact()).isTrue();
    }

    @Test
    void sameMissionGoingOn_keepsItsEscort() {
        story.readyToFly(1)
                .planned("OSAN", "WONSAN", "RCH-1")
                .departed("OSAN", "2018-08-01T08:00:00+09:00", 1)
                .arrived("WONSAN", "2018-08-01T09:00:00+09:00", 1)
                .planned("WONSAN", "HICKAM", "RCH-1")
                .honored()
                .departed("WONSAN", "2018-08-01T12:00:00+09:00", 1);

        assertThat(holder()).isEqualTo(Holder.airlift("RCH-1"));
        assertThat(story.instance()).isWaitingAt("ConfirmArrival");
    }

    @Test
    void landedElsewhere_isADiversion_theNextLegStartsThere() {
        story.readyToFly(1)
                .planned("OSAN", "HICKAM", "RCH-1")
                .honored()
                .departed("OSAN", "2018-08-01T14:00:00+09:00", 1)
                .arrived("WONSAN", "2018-08-01T16:00:00+09:00", 1);

        assertThat(story.instance()).isWaitingAt("PlanLeg");
        assertThat(holder()).isEqualTo(Holder.airlift("RCH-1"));
        assertThat(transfer.place(reference)).contains(Place.WONSAN);
        assertThatThrownBy(() -> story.planned("OSAN", "HICKAM", "RCH-2"))
                .hasMessageContaining("from: the remains are at WONSAN, not at OSAN; a leg starts where they are");

        story.planned("WONSAN", "HICKAM", "RCH-2");
        assertThat(story.instance()).isWaitingAt("HoldHonorCeremony");
    }

    @Test
    void turnedBack_leavesCustodyWhereItWas() {
        story.readyToFly(1)
                .planned("OSAN", "HICKAM", "RCH-1")
                .honored()
                .departed("OSAN", "2018-08-01T14:00:00+09:00", 1);
        int events = custody.events(reference.item("C-01")).size();

        story.arrived("OSAN", "2018-08-01T15:00:00+09:00", 1);

        assertThat(story.instance()).isWaitingAt("PlanLeg");
        assertThat(custody.events(reference.item("C-01"))).hasSize(events);
        assertThat(transfer.place(reference)).contains(Place.OSAN);

        story.planned("OSAN", "HICKAM", "RCH-1").honored();
        assertThatThrownBy(() -> story.departed("OSAN", "2018-08-01T14:30:00+09:00", 1))
                .hasMessageContaining("actualAt: 2018-08-01T05:30:00Z is before the last act at 2018-08-01T06:00:00Z");
        story.departed("OSAN", "2018-08-01T16:00:00+09:00", 1).arrived("HICKAM", "2018-08-01T14:30:00-10:00", 1);
        assertThat(story.instance()).isWaitingAt("HoldHonorCeremony");
        assertThat(flight.ceremonies(reference)).hasSize(2);
    }

    @Test
    @DisplayName("T3, W9 undecided or Osan as destination: every route ends at the laboratory")
    void destinationDecidedLate_everyRouteEndsAtTheLaboratory() {
        story.transferDue("destination", "OSAN")
                .received(1)
                .witnessed()
                .reviewed(1)
                .recased(1)
                .planned("OSAN", "HICKAM", "RCH-1");

        assertThat(story.instance()).isWaitingAt("HoldHonorCeremony").hasNotPassed("Laboratory");
    }

    @Test
    @DisplayName("T4 honors are equal for every case, whatever the field review found")
    void notHumanInTheFieldReview_isHonoredLikeEveryOther() {
        List<Map<String, Object>> review = Story.fieldReview(3);
        review.get(1).put("human", "NO");
        story.transferDue().received(3).witnessed();
        story.complete(
                "scientists-1",
                "ReviewRemains",
                "fieldReview",
                review,
                "reviewedOn",
                "2018-07-28",
                "reviewedAt",
                "OSAN");
        story.recased(3)
                .planned("OSAN", "HICKAM", "RCH-1")
                .honored()
                .departed("OSAN", "2018-08-01T14:00:00+09:00", 3)
                .arrived("HICKAM", "2018-08-01T14:30:00-10:00", 3)
                .honored();

        assertThat(flight.ceremonies(reference))
                .extracting(Ceremony::casesPresent)
                .containsExactly(3, 3);
        assertThat(flight.ceremonies(reference)).extracting(Ceremony::place).containsExactly(Place.OSAN, Place.HICKAM);
        assertThat(transfer.containers(reference)).extracting(Container::human).contains(Container.Human.NO);
    }

    @Test
    @DisplayName("X11 a ceremony says which cases were present and changes no custody")
    void ceremony_changesNoCustody() {
        story.readyToFly(2).planned("OSAN", "HICKAM", "RCH-1");
        int events = story.rows("custody_event");

        story.honored();

        assertThat(story.rows("custody_event")).isEqualTo(events);
        assertThat(story.value("select cases_present from ceremony where reference = ?", Integer.class))
                .isEqualTo(2);
        assertThat(holder()).isEqualTo(Holder.UNC);
    }

    @Test
    void messagesOfTheAirlift_takeThePlaceOfThePeople() {
        story.readyToFly(2).planned("OSAN", "HICKAM", "RCH-1").honored();
        story.send(
                "airlift-1",
                "FlightDeparted",
                "airfield",
                "OSAN",
                "actualAt",
                "2018-08-01T14:00:00+09:00",
                "casesAboard",
                2);
        assertThat(story.instance()).hasPassed("FlightDeparted").isWaitingAt("ConfirmArrival");
        assertThat(story.openElements()).containsExactly("ConfirmArrival");
        assertThat(holder()).isEqualTo(Holder.airlift("RCH-1"));

        story.send(
                "airlift-1",
                "FlightArrived",
                "airfield",
                "HICKAM",
                "actualAt",
                "2018-08-01T14:30:00-10:00",
                "casesAboard",
                2);
        assertThat(story.instance()).hasPassed("FlightArrived", "Landed").isWaitingAt("HoldHonorCeremony");
        assertThat(transfer.place(reference)).contains(Place.HICKAM);
    }

    @Test
    void messageThatDoesNotFit_isRefused_theTaskStaysOpen() {
        story.readyToFly(2).planned("OSAN", "HICKAM", "RCH-1").honored();

        assertThatThrownBy(() -> story.send(
                        "airlift-1",
                        "FlightDeparted",
                        "airfield",
                        "OSAN",
                        "actualAt",
                        "2018-08-01T14:00:00+09:00",
                        "casesAboard",
                        1))
                .hasMessageContaining("casesAboard: 1, but 2 are in custody");

        assertThat(story.openElements()).containsExactly("ConfirmDeparture");
        assertThat(holder()).isEqualTo(Holder.UNC);
        assertThat(flight.legs(reference)).extracting(Leg::departedAt).containsOnlyNulls();
    }

    @Test
    void flightBeforeCustody_isRefusedByTheEngine_nothingChanged() {
        story.transferDue();

        assertThatThrownBy(() -> story.send(
                        "airlift-1",
                        "FlightDeparted",
                        "airfield",
                        "WONSAN",
                        "actualAt",
                        "2018-07-27T11:00:00+09:00",
                        "casesAboard",
                        55))
                .isInstanceOf(MismatchingMessageCorrelationException.class);
        assertThatThrownBy(() -> story.departed("WONSAN", "2018-07-27T11:00:00+09:00", 55))
                .hasMessageContaining("has no open task ConfirmDeparture");

        assertThat(story.openElements()).containsExactly("ReceiveRemains");
        assertThat(story.rows("flight_leg")).isZero();
        assertThat(story.rows("custody_event")).isZero();
    }

    @Test
    void departureBeforeThePlan_andArrivalBeforeTheDeparture_areRefusedByTheEngine() {
        story.readyToFly(1);
        Object[] report = {"airfield", "OSAN", "actualAt", "2018-08-01T14:00:00+09:00", "casesAboard", 1};

        assertThatThrownBy(() -> story.send("airlift-1", "FlightDeparted", report))
                .isInstanceOf(MismatchingMessageCorrelationException.class);
        story.planned("OSAN", "WONSAN", "RCH-1");
        assertThatThrownBy(() -> story.send("airlift-1", "FlightArrived", report))
                .isInstanceOf(MismatchingMessageCorrelationException.class);

        assertThat(story.openElements()).containsExactly("ConfirmDeparture");
        assertThat(holder()).isEqualTo(Holder.UNC);
    }

    @Test
    void arrivalOverdue_asksWhereTheAircraftIs() {
        story.readyToFly(1)
                .planned("OSAN", "HICKAM", "RCH-1")
                .honored()
                .departed("OSAN", "2018-08-01T14:00:00+09:00", 1);
        assertThat(((Date) story.variable("arrivalChaseAt")).toInstant()).isEqualTo("2018-08-02T05:00:00Z");

        story.runJobAt("ArrivalOverdue");
        assertThat(story.openElements()).containsExactly("ChaseArrival", "ConfirmArrival");
        assertThat(story.groupsOf("ChaseArrival")).containsExactly("airlift");

        story.complete("airlift-2", "ChaseArrival", "remarks", "Late because of weather");
        assertThat(story.openElements()).containsExactly("ConfirmArrival");
        assertThat(story.value("select reason from decision where reference = ? and stage = 'FLIGHT'", String.class))
                .isEqualTo("Late because of weather");

        story.arrived("HICKAM", "2018-08-02T14:30:00-10:00", 1);
        assertThat(story.instance())
                .hasPassed("ArrivalOverdue", "ArrivalChased")
                .isWaitingAt("HoldHonorCeremony");
    }

    @Test
    void landed_takesTheReminderAway() {
        story.readyToFly(1)
                .planned("OSAN", "HICKAM", "RCH-1")
                .honored()
                .departed("OSAN", "2018-08-01T14:00:00+09:00", 1)
                .runJobAt("ArrivalOverdue")
                .arrived("HICKAM", "2018-08-01T14:30:00-10:00", 1);

        assertThat(story.openElements()).containsExactly("HoldHonorCeremony");
    }

    @Test
    void receivedWhereNoAircraftLands_isBroughtToAnAirfieldInKorea() {
        story.transferDue().received(1, "place", "PANMUNJOM").witnessed();
        story.complete(
                "scientists-1", "ReviewRemains", "fieldReview", Story.fieldReview(1), "reviewedOn", "2018-07-28");
        story.recased(1);
        assertThatThrownBy(() -> story.planned("HICKAM", "OSAN", "RCH-1"))
                .hasMessageContaining("from: the remains are at PANMUNJOM, from where no aircraft leaves");

        story.planned("OSAN", "HICKAM", "RCH-1").honored();

        assertThat(flight.ceremonies(reference)).extracting(Ceremony::place).containsExactly(Place.OSAN);
        assertThat(transfer.place(reference)).contains(Place.OSAN);
        assertThat(holder()).isEqualTo(Holder.UNC);
        story.departed("OSAN", "2018-08-01T14:00:00+09:00", 1);
        assertThat(holder()).isEqualTo(Holder.airlift("RCH-1"));
    }

    @Test
    @DisplayName("T5 local dates across the date line fit together")
    void localDatesAcrossTheDateLine_fitTogether() {
        story.readyToFly(1)
                .planned("OSAN", "HICKAM", "RCH-1")
                .honored()
                .departed("OSAN", "2018-08-01T14:00:00+09:00", 1)
                .arrived("HICKAM", "2018-08-01T00:30:00-10:00", 1)
                .honored();

        assertThat(flight.ceremonies(reference))
                .extracting(ceremony -> ceremony.heldOn().toString())
                .containsExactly("2018-08-01", "2018-08-01");
    }

    private static List<Map<String, Object>> exceptions(String... cells) {
        var row = new java.util.HashMap<String, Object>();
        for (int i = 0; i < cells.length; i += 2) {
            row.put(cells[i], cells[i + 1]);
        }
        return List.of(row);
    }

    @Test
    @DisplayName(
            "N2 a case that is not aboard stays with its holder, is a discrepancy, and comes after the others when it is found")
    void caseLeftBehind_staysWithItsHolder_untilItIsFound() {
        story.readyToFly(3).planned("OSAN", "HICKAM", "RCH-1").honored();
        assertThatThrownBy(() -> story.departed("OSAN", "2018-08-01T14:00:00+09:00", 2))
                .hasMessageContaining(
                        "casesAboard: 2, but 3 are in custody; every case flies, or is named in exceptions as MISSING");
        assertThatThrownBy(() -> story.complete(
                        "airlift-1",
                        "ConfirmDeparture",
                        "airfield",
                        "OSAN",
                        "actualAt",
                        "2018-08-01T14:00:00+09:00",
                        "casesAboard",
                        3,
                        "exceptions",
                        exceptions("number", "C-09", "what", "MISSING", "remarks", "None")))
                .hasMessageContaining("exceptions line 1: number: C-09 does not fly with this leg")
                .hasMessageContaining("casesAboard: 3 and 1 missing, but 3 are in custody");

        story.complete(
                "airlift-1",
                "ConfirmDeparture",
                "airfield",
                "OSAN",
                "actualAt",
                "2018-08-01T14:00:00+09:00",
                "casesAboard",
                2,
                "exceptions",
                exceptions("number", "C-02", "what", "MISSING", "remarks", "No room"));
        assertThat(custody.holder(reference.item("C-02"))).contains(Holder.UNC);
        assertThat(custody.holder(reference.item("C-01"))).contains(Holder.airlift("RCH-1"));
        story.arrived("HICKAM", "2018-08-01T14:30:00-10:00", 2).honored().settle();

        assertThat(flight.ceremonies(reference))
                .extracting(Ceremony::casesPresent)
                .containsExactly(3, 2);
        assertThat(accounts.discrepancies(reference)).singleElement().satisfies(missing -> {
            assertThat(missing.item()).isEqualTo(reference + "/C-02");
            assertThat(missing.leg()).isEqualTo(1);
            assertThat(missing.foundBy()).isEqualTo("airlift-1");
            assertThat(missing.description()).isEqualTo("Not aboard mission RCH-1 on leaving OSAN: No room");
        });
        assertThat(story.openElements("C-01")).containsExactly("AccessionContainer");
        assertThat(story.openElements("C-02")).containsExactly("TraceContainer");
        assertThat(story.openElements("C-03")).containsExactly("AccessionContainer");
        assertThat(accounts.reconcile(reference).reconciles()).isTrue();
        assertThatThrownBy(() -> story.completeAt(
                        "C-02", "transfer-team-1", "TraceContainer", "found", "yes", "explanation", "At Osan"))
                .hasMessageContaining("missionNumber: is missing; UNC holds " + reference + "/C-02");

        story.completeAt(
                "C-02",
                "transfer-team-1",
                "TraceContainer",
                "found",
                "yes",
                "explanation",
                "It had stayed at Osan, sealed",
                "missionNumber",
                "RCH-2",
                "arrivedOn",
                "2018-08-05");

        assertThat(story.openElements("C-02")).containsExactly("AccessionContainer");
        assertThat(custody.events(reference.item("C-02")))
                .extracting(event -> event.to().value() + " " + event.place())
                .endsWith("AIRLIFT:RCH-2 OSAN", "AIRLIFT:RCH-2 HICKAM");
        assertThat(custody.verify(reference).intact()).isTrue();
        assertThat(accounts.discrepancies(reference)).singleElement().satisfies(found -> {
            assertThat(found.next()).isEqualTo("FOUND");
            assertThat(found.explainedBy()).isEqualTo("transfer-team-1");
        });
    }

    @Test
    @DisplayName(
            "N2, C5 on landing a case is missing and another has another seal: each is recorded by itself, and holds only its own examination")
    void landedWithACaseMissing_andAnotherSeal() {
        story.readyToFly(3)
                .planned("OSAN", "HICKAM", "RCH-1")
                .honored()
                .departed("OSAN", "2018-08-01T14:00:00+09:00", 3);
        story.complete(
                "airlift-1",
                "ConfirmArrival",
                "airfield",
                "HICKAM",
                "actualAt",
                "2018-08-01T14:30:00-10:00",
                "casesAboard",
                2,
                "exceptionsCsv",
                "number,what,seal,remarks\nC-01,SEAL,N-99,It was whole\nC-03,MISSING,,Not in the hold");
        story.honored().settle();

        assertThat(custody.events(reference.item("C-03"))).last().satisfies(event -> {
            assertThat(event.to()).isEqualTo(Holder.airlift("RCH-1"));
            assertThat(event.place()).isEqualTo("OSAN");
        });
        assertThat(story.value("select description from incident where reference = ?", String.class))
                .isEqualTo(
                        "On landing at HICKAM with mission RCH-1 the seal was N-99, on record is N-01: It was whole");
        assertThat(story.value("select cases_off from flight_leg where reference = ?", Integer.class))
                .isEqualTo(2);
        story.completeAt(
                        "C-01",
                        "evidence-coordinators-1",
                        "AccessionContainer",
                        "sealIntact",
                        "yes",
                        "accessionedOn",
                        "2018-08-02")
                .completeAt("C-01", "evidence-coordinators-2", "WitnessAccession", "witnessed", "yes");
        assertThat(story.openElements("C-01")).containsExactly("ResolveSealIncident");

        story.completeAt(
                "C-03",
                "transfer-team-1",
                "TraceContainer",
                "found",
                "no",
                "explanation",
                "There never was a third: it was listed by mistake");

        assertThat(story.openElements("C-03")).isEmpty();
        assertThat(accounts.discrepancies(reference))
                .extracting(discrepancy -> discrepancy.next())
                .containsExactly("NOT_FOUND");
        assertThat(accounts.close(reference).faults())
                .contains("containers: 2 were received and have no verified inventory")
                .noneMatch(fault -> fault.startsWith("discrepancies"));
    }

    @Test
    void nothingAboard_isNoLeg() {
        story.readyToFly(1).planned("OSAN", "HICKAM", "RCH-1").honored();

        assertThatThrownBy(() -> story.complete(
                        "airlift-1",
                        "ConfirmDeparture",
                        "airfield",
                        "OSAN",
                        "actualAt",
                        "2018-08-01T14:00:00+09:00",
                        "casesAboard",
                        0,
                        "exceptions",
                        exceptions("number", "C-01", "what", "MISSING", "remarks", "No room")))
                .hasMessageContaining("casesAboard: no case is aboard; a leg carries one at least");
    }

    @Test
    @DisplayName("N2 a container that is not there when it is to be accessioned is missing when two people say so")
    void notThereAtTheAccession_isTraced() {
        story.atLaboratory(1).settle();
        story.completeAt(
                "C-01", "evidence-coordinators-1", "AccessionContainer", "present", "no", "remarks", "Not in the bay");
        assertThat(story.rows("discrepancy")).isZero();
        assertThatThrownBy(() ->
                        story.completeAt("C-01", "evidence-coordinators-1", "WitnessAccession", "witnessed", "yes"))
                .hasMessageContaining("another evidence coordinator bears witness");
        story.completeAt(
                "C-01", "evidence-coordinators-2", "WitnessAccession", "witnessed", "no", "remarks", "Look again");
        assertThat(story.openElements("C-01")).containsExactly("AccessionContainer");
        story.completeAt(
                        "C-01",
                        "evidence-coordinators-1",
                        "AccessionContainer",
                        "present",
                        "no",
                        "remarks",
                        "Not in the bay")
                .completeAt("C-01", "evidence-coordinators-2", "WitnessAccession", "witnessed", "yes");

        assertThat(story.openElements("C-01")).containsExactly("TraceContainer");
        assertThat(custody.holder(reference.item("C-01"))).contains(Holder.airlift("RCH-801"));
        story.completeAt("C-01", "transfer-team-1", "TraceContainer", "found", "yes", "explanation", "In another bay")
                .completeAt(
                        "C-01",
                        "evidence-coordinators-1",
                        "AccessionContainer",
                        "sealIntact",
                        "yes",
                        "remarks",
                        "A dent in the lid")
                .completeAt("C-01", "evidence-coordinators-2", "WitnessAccession", "witnessed", "yes");

        assertThat(story.openElements("C-01")).containsExactly("InventoryContainer");
        assertThat(custody.holder(reference.item("C-01"))).contains(Holder.LABORATORY);
        assertThat(story.value(
                        "select count(*) from decision where reference = ? and outcome = 'REMARKED'", Integer.class))
                .isEqualTo(1);
    }
}
