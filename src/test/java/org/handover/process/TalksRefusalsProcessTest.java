package org.handover.process;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.ProcessEngine;
import org.handover.engine.Workbench;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the pledge, the staging and the talks refuse. */
@ProcessTest
class TalksRefusalsProcessTest {

    private static final String FUTURE = "2999-01-01";
    private static final String LONG = "x".repeat(4001);

    private Story story;
    private Workbench workbench;

    @BeforeEach
    void story(@Autowired ProcessEngine engine, @Autowired Workbench workbench, @Autowired JdbcClient jdbc) {
        this.workbench = workbench;
        story = new Story(engine, workbench, jdbc);
    }

    @TestFactory
    Stream<DynamicTest> pledge() {
        return Refusals.of(
                        story,
                        values -> workbench.start("negotiators-1", "handover", story.reference(), values),
                        "pledgedOn",
                        "2018-06-12",
                        "pledgedBy",
                        "The counterparty's leader",
                        "counterparty",
                        "DPRK",
                        "statement",
                        "Thousands and thousands",
                        "pledgedSets",
                        55,
                        "source",
                        "Joint statement",
                        "relayedBy",
                        "A host of the summit")
                .missing("pledgedOn", "pledgedBy", "counterparty", "statement")
                .refused("pledgedOn", FUTURE, "pledgedOn: 2999-01-01 lies in the future")
                .refused("pledgedOn", "12 June 2018", "pledgedOn: '12 June 2018' is not a date; write it as 2018-07-27")
                .refused("pledgedOn", "2018-06-31", "pledgedOn: '2018-06-31' is not a date")
                .refused("pledgedBy", LONG, "pledgedBy: has 4001 characters; at most 4000 are kept")
                .refused("counterparty", "x".repeat(101), "counterparty: has 101 characters; at most 100 are kept")
                .refused("statement", "   ", "statement: is missing")
                .refused("pledgedSets", -1, "pledgedSets: -1 is below 0")
                .refused("pledgedSets", "thousands", "pledgedSets: 'thousands' is not a number")
                .refused("pledgedSets", 1.5, "pledgedSets: '1.5' is not a whole number")
                .refused("source", LONG, "source: has 4001 characters")
                .refused("relayedBy", "x".repeat(401), "relayedBy: has 401 characters")
                .refused("continues", "KOR-0000-99", "continues: there is no handover KOR-0000-99")
                .refused("continues", "kor", "reference: 'kor' is not a reference")
                .together(
                        "everything wrong at once",
                        Map.of("pledgedOn", "soon", "pledgedSets", -3, "counterparty", ""),
                        "pledgedOn: 'soon' is not a date",
                        "pledgedSets: -3 is below 0",
                        "counterparty: is missing")
                .thenTaken();
    }

    @Test
    void businessKeyThatIsNoReference_isRefused() {
        assertThatThrownBy(() -> workbench.start(
                        "negotiators-1",
                        "handover",
                        "kor 2018",
                        Map.of(
                                "pledgedOn",
                                "2018-06-12",
                                "pledgedBy",
                                "Somebody",
                                "counterparty",
                                "DPRK",
                                "statement",
                                "Soon")))
                .hasMessageContaining("reference: 'kor 2018' is not a reference; use 3 to 40 capital letters");
    }

    @Test
    void startedByAnotherGroup_isRefused() {
        assertThatThrownBy(() -> workbench.start("airlift-1", "handover", story.reference(), Map.of()))
                .isInstanceOf(AuthorizationException.class);
    }

