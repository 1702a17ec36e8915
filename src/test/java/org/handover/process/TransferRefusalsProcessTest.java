package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.handover.draft.Draft;
import org.handover.draft.Drafts;
import org.handover.engine.Workbench;
import org.handover.vocabulary.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the transfer, the flight and the joint recovery refuse. */
@ProcessTest
class TransferRefusalsProcessTest {

    private static final String FUTURE = "2999-01-01";
    private static final String LONG = "x".repeat(4001);

    @Autowired
    private Drafts drafts;

    private Story story;

    @BeforeEach
    void story(@Autowired ProcessEngine engine, @Autowired Workbench workbench, @Autowired JdbcClient jdbc) {
        story = new Story(engine, workbench, jdbc);
    }

    private static List<Map<String, Object>> changed(
            List<Map<String, Object>> lines, Consumer<List<Map<String, Object>>> change) {
        change.accept(lines);
        return lines;
    }

    @TestFactory
    Stream<DynamicTest> receipt() {
        story.transferDue();
        return Refusals.ofTask(
                        story,
                        "transfer-team-1",
                        "ReceiveRemains",
                        "receivedOn",
                        "2018-07-27",
                        "place",
                        "WONSAN",
                        "handedOverBy",
                        "An officer",
                        "manifest",
                        Story.manifest(2))
                .missing("receivedOn", "place", "handedOverBy")
                .refused("manifest", null, "manifest: is missing; an empty one means that nothing was handed over")
                .refused("receivedOn", FUTURE, "receivedOn: 2999-01-01 lies in the future")
                .refused("receivedOn", "2018-06-11", "receivedOn: 2018-06-11 is before the pledge of 2018-06-12")
                .refused(
                        "receivedOn",
                        "2018-07-15",
                        "receivedOn: 2018-07-15 is before the session of 2018-07-16 that agreed on the transfer")
                .refused("place", "SEOUL", "place: 'SEOUL' is none of WONSAN, PANMUNJOM, OSAN, HICKAM")
                .refused("place", "HICKAM", "place: HICKAM is not in Korea; it is WONSAN, PANMUNJOM or OSAN")
                .refused("handedOverBy", "x".repeat(401), "handedOverBy: has 401 characters")
                .thenTaken();
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({
        "number, , number: is missing",
        "number, C-7, 'number: ''C-7'' is not a container''s number; they are C-01, C-02 and so on'",
        "number, C-00, 'number: ''C-00'' is not a container''s number'",
        "number, I-001, 'number: ''I-001'' is not a container''s number'",
        "number, C-01, number: C-01 is there twice",
        "seal, , seal: is missing",
        "seal, S-01, seal: S-01 is there twice; a seal is on one container"
    })
    void faultyManifestLine_isNamed(String column, String cell, String error) {
        List<Map<String, Object>> manifest =
                changed(Story.manifest(3), lines -> lines.get(2).put(column, cell));
        story.transferDue().received(0, "manifest", manifest);

        assertThat(story.openElements()).containsExactly("ReceiveRemains");
        assertThat(drafts.find(new Reference(story.reference()), null, Draft.Kind.MANIFEST)
                        .orElseThrow()
                        .errors())
                .singleElement()
                .asString()
                .startsWith("manifest line 3: " + error);
        assertThat(story.rows("container")).isZero();
        assertThat(story.rows("custody_event")).isZero();
    }

    @ParameterizedTest(name = "{0} of {1} characters")
    @CsvSource({
        "seal, 61, 60",
        "theirLabel, 401, 400",
        "condition, 1001, 1000",
        "recoverySite, 401, 400",
        "effects, 1001, 1000"
    })
    void tooLongCellOfTheManifest_isNamed(String column, int length, int most) {
        List<Map<String, Object>> manifest =
                changed(Story.manifest(2), lines -> lines.get(0).put(column, "x".repeat(length)));
        story.transferDue().received(0, "manifest", manifest);

        assertThat(drafts.find(new Reference(story.reference()), null, Draft.Kind.MANIFEST)
                        .orElseThrow()
                        .errors())
                .containsExactly(
                        "manifest line 1: %s: has %d characters; at most %d are kept".formatted(column, length, most));
        assertThat(story.rows("container")).isZero();
    }

    @TestFactory
    Stream<DynamicTest> witness() {
        story.transferDue().received(2);
        return Refusals.ofTask(story, "transfer-team-2", "WitnessCustody", "witnessed", "yes", "remarks", "All there")
                .missing("witnessed")
                .refused("witnessed", "partly", "witnessed: 'partly' is neither yes nor no")
                .together("no without a reason", Map.of("witnessed", "no", "remarks", ""), "remarks: is missing")
                .refused("remarks", LONG, "remarks: has 4001 characters")
                .thenTaken();
    }

    @TestFactory
    Stream<DynamicTest> fieldReview() {
        story.transferDue().received(3).witnessed();
        return Refusals.ofTask(
                        story,
                        "scientists-1",
                        "ReviewRemains",
                        "fieldReview",
                        Story.fieldReview(3),
                        "reviewedOn",
                        "2018-07-28",
                        "reviewedAt",
                        "OSAN")
                .refused("fieldReview", null, "fieldReview: is missing; give an array of objects, or a CSV text")
                .refused("fieldReview", List.of(), "fieldReview: C-01, C-02, C-03 are missing")
                .refused("fieldReview", Story.fieldReview(2), "fieldReview: C-03 is missing; each container")
                .refused(
                        "fieldReview",
                        Story.fieldReview(4),
                        "fieldReview line 4: number: C-04 is not in custody here; in custody are C-01, C-02, C-03")
                .refused(
                        "fieldReview",
                        changed(Story.fieldReview(3), lines -> lines.get(2).put("number", "C-01")),
                        "fieldReview line 3: number: C-01 is there twice; each container has one line",
                        "fieldReview: C-03 is missing")
                .refused(
                        "fieldReview",
                        changed(Story.fieldReview(3), lines -> lines.get(1).put("human", "MAYBE")),
                        "fieldReview line 2: human: 'MAYBE' is none of YES, NO, UNDETERMINED")
                .refused(
                        "fieldReview",
                        changed(Story.fieldReview(3), lines -> lines.get(1).remove("human")),
                        "fieldReview line 2: human: is missing")
                .refused(
                        "fieldReview",
                        changed(Story.fieldReview(3), lines -> lines.get(1).put("name", "Somebody")),
                        "fieldReview line 2: name: is unknown here")
                .refused(
                        "fieldReview",
                        changed(Story.fieldReview(3), lines -> lines.get(0).put("anomaly", "x".repeat(1001))),
                        "fieldReview line 1: anomaly: has 1001 characters")
                .refused("reviewedOn", FUTURE, "reviewedOn: 2999-01-01 lies in the future")
                .refused("reviewedOn", "2018-07-26", "reviewedOn: 2018-07-26 is before the receipt on 2018-07-27")
                .refused("reviewedAt", "TOKYO", "reviewedAt: 'TOKYO' is none of WONSAN, PANMUNJOM, OSAN, HICKAM")
                .refused("reviewedAt", "HICKAM", "reviewedAt: HICKAM is not in Korea; it is WONSAN, PANMUNJOM or OSAN")
                .together(
                        "as Json and as CSV",
                        Map.of("fieldReviewCsv", "number,human\nC-01,YES"),
                        "fieldReview: is given as Json and as CSV; give one of them")
                .thenTaken();
    }

    @TestFactory
    @DisplayName("N4 re-casing is a total map: no container lost, none twice")
    Stream<DynamicTest> recasing() {
        story.transferDue().received(3).witnessed().reviewed(3);
        return Refusals.ofTask(
                        story,
                        "transfer-team-1",
                        "RecaseRemains",
                        "recasing",
                        Story.recasing(3),
                        "recasedOn",
                        "2018-07-31")
                .refused(
                        "recasing",
                        Story.recasing(2),
                        "recasing: C-03 is missing; each container in custody has one line")
                .refused("recasing", Story.recasing(4), "recasing line 4: number: C-04 is not in custody here")
                .refused(
                        "recasing",
                        changed(Story.recasing(3), lines -> lines.get(2).put("number", "C-02")),
                        "recasing line 3: number: C-02 is there twice",
                        "recasing: C-03 is missing")
                .refused(
                        "recasing",
                        changed(Story.recasing(3), lines -> lines.get(2).put("transferCase", "T-01")),
                        "recasing line 3: transferCase: T-01 is there twice; each container has a case of its own")
                .refused(
                        "recasing",
                        changed(Story.recasing(3), lines -> lines.get(2).put("sealIn", "N-01")),
                        "recasing line 3: sealIn: N-01 was already used on C-01; a seal is used once")
                .refused(
                        "recasing",
                        changed(Story.recasing(3), lines -> lines.get(2).put("sealIn", "S-03")),
                        "recasing line 3: sealIn: S-03 was already used on C-03; a seal is used once")
                .refused(
                        "recasing",
                        changed(Story.recasing(3), lines -> lines.get(1).put("sealOut", "S-03")),
                        "recasing line 2: sealOut: S-03 is not the seal of C-02, which is S-02")
                .refused(
                        "recasing",
                        changed(Story.recasing(3), lines -> {
                            lines.get(0).remove("number");
                            lines.get(0).remove("transferCase");
                            lines.get(0).remove("sealOut");
                            lines.get(0).remove("sealIn");
                        }),
                        "recasing line 1: number: is missing",
                        "recasing line 1: transferCase: is missing",
                        "recasing line 1: sealOut: is missing",
                        "recasing line 1: sealIn: is missing")
                .refused("recasedOn", FUTURE, "recasedOn: 2999-01-01 lies in the future")
                .refused(
                        "recasedOn",
                        "2018-07-27",
                        "recasedOn: 2018-07-27 is before the last custody event on 2018-07-28")
                .refused("remarks", LONG, "remarks: has 4001 characters")
                .thenTaken();
    }

    @TestFactory
    Stream<DynamicTest> explanation() {
        story.transferDue("agreedSets", 55).received(2).witnessed();
        return Refusals.ofTask(
                        story,
                        "negotiators-1",
                        "ExplainDiscrepancy",
                        "explanation",
                        "Not all were found",
                        "next",
                        "ACCEPT")
                .missing("explanation", "next")
                .refused("next", "IGNORE", "next: 'IGNORE' is none of ACCEPT, RESUME_TALKS")
                .refused("explanation", LONG, "explanation: has 4001 characters")
                .thenTaken();
    }

    @TestFactory
    Stream<DynamicTest> plannedLeg() {
        story.readyToFly(2);
        return Refusals.ofTask(
                        story,
                        "airlift-1",
                        "PlanLeg",
                        "from",
                        "OSAN",
                        "to",
                        "HICKAM",
                        "aircraft",
                        "C-17",
                        "missionNumber",
                        "RCH-801",
                        "departOn",
                        "2018-08-01")
                .missing("from", "to", "aircraft", "missionNumber", "departOn")
                .refused("from", "WONSAN", "from: the remains are at OSAN, not at WONSAN; a leg starts where they are")
                .refused("from", "PANMUNJOM", "from: 'PANMUNJOM' is none of WONSAN, OSAN, HICKAM")
                .refused("to", "OSAN", "to: the leg already starts at OSAN; name another airfield")
                .refused("to", "GUAM", "to: 'GUAM' is none of WONSAN, OSAN, HICKAM")
                .refused("aircraft", "x".repeat(201), "aircraft: has 201 characters")
                .refused("missionNumber", "x".repeat(61), "missionNumber: has 61 characters")
                .refused("departOn", "2018-07-30", "departOn: 2018-07-30 is before the last act on 2018-07-31")
                .refused("departOn", "tomorrow", "departOn: 'tomorrow' is not a date")
                .thenTaken();
    }

    @TestFactory
    Stream<DynamicTest> ceremony() {
        story.readyToFly(2).planned("OSAN", "HICKAM", "RCH-801");
        return Refusals.ofTask(
                        story,
                        "transfer-team-1",
                        "HoldHonorCeremony",
                        "heldOn",
                        "2018-08-01",
                        "heldBy",
                        "The honor guard",
                        "remarks",
                        "A chaplain spoke")
                .missing("heldOn", "heldBy")
                .refused("heldOn", FUTURE, "heldOn: 2999-01-01 lies in the future")
                .refused("heldOn", "2018-07-30", "heldOn: 2018-07-30 is before the last act on 2018-07-31")
                .refused("heldBy", "x".repeat(401), "heldBy: has 401 characters")
                .refused("remarks", LONG, "remarks: has 4001 characters")
                .thenTaken();
    }

    @TestFactory
    Stream<DynamicTest> departure() {
        story.readyToFly(2).planned("OSAN", "HICKAM", "RCH-801").honored();
        return departed(Refusals.ofTask(
                story,
                "airlift-1",
                "ConfirmDeparture",
                "actualAt",
                "2018-08-01T14:00:00+09:00",
                "airfield",
                "OSAN",
                "casesAboard",
                2));
    }

    @TestFactory
    Stream<DynamicTest> departureByMessage() {
        story.readyToFly(2).planned("OSAN", "HICKAM", "RCH-801").honored();
        return departed(Refusals.ofMessage(
                story,
                "airlift-1",
                "FlightDeparted",
                "actualAt",
                "2018-08-01T14:00:00+09:00",
                "airfield",
                "OSAN",
                "casesAboard",
                2));
    }

    private Stream<DynamicTest> departed(Refusals refusals) {
        return refusals.missing("actualAt", "airfield", "casesAboard")
                .refused("actualAt", "2999-01-01T00:00:00Z", "actualAt: 2999-01-01T00:00:00Z lies in the future")
                .refused("actualAt", "2018-08-01", "actualAt: '2018-08-01' is not an instant with an offset")
                .refused(
                        "actualAt",
                        "2018-07-30T14:00:00+09:00",
                        "actualAt: 2018-07-30T05:00:00Z is before the last act at 2018-07-30T15:00:00Z")
                .refused(
                        "actualAt",
                        "2018-07-31T14:00:00+09:00",
                        "actualAt: 2018-07-31T05:00:00Z is before the honors of 2018-08-01 on leaving Korea")
                .refused(
                        "airfield",
                        "WONSAN",
                        "airfield: the leg is planned from OSAN, where the remains are, not from WONSAN")
                .refused("airfield", "GUAM", "airfield: 'GUAM' is none of WONSAN, OSAN, HICKAM")
                .refused(
                        "casesAboard",
                        1,
                        "casesAboard: 1, but 2 are in custody; every case flies, or is named in exceptions as MISSING")
                .refused("casesAboard", 3, "casesAboard: 3, but 2 are in custody")
                .refused("casesAboard", -2, "casesAboard: -2 is below 0")
                .thenTaken();
    }

    @TestFactory
    Stream<DynamicTest> arrival() {
        inTheAir();
        return arrived(Refusals.ofTask(
                story,
                "airlift-1",
                "ConfirmArrival",
                "actualAt",
                "2018-08-01T14:30:00-10:00",
                "airfield",
                "HICKAM",
                "casesAboard",
                2));
    }

    @TestFactory
    Stream<DynamicTest> arrivalByMessage() {
        inTheAir();
        return arrived(Refusals.ofMessage(
                story,
                "airlift-1",
                "FlightArrived",
                "actualAt",
                "2018-08-01T14:30:00-10:00",
                "airfield",
                "HICKAM",
                "casesAboard",
                2));
    }

    private void inTheAir() {
        story.readyToFly(2)
                .planned("OSAN", "HICKAM", "RCH-801")
                .honored()
                .departed("OSAN", "2018-08-01T14:00:00+09:00", 2);
    }

    private Stream<DynamicTest> arrived(Refusals refusals) {
        return refusals.missing("actualAt", "airfield", "casesAboard")
                .refused("actualAt", "2999-01-01T00:00:00Z", "actualAt: 2999-01-01T00:00:00Z lies in the future")
                .refused(
                        "actualAt",
                        "2018-08-01T14:00:00+09:00",
                        "actualAt: 2018-08-01T05:00:00Z is not after the departure at 2018-08-01T05:00:00Z")
                .refused("airfield", "GUAM", "airfield: 'GUAM' is none of WONSAN, OSAN, HICKAM")
                .refused("casesAboard", 1, "casesAboard: 1, but 2 went on; count off is count on")
                .refused("casesAboard", "two", "casesAboard: 'two' is not a number")
                .thenTaken();
    }

    @TestFactory
    Stream<DynamicTest> arrivalReminder() {
        inTheAir();
        story.runJobAt("ArrivalOverdue");
        return Refusals.ofTask(story, "airlift-1", "ChaseArrival", "remarks", "Late because of weather")
                .refused("remarks", LONG, "remarks: has 4001 characters")
                .thenTaken();
    }

    private Refusals ofRecovery(String user, String element, Object... valid) {
        return Refusals.of(
                story,
                values -> story.completeAt(
                        "F-01",
                        user,
                        element,
                        values.entrySet().stream()
                                .flatMap(field -> Stream.of(field.getKey(), field.getValue()))
                                .toArray()),
                valid);
    }

    private void recoveryAgreed() {
        story.pledged().scheduled("2018-07-16").agreed("fieldOperations", "yes");
    }

    @TestFactory
    Stream<DynamicTest> recoveryPlan() {
        recoveryAgreed();
        return ofRecovery(
                        "negotiators-1",
                        "PlanOperation",
                        "site",
                        "Unsan",
                        "startOn",
                        "2018-09-01",
                        "endOn",
                        "2018-09-30")
                .missing("site", "startOn")
                .refused("site", "x".repeat(401), "site: has 401 characters")
                .refused(
                        "startOn",
                        "2018-07-15",
                        "startOn: 2018-07-15 is before the talks of 2018-07-16 that agreed on it")
                .refused("endOn", "2018-08-31", "endOn: 2018-08-31 is before the start on 2018-09-01")
                .thenTaken();
    }

    @TestFactory
    Stream<DynamicTest> survey() {
        recoveryAgreed();
        story.completeAt("F-01", "negotiators-1", "PlanOperation", "site", "Unsan", "startOn", "2018-09-01");
        return ofRecovery(
                        "scientists-1",
                        "SurveySite",
                        "worthRecovering",
                        "yes",
                        "surveyedOn",
                        "2018-09-02",
                        "remarks",
                        "")
                .missing("worthRecovering", "surveyedOn")
                .refused("worthRecovering", "perhaps", "worthRecovering: 'perhaps' is neither yes nor no")
                .refused("surveyedOn", FUTURE, "surveyedOn: 2999-01-01 lies in the future")
                .refused("surveyedOn", "2018-07-15", "surveyedOn: 2018-07-15 is before the talks of 2018-07-16")
                .refused("remarks", LONG, "remarks: has 4001 characters")
                .thenTaken();
    }

    @TestFactory
    Stream<DynamicTest> recovery() {
        recoveryAgreed();
        story.completeAt("F-01", "negotiators-1", "PlanOperation", "site", "Unsan", "startOn", "2018-09-01");
        story.completeAt("F-01", "scientists-1", "SurveySite", "worthRecovering", "yes", "surveyedOn", "2018-09-02");
        return ofRecovery(
                        "scientists-1",
                        "RecoverRemains",
                        "remainsRecovered",
                        "yes",
                        "recoveredOn",
                        "2018-09-20",
                        "sets",
                        12,
                        "remarks",
                        "From two pits")
                .missing("remainsRecovered", "recoveredOn")
                .refused("sets", 0, "sets: 0 is below 1")
                .together(
                        "sets of nothing",
                        Map.of("remainsRecovered", "no"),
                        "sets: is given, but applies only when remainsRecovered is yes; leave it out")
                .refused("recoveredOn", FUTURE, "recoveredOn: 2999-01-01 lies in the future")
                .refused("recoveredOn", "2018-09-01", "recoveredOn: 2018-09-01 is before the survey of 2018-09-02")
                .refused("remarks", "x".repeat(3001), "remarks: has 3001 characters; at most 3000 are kept")
                .thenTaken();
    }
}
