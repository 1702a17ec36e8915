package org.handover.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.handover.engine.Workbench;
import org.handover.laboratory.Disposition;
import org.handover.process.LaboratoryStory;
import org.handover.process.ProcessTest;
import org.handover.process.Story;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * No way through the models breaks the record or ends nowhere, and the walk finds faults planted in them. Bounds: one container of one specimen and no
 * joint recovery; in the laboratory, one case beside another that rests, with one candidate.
 */
@ProcessTest
class ProofProcessTest {

    private static final Instant TODAY = Instant.parse("2018-10-01T22:00:00Z");

    private static final List<String> RECORD = List.of(
            "select phase from handover where reference = :reference",
            """
            select c.number || ' ' || coalesce(c.human, '-') || ' ' || coalesce(c.received_at_place, '-')
                || case when c.witnessed_by is null then ' unwitnessed' else '' end
                || case when c.refused_on is null then '' else ' refused' end
                || case when c.recased_by is null then '' else ' recased' end
                || case when c.accession_witnessed_by is null then '' else ' accessioned' end
                || case when c.seal_intact is null or c.accession_witnessed_by is not null then ''
                    when c.seal_intact then ' intact' else ' broken' end
                || ' ' || coalesce((select e.to_holder from custody_event e where e.item = c.reference || '/' || c.number
                    and e.seq = (select max(m.seq) from custody_event m where m.item = e.item)), 'nobody')
            from container c where c.reference = :reference order by 1""",
            """
            select l.from_airfield || ' ' || l.to_airfield || ' ' || coalesce(l.departed_from, '-') || ' ' || coalesce(l.arrived_airfield, '-')
            from flight_leg l where l.reference = :reference and l.leg = (select max(m.leg) from flight_leg m where m.reference = l.reference)""",
            "select distinct place from ceremony where reference = :reference order by 1",
            """
            select distinct coalesce(item, 'agreed') || ' ' || case when explained_by is null then 'open' else next_step end
            from discrepancy where reference = :reference and (item is null or next_step is null or next_step = 'NOT_FOUND')
            order by 1""",
            "select kind from incident where reference = :reference and resolution is null group by kind order by 1",
            "select item || ' ' || kind || ' ' || content || ' ' || errors from draft where reference = :reference order by 1",
            """
            select number || ' ' || case_state || ' ' || coalesce(disposition, '-') || ' ' || least(cycle, 2) || ' ' || coalesce(person, '-')
            from individual where reference = :reference order by 1""",
            "select designator || ' ' || human from specimen where reference = :reference order by 1");

    @Autowired
    private ApplicationContext context;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private Workbench workbench;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private StateSpace.Walked walkHandover() {
        var story = new Story(engine, workbench, jdbc);
        var world = new EngineWorld(
                context, story.reference(), new HandoverActs(jdbc).of(story.reference()), RECORD, Set.of(), TODAY);
        return StateSpace.walk(transaction, story::pledged, world);
    }

    private StateSpace.Walked walkCase(Acts acts) {
        var story = new LaboratoryStory(context);
        var world = new EngineWorld(context, story.reference(), acts, CaseActs.RECORD, Set.of("I-002", "C-01"), TODAY);
        return StateSpace.walk(transaction, () -> begin(story), world);
    }

    private void begin(LaboratoryStory story) {
        jdbc.sql("insert into person (id, registered_by) values (?, 'historians-1')")
                .param(CaseActs.PERSON)
                .update();
        story.arrived("C-01")
                .examined(
                        "C-01",
                        List.of(
                                LaboratoryStory.bone("1", "cranium", "MIDLINE", 100),
                                LaboratoryStory.bone("2", "femur", "LEFT", 100)))
                .on("2018-09-10")
                .grouped(List.of(
                        LaboratoryStory.link(CaseActs.CASE, "C-01", "1"), LaboratoryStory.link("I-002", "C-01", "2")))
                .accepted()
                .settle();
    }

    @Test
    void handover_fromThePledgeToTheEnd() {
        StateSpace.Walked walked = walkHandover();

        System.out.println("Every way through a handover: " + walked);
        assertThat(walked.ends())
                .anyMatch(end -> end.contains("ACCOUNTED_FOR"))
                .anyMatch(end -> end.contains("BROKEN_OFF"))
                .anyMatch(end -> end.contains("WITHDRAWN"))
                .as("nobody in the container, and what is not human")
                .anyMatch(end -> !end.contains("I-001"))
                .anyMatch(end -> end.contains("1 NO"));
    }

    @Test
    void identification_fromTheOpenCaseToEveryDisposition() {
        StateSpace.Walked walked = walkCase(CaseActs.ofTwoRounds());

        System.out.println("Every way through two rounds of a case: " + walked);
        for (Disposition disposition : Disposition.values()) {
            assertThat(walked.ends()).anyMatch(end -> end.contains("CLOSED " + disposition));
        }
    }

    @Test
    void identification_withDna() {
        StateSpace.Walked walked = walkCase(CaseActs.withDna());

        System.out.println("Every way through a round of a case with DNA: " + walked);
        assertThat(walked.ends()).anyMatch(end -> end.contains("CLOSED RETAINED"));
    }

    @Test
    void plantedFault_custodySkipped_isFound() {
        assertFound(
                "handover",
                model -> ((ServiceTask) model.getModelElementById("TakeCustody"))
                        .setCamundaDelegateExpression("${skipsCustody}"),
                this::walkHandover,
                "C1 a container in nobody's custody");
    }

    @Test
    void plantedFault_withdrawalUnchecked_isFound() {
        assertFound(
                "handover",
                Mutants.lead("PledgeWithdrawn_to_AcceptWithdrawal", "StagedCasesToRecall"),
                this::walkHandover,
                "a dead end");
    }

    /** Nobody counted the cases at Hickam. The laboratory itself would refuse what has not landed beside it, see MovedTokensProcessTest. */
    @Test
    void plantedFault_laboratoryBeforeHawaii_isFound() {
        assertFound(
                "handover",
                Mutants.lead("WhereLanded_to_PlanLeg", "RemainsAtHickam"),
                this::walkHandover,
                "the machinery failed: Unknown property used in expression: ${containersToExamine}");
    }

    @Test
    void plantedFault_reviewSkipped_isFound() {
        assertFound(
                "identification",
                Mutants.lead("ProposeDisposition_to_ReviewDisposition", "NeedsMedicalExaminer"),
                () -> walkCase(CaseActs.ofTwoRounds()),
                "a dead end: nothing can be done, and it is not over:  CasesAccountedFor 1\n/I-001 ApproveIdentification 1");
    }

    @Test
    void plantedFault_familyToldBeforeTheMedicalExaminer_isFound() {
        assertFound(
                "identification",
                Mutants.lead("ReviewOutcome_to_NeedsMedicalExaminer", "NotifyFamily"),
                () -> walkCase(CaseActs.ofTwoRounds()),
                "a dead end: nothing can be done, and it is not over:  CasesAccountedFor 1\n/I-001 NotifyFamily 1");
    }

    private void assertFound(
            String process, Consumer<BpmnModelInstance> fault, Supplier<StateSpace.Walked> walk, String found) {
        new Mutants(engine).with(process, fault, () -> assertThatThrownBy(walk::get)
                .isInstanceOf(StateSpace.Fault.class)
                .hasMessageContaining(found));
    }
}