    @TestFactory
    Stream<DynamicTest> staging() {
        story.pledged();
        return Refusals.ofTask(
                        story,
                        "transfer-team-1",
                        "StageTransferCases",
                        "casesStaged",
                        100,
                        "qualifier",
                        "ABOUT",
                        "stagedOn",
                        "2018-06",
                        "stagedAt",
                        "DMZ")
                .missing("casesStaged", "stagedOn", "stagedAt")
                .refused("casesStaged", -1, "casesStaged: -1 is below 0")
                .refused("casesStaged", "a hundred", "casesStaged: 'a hundred' is not a number")
                .refused("qualifier", "ROUGHLY", "qualifier: 'ROUGHLY' is none of EXACTLY, ABOUT, UP_TO, NO_NUMBER")
                .refused("qualifier", "NO_NUMBER", "qualifier: NO_NUMBER does not go with the number 100")
                .refused("stagedOn", "June 2018", "stagedOn: 'June 2018' is not a date")
                .refused("stagedOn", FUTURE, "stagedOn: 2999-01-01 lies in the future")
                .refused("stagedOn", "2999-01", "stagedOn: 2999-01-01 lies in the future")
                .refused("stagedAt", "x".repeat(201), "stagedAt: has 201 characters; at most 200 are kept")
                .thenTaken();
    }

