package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.handover.process.LaboratoryStory.bone;
import static org.handover.process.LaboratoryStory.link;

import java.util.List;
import java.util.Map;
import org.handover.account.Account;
import org.handover.account.Accounts;
import org.handover.custody.Custody;
import org.handover.draft.Draft;
import org.handover.draft.Drafts;
import org.handover.vocabulary.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Remains leave the laboratory by two signatures: its giver's and that of whoever takes them over. */
@ProcessTest
class SigningOutProcessTest {

    @Autowired
    private Custody custody;

    @Autowired
    private Drafts drafts;

    @Autowired
    private Accounts accounts;

    private LaboratoryStory story;
    private String person;

    @BeforeEach
    void begin(@Autowired ApplicationContext context) {
        story = new LaboratoryStory(context);
        person = story.reference() + "-P1";
        story.arrived("C-01")
                .examined("C-01", List.of(bone("1", "cranium", null, 480), bone("2", "femur", "LEFT", 310)))
                .on("2018-09-10")
                .grouped(List.of(link("I-001", "C-01", "1"), link("I-001", "C-01", "2")))
                .accepted()
                .settle()
                .on("2018-09-12");
    }

    private LaboratoryStory named() {
        return story.identified("I-001", person).told("I-001").named("I-001");
    }

    private void signedOut(Object... fields) {
        story.completeAt("I-001", "evidence-coordinators-1", "SignOutForReturn", fields);
    }

    private static Object[] receipt(String user) {
        return new Object[] {
            "takenOver",
            "yes",
            "receivedBy",
            "Kin of the demo",
            "receipt",
            "R-1",
            "election",
            "NATIONAL_CEMETERY",
            "laterRemains",
            "TELL_EACH_TIME",
            "electedBy",
            user,
            "electedOn",
            "2018-09-12"
        };
    }

    @Test
    @DisplayName("C3 the giver and the receiver each sign, as two people; the ledger names both")
    void twoPeopleSign_andTheLedgerNamesBoth() {
        named();
        String both = story.memberOf("evidence-coordinators", "casualty-office");
        story.completeAt("I-001", both, "SignOutForReturn", "allInPlace", "yes");
        assertThat(story.holder("C-01/1")).isEqualTo("LABORATORY");
        story.refuses(
                () -> story.completeAt("I-001", both, "ReturnToFamily", receipt("Kin")),
                "takenOver: " + both + " has signed the remains out; somebody else takes them over");

        story.completeAt("I-001", "casualty-office-1", "ReturnToFamily", receipt("Kin"));

        assertThat(custody.events(story.key("C-01/1"))).last().satisfies(event -> {
            assertThat(event.releasedBy()).isEqualTo(both);
            assertThat(event.receivedBy()).isEqualTo("casualty-office-1 for the family");
        });
        assertThat(story.text("select decided_by from decision where reference = ? and stage = 'SIGN_OUT'"))
                .isEqualTo(both);
        assertThat(drafts.find(new Reference(story.reference()), "I-001", Draft.Kind.SIGN_OUT))
                .isEmpty();
    }

    @Test
    void refusedByTheReceiver_goesBack_andNothingHasLeft() {
        named();
        signedOut("allInPlace", "yes");
        int events = story.rows("custody_event");
        story.refuses(
                () -> story.completeAt(
                        "I-001",
                        "casualty-office-1",
                        "ReturnToFamily",
                        "takenOver",
                        "no",
                        "lines",
                        List.of(Map.of("specimen", "C-09/1", "refused", "yes", "remarks", "Whose?"))),
                "lines line 1: C-09/1 is not among what is to be signed");

        story.completeAt(
                "I-001",
                "casualty-office-1",
                "ReturnToFamily",
                "takenOver",
                "no",
                "lines",
                List.of(Map.of("specimen", "C-01/2", "refused", "yes", "remarks", "Its label says C-01/3")));

        assertThat(story.open("I-001")).containsExactly("SignOutForReturn");
        assertThat(story.rows("custody_event")).isEqualTo(events);
        assertThat(story.rows("family_receipt")).isZero();
        assertThat(drafts.find(new Reference(story.reference()), "I-001", Draft.Kind.SIGN_OUT)
                        .orElseThrow()
                        .errors())
                .containsExactly("C-01/2: refused by the receiver: Its label says C-01/3");
        assertThat(
                        story.text(
                                "select outcome || ' ' || decided_by || ' ' || reason from decision where reference = ? and stage = 'SIGN_OUT'"))
                .isEqualTo("REFUSED casualty-office-1 C-01/2: Its label says C-01/3");

        story.returned("I-001").runJobAt("CloseCase");
        assertThat(story.holder("C-01/2")).isEqualTo("FAMILY:" + person);
    }

