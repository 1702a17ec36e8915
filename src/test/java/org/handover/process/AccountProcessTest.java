package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.handover.process.LaboratoryStory.bone;
import static org.handover.process.LaboratoryStory.link;
import static org.handover.process.LaboratoryStory.object;

import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.handover.account.Account;
import org.handover.account.Accounts;
import org.handover.engine.Workbench;
import org.handover.vocabulary.Reference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The account while the models run: after every act its identities hold. */
@ProcessTest
class AccountProcessTest {

    @Autowired
    private Accounts accounts;

    private Account account(String reference) {
        Account account = accounts.take(new Reference(reference));
        assertThat(account.reconciliation().faults()).isEmpty();
        return account;
    }

    /** Received, in transit, unopened, examined. */
    private List<Integer> containers(String reference) {
        Account account = account(reference);
        return List.of(
                account.containersReceived().number(),
                account.inTransit().number(),
                account.unopenedAtLaboratory().number(),
                account.containersExamined().number());
    }

    @Test
    @DisplayName("N2 only a signed transfer raises what was received; a refused one takes it back")
    void fromThePledgeToTheLaboratory(
            @Autowired ProcessEngine engine, @Autowired Workbench workbench, @Autowired JdbcClient jdbc) {
        Story story = new Story(engine, workbench, jdbc).transferDue("agreedSets", 3);
        assertThat(containers(story.reference())).containsExactly(0, 0, 0, 0);
        assertThat(account(story.reference()).planningFactor().number()).isEqualTo(3);

        story.received(2);
        assertThat(containers(story.reference())).containsExactly(2, 2, 0, 0);
        story.complete("transfer-team-2", "WitnessCustody", "witnessed", "no", "remarks", "C-02 is not sealed");
        assertThat(containers(story.reference())).containsExactly(0, 0, 0, 0);
        story.received(2).witnessed();
        assertThat(containers(story.reference())).containsExactly(2, 2, 0, 0);
        assertThat(account(story.reference()).discrepancies()).hasSize(1);
        assertThat(account(story.reference()).agreed().sets()).isEqualTo(3);

        story.reviewed(2).recased(2).planned("OSAN", "HICKAM", "RCH-801").honored();
        assertThat(containers(story.reference())).containsExactly(2, 2, 0, 0);
        story.departed("OSAN", "2018-08-01T14:00:00+09:00", 2)
                .arrived("HICKAM", "2018-08-01T14:30:00-10:00", 2)
                .honored()
                .settle();
        assertThat(containers(story.reference())).containsExactly(2, 2, 0, 0);
    }

    @Test
    @DisplayName(
            "F5 nobody counts as identified before a medical examiner has approved, whatever the laboratory has found")
    void identifiedOnlyByTheMedicalExaminer(@Autowired ApplicationContext context) {
        LaboratoryStory story = new LaboratoryStory(context).cases(2).on("2018-09-12");
        String person = story.reference() + "-P1";

        story.borneOut("I-001", person)
                .proposed("I-001", "IDENTIFIED", "person", person)
                .reviewed("I-001");
        assertThat(account(story.reference()).identified().number()).isZero();
        assertThat(story.rows("notice")).isZero();

        story.approved("I-001");
        assertThat(account(story.reference()).identified().number()).isEqualTo(1);
        assertThat(account(story.reference()).phase()).isEqualTo("IDENTIFICATION");
    }

    @Test
    @DisplayName("N5 N6 every specimen and every individual is accounted for, until the account is closed")
    void fromTheLaboratoryToTheEnd(@Autowired ApplicationContext context) {
        LaboratoryStory story = new LaboratoryStory(context).arrived("C-01", "C-02");
        String reference = story.reference();
        assertThat(containers(reference)).containsExactly(2, 2, 0, 0);

        story.accessioned("C-01");
        assertThat(containers(reference)).containsExactly(2, 1, 1, 0);
        story.completeAt(
                        "C-01",
                        "scientists-1",
                        "InventoryContainer",
                        "inventory",
                        List.of(
                                bone("1", "cranium", "MIDLINE", 100),
                                bone("2", "cranium", "MIDLINE", 100),
                                bone("3", "rib", "LEFT", 10),
                                object("4", "Button")))
                .completeAt("C-01", "scientists-2", "VerifyInventory", "verified", "yes")
                .settle();
        assertThat(containers(reference)).containsExactly(2, 1, 0, 1);
        story.examined("C-02", List.of());
        assertThat(containers(reference)).containsExactly(2, 0, 0, 2);
        assertThat(account(reference).specimens().unassigned().number()).isEqualTo(3);
        assertThat(account(reference).specimens().materialEvidence().number()).isEqualTo(1);

        story.on("2018-09-10")
                .grouped(List.of(link("I-001", "C-01", "1"), link("I-002", "C-01", "2")))
                .accepted()
                .settle();
        assertThat(account(reference).open().number()).isEqualTo(2);
        assertThat(account(reference).specimens().assigned().number()).isEqualTo(2);
        assertThat(account(reference).individualsEstimated())
                .filteredOn(estimate -> estimate.kind().equals("STATED"))
                .hasSize(1);

        story.identified("I-001", reference + "-P1");
        assertThat(account(reference).notified().number()).isZero();
        story.told("I-001");
        assertThat(account(reference).notified().number()).isEqualTo(1);
        assertThat(account(reference).namesReleased().number()).isZero();
        story.named("I-001").returned("I-001").runJobAt("CloseCase");
        Account gone = account(reference);
        assertThat(gone.namesReleased().number()).isEqualTo(1);
        assertThat(gone.individuals().dispositions().get("IDENTIFIED").number()).isEqualTo(1);
        assertThat(gone.specimens().transferred().number()).isEqualTo(1);
        assertThat(accounts.close(new Reference(reference)).faults()).containsExactly("individuals: 1 cases are open");

        story.retained("I-002").settle();

        assertThat(account(reference).phase()).isEqualTo("ACCOUNTED_FOR");
        assertThat(account(reference).open().number()).isZero();
        assertThat(story.story().hasEnded()).isTrue();
    }
}