    @Test
    void taskOfAnotherGroup_isRefused_evenToAnAdministrator() {
        story.pledged();

        assertThatThrownBy(() -> story.complete("transfer-team-1", "ScheduleTalks"))
                .isInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> story.complete("camunda-admin-1", "ScheduleTalks"))
                .hasMessageContaining(
                        "Schedule talks: camunda-admin-1 is not in the group negotiators, which does this");
    }

    @TestFactory
    Stream<DynamicTest> statement() {
        story.pledged();
        return Refusals.ofMessage(
                        story,
                        "public-affairs-1",
                        "StatementMade",
                        "speaker",
                        "An official",
                        "relayedBy",
                        "A newspaper",
                        "kind",
                        "EXPECTED",
                        "number",
                        50,
                        "qualifier",
                        "ABOUT",
                        "unit",
                        "PERSONS",
                        "saidOn",
                        "2018-07-17",
                        "text",
                        "About 50 within two weeks",
                        "source",
                        "The newspaper")
                .missing("speaker", "kind", "saidOn", "text")
                .refused("kind", "RUMOURED", "kind: 'RUMOURED' is none of PLEDGED, CLAIMED_RETURNED, OFFERED")
                .refused("number", -5, "number: -5 is below 0")
                .refused("number", "many", "number: 'many' is not a number")
                .refused("number", null, "qualifier: ABOUT needs a number")
                .refused("qualifier", "NO_NUMBER", "qualifier: NO_NUMBER does not go with the number 50")
                .refused("qualifier", "MAYBE", "qualifier: 'MAYBE' is none of EXACTLY, ABOUT, UP_TO, NO_NUMBER")
                .refused("unit", null, "unit: a number needs its unit")
                .refused("unit", "BODIES", "unit: 'BODIES' is none of SETS, CONTAINERS, SPECIMENS, INDIVIDUALS")
                .refused("saidOn", FUTURE, "saidOn: 2999-01-01 lies in the future")
                .refused("saidOn", "last week", "saidOn: 'last week' is not a date")
                .refused("text", LONG, "text: has 4001 characters")
                .refused("speaker", "x".repeat(401), "speaker: has 401 characters")
                .refused("relayedBy", "x".repeat(401), "relayedBy: has 401 characters")
                .refused("source", "x".repeat(1001), "source: has 1001 characters")
                .thenTaken();
    }

    @Test
    void messageOfAnotherGroup_isRefused() {
        story.pledged();

        assertThatThrownBy(() -> story.send("airlift-1", "PledgeWithdrawn", "withdrawnOn", "2018-07-20"))
                .isInstanceOf(AuthorizationException.class)
                .hasMessageContaining("PledgeWithdrawn is sent by a member of");
    }

    @TestFactory
    Stream<DynamicTest> withdrawal() {
        story.pledged();
        return Refusals.ofMessage(
                        story,
                        "policy-1",
                        "PledgeWithdrawn",
                        "withdrawnOn",
                        "2018-07-20",
                        "reason",
                        "Relations worsened")
                .missing("withdrawnOn", "reason")
                .refused("withdrawnOn", FUTURE, "withdrawnOn: 2999-01-01 lies in the future")
                .refused("withdrawnOn", "2018-06-11", "withdrawnOn: 2018-06-11 is before the pledge of 2018-06-12")
                .refused("reason", LONG, "reason: has 4001 characters")
                .thenTaken();
    }

    @TestFactory
    Stream<DynamicTest> recallAfterAWithdrawal() {
        story.pledged()
                .complete(
                        "transfer-team-1",
                        "StageTransferCases",
                        "casesStaged",
                        100,
                        "stagedOn",
                        "2018-06-20",
                        "stagedAt",
                        "DMZ")
                .send("policy-1", "PledgeWithdrawn", "withdrawnOn", "2018-07-20", "reason", "Relations worsened");
        return recall("RecallStagedCases");
    }

    @TestFactory
    Stream<DynamicTest> recallAfterBrokenOffTalks() {
        story.pledged()
                .complete(
                        "transfer-team-1",
                        "StageTransferCases",
                        "casesStaged",
                        100,
                        "stagedOn",
                        "2018-06-20",
                        "stagedAt",
                        "DMZ");
        escalated().complete("policy-1", "DecideOnTalks", "decision", "BREAK_OFF", "reason", "No use");
        return recall("RecallTransferCases");
    }

    private Stream<DynamicTest> recall(String element) {
        return Refusals.ofTask(story, "transfer-team-1", element, "casesRecalled", 100, "recalledOn", "2018-08-01")
                .missing("casesRecalled", "recalledOn")
                .refused("casesRecalled", -1, "casesRecalled: -1 is below 0")
                .refused("casesRecalled", 101, "casesRecalled: 101 cases, but only 100 were staged")
                .refused("recalledOn", FUTURE, "recalledOn: 2999-01-01 lies in the future")
                .refused("recalledOn", "2018-06-11", "recalledOn: 2018-06-11 is before the pledge of 2018-06-12")
                .thenTaken();
    }

    @TestFactory
    Stream<DynamicTest> scheduling() {
        story.pledged()
                .scheduled("2018-07-12")
                .complete("negotiators-1", "RecordTalks", "talksOutcome", "NO_SHOW", "absentParty", "DPRK");
        return Refusals.ofTask(
                        story,
                        "negotiators-1",
                        "ScheduleTalks",
                        "talksOn",
                        "2018-07-15T10:00:00+09:00",
                        "talksLevel",
                        "GENERAL_OFFICER",
                        "venue",
                        "Panmunjom")
                .missing("talksOn", "talksLevel", "venue")
                .refused("talksOn", "2018-06-11", "talksOn: 2018-06-11 is before the pledge of 2018-06-12")
                .refused("talksOn", "2018-07-11", "talksOn: 2018-07-11 is before the last session on 2018-07-12")
                .refused("talksOn", "2018-07-15T10:00:00", "is not an instant with an offset")
                .refused("talksOn", "2018-02-30", "talksOn: '2018-02-30' is not a date")
                .refused(
                        "talksLevel",
                        "COLONELS",
                        "talksLevel: 'COLONELS' is none of PRINCIPALS, GENERAL_OFFICER, WORKING")
                .refused("venue", "x".repeat(401), "venue: has 401 characters")
                .thenTaken();
    }

    @TestFactory
    Stream<DynamicTest> agreement() {
        story.pledged().scheduled("2018-07-16");
        return Refusals.ofTask(
                        story,
                        "negotiators-1",
                        "RecordTalks",
                        "talksOutcome",
                        "AGREED",
                        "handoverOn",
                        "2018-07-27",
                        "handoverPlace",
                        "Wonsan",
                        "destination",
                        "UNDECIDED",
                        "fieldOperations",
                        "no",
                        "agreedSets",
                        55,
                        "notes",
                        "Held at the border")
                .refused("talksOutcome", "POSTPONED", "talksOutcome: 'POSTPONED' is none of AGREED, ADJOURNED, NO_SHOW")
                .refused("talksOutcome", null, "talksOutcome: is missing")
                .missing("handoverOn", "destination", "fieldOperations")
                .refused("handoverOn", "2018-07-15", "handoverOn: 2018-07-15 is before the session of 2018-07-16")
                .refused("destination", "GUAM", "destination: 'GUAM' is none of OSAN, HICKAM, UNDECIDED")
                .refused("fieldOperations", "perhaps", "fieldOperations: 'perhaps' is neither yes nor no")
                .refused("agreedSets", -1, "agreedSets: -1 is below 0")
                .refused("handoverPlace", "x".repeat(201), "handoverPlace: has 201 characters")
                .refused("absentParty", "DPRK", "absentParty: is given, but applies only when talksOutcome is NO_SHOW")
                .refused("notes", LONG, "notes: has 4001 characters")
                .together(
                        "agreement of adjourned talks",
                        Map.of("talksOutcome", "ADJOURNED"),
                        "handoverOn: is given, but applies only when talksOutcome is AGREED; leave it out",
                        "agreedSets: is given, but applies only when talksOutcome is AGREED; leave it out")
                .thenTaken();
    }

    @TestFactory
    Stream<DynamicTest> noShow() {
        story.pledged().scheduled("2018-07-12");
        return Refusals.ofTask(story, "negotiators-1", "RecordTalks", "talksOutcome", "NO_SHOW", "absentParty", "DPRK")
                .missing("absentParty")
                .refused("absentParty", "x".repeat(201), "absentParty: has 201 characters")
                .thenTaken();
    }

    @Test
    void noShowBeforeTheSession_isRefused() {
        story.pledged().scheduled(FUTURE);

        assertThatThrownBy(() -> story.complete(
                        "negotiators-1", "RecordTalks", "talksOutcome", "NO_SHOW", "absentParty", "DPRK"))
                .hasMessageContaining("talksOutcome: nobody has stayed away from the session of 2999-01-01 yet");

        story.complete("negotiators-1", "RecordTalks", "talksOutcome", "ADJOURNED", "notes", "Put off");
    }

    @TestFactory
    Stream<DynamicTest> reminder() {
        story.pledged().scheduled("2018-07-12").runJobAt("OutcomeOverdue");
        return Refusals.ofTask(story, "negotiators-1", "ChaseTalksOutcome", "remarks", "Asked by telephone")
                .refused("remarks", LONG, "remarks: has 4001 characters")
                .thenTaken();
    }

    private Story escalated() {
        for (String day : new String[] {"2018-06-20", "2018-06-22", "2018-06-24"}) {
            story.scheduled(day)
                    .complete("negotiators-1", "RecordTalks", "talksOutcome", "NO_SHOW", "absentParty", "DPRK");
        }
        return story;
    }

    @TestFactory
    Stream<DynamicTest> decision() {
        story.pledged();
        escalated();
        return Refusals.ofTask(
                        story, "policy-1", "DecideOnTalks", "decision", "CONTINUE", "reason", "There is still hope")
                .missing("decision", "reason")
                .refused("decision", "WAIT", "decision: 'WAIT' is none of CONTINUE, SUSPEND, BREAK_OFF")
                .refused("reason", LONG, "reason: has 4001 characters")
                .thenTaken();
    }

    @TestFactory
    Stream<DynamicTest> resumption() {
        story.pledged();
        escalated().complete("policy-1", "DecideOnTalks", "decision", "SUSPEND", "reason", "To wait");
        return Refusals.ofMessage(
                        story, "policy-1", "TalksResumed", "resumedOn", "2018-07-01", "reason", "A letter came")
                .refused("resumedOn", FUTURE, "resumedOn: 2999-01-01 lies in the future")
                .refused("resumedOn", "2018-06-23", "resumedOn: 2018-06-23 is before the last session on 2018-06-24")
                .refused("resumedOn", "in July", "resumedOn: 'in July' is not a date")
                .refused("reason", LONG, "reason: has 4001 characters")
                .thenTaken();
    }
}