    @Test
    @DisplayName(
            "N2 a specimen that is not in its place stays with the laboratory, and the case waits until somebody explains it")
    void missingSpecimen_isADiscrepancy_thatSomebodyExplains() {
        named();
        story.refuses(() -> signedOut("allInPlace", "no"), "allInPlace: is no; say in lines which specimen is missing");
        story.refuses(
                () -> signedOut("allInPlace", "yes", "linesCsv", "specimen,missing,remarks\nC-01/2,yes,Not on shelf 4"),
                "allInPlace: is yes, but a line is missing; answer no");
        story.refuses(
                () -> signedOut(
                        "allInPlace",
                        "no",
                        "linesCsv",
                        "specimen,missing,remarks\nC-01/1,yes,None\nC-01/1,yes,None\nC-01/9,yes,None"),
                "linesCsv line 3: specimen: C-01/1 is there twice",
                "linesCsv line 4: specimen: C-01/9 is not among what leaves");
        story.refuses(
                () -> signedOut(
                        "allInPlace", "no", "linesCsv", "specimen,missing,remarks\nC-01/1,yes,None\nC-01/2,yes,None"),
                "lines: none is in its place");
        signedOut(
                "allInPlace",
                "no",
                "linesCsv",
                "specimen,missing,remarks\nC-01/2,yes,Not on shelf 4\nC-01/1,,In a new box");
        assertThat(story.rows("discrepancy")).isZero();
        story.completeAt("I-001", "casualty-office-1", "ReturnToFamily", receipt("Kin"));

        assertThat(story.open("I-001")).containsExactly("ExplainMissingItems");
        assertThat(story.holder("C-01/1")).isEqualTo("FAMILY:" + person);
        assertThat(story.holder("C-01/2")).isEqualTo("LABORATORY");
        Reference reference = new Reference(story.reference());
        assertThat(accounts.discrepancies(reference))
                .extracting(Account.Discrepancy::item, Account.Discrepancy::foundBy, Account.Discrepancy::description)
                .containsExactly(tuple(
                        reference + "/C-01/2",
                        "evidence-coordinators-1",
                        "Not in its place when it was to leave: Not on shelf 4"));
        assertThat(accounts.close(reference).faults())
                .contains("discrepancies: nobody has said what became of " + reference + "/C-01/2");
        story.refuses(
                () -> story.completeAt(
                        "I-001",
                        "lab-managers-1",
                        "ExplainMissingItems",
                        "explanations",
                        List.of(Map.of("item", reference + "/C-01/1", "found", "yes", "explanation", "Here"))),
                "explanations line 1: item: " + reference + "/C-01/1 is not missing",
                "explanations: " + reference + "/C-01/2 is missing; each has one line");

        story.completeAt(
                        "I-001",
                        "lab-managers-1",
                        "ExplainMissingItems",
                        "explanations",
                        List.of(Map.of(
                                "item",
                                reference + "/C-01/2",
                                "found",
                                "yes",
                                "explanation",
                                "On shelf 5; it follows with the next cycle")))
                .runJobAt("CloseCase");

        assertThat(story.text("select case_state from individual where reference = ?"))
                .isEqualTo("CLOSED");
        assertThat(accounts.discrepancies(reference))
                .extracting(Account.Discrepancy::next, Account.Discrepancy::explainedBy)
                .containsExactly(tuple("FOUND", "lab-managers-1"));
    }

    @Test
    void whatWasMissing_followsInTheNextCycle() {
        missingSpecimen_isADiscrepancy_thatSomebodyExplains();

        story.sendTo("I-001", "lab-managers-1", "EvidenceReceived", null, "evidence", "The femur is found")
                .identified("I-001", person)
                .told("I-001")
                .named("I-001")
                .signedOut("I-001")
                .completeAt(
                        "I-001",
                        "casualty-office-1",
                        "ReturnToFamily",
                        "takenOver",
                        "yes",
                        "receivedBy",
                        "Kin",
                        "receipt",
                        "R-2")
                .runJobAt("CloseCase");

        assertThat(story.holder("C-01/2")).isEqualTo("FAMILY:" + person);
        assertThat(custody.events(story.key("C-01/1"))).hasSize(2);
    }

    @Test
    void transferToAPartner_canBeRefused_too() {
        story.borneOut("I-001", person)
                .proposed("I-001", "PARTNER_UNNAMED", "partner", "ROK")
                .reviewed("I-001")
                .approved("I-001")
                .reviewedJointly("I-001")
                .signedOut("I-001")
                .completeAt(
                        "I-001",
                        "lab-managers-2",
                        "TransferToPartner",
                        "takenOver",
                        "no",
                        "remarks",
                        "The partner's officer has not come");
        assertThat(story.open("I-001")).containsExactly("SignOutForTransfer");
        assertThat(story.holder("C-01/1")).isEqualTo("LABORATORY");

        story.handedToPartner("I-001");

        assertThat(custody.events(story.key("C-01/1")))
                .extracting(event -> event.releasedBy() + " > " + event.receivedBy())
                .endsWith(
                        "evidence-coordinators-1 > A colonel of the Command",
                        "A colonel of the Command > An officer of the partner");
    }
}
