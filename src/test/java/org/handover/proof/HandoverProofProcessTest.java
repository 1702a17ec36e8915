package org.handover.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.handover.process.ProcessTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** No way through a handover breaks the record or ends nowhere, and the walk finds faults planted in it. The bounds are those of {@link Walks}. */
@ProcessTest
class HandoverProofProcessTest {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private ProcessEngine engine;

    @Test
    void handover_fromThePledgeToTheEnd() {
        StateSpace.Walked walked = Walks.of(context).handover();

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
    void fewerThanAgreed_andOneNotAboard() {
        StateSpace.Walked walked = Walks.of(context).missingOnes();

        System.out.println("Every way when fewer come than were agreed, and one is not aboard: " + walked);
        assertThat(walked.ends())
                .anyMatch(end -> end.contains("C-02 YES WONSAN recased accessioned"))
                .anyMatch(end -> end.contains("C-02 NOT_FOUND"));
    }

    @Test
    void jointRecovery() {
        StateSpace.Walked walked = Walks.of(context).recovery();

        System.out.println("Every way through a joint recovery: " + walked);
    }

    @Test
    void furtherFind() {
        StateSpace.Walked walked = Walks.of(context).furtherFind();

        System.out.println("Every way through a further find: " + walked);
        assertThat(walked.ends())
                .as("grouped with the known individual, and with a further one")
                .anyMatch(end -> end.contains("I-001 C-01/3"))
                .anyMatch(end -> end.contains("I-002 CLOSED"));
    }

    @Test
    void regrouping() {
        StateSpace.Walked walked = Walks.of(context).regrouping();

        System.out.println("Every way through a regrouping: " + walked);
        assertThat(walked.ends())
                .anyMatch(end -> end.contains("I-002 CLOSED"))
                .as("moved to nobody")
                .anyMatch(end -> !end.contains("C-01/2"));
    }

    @Test
    void plantedFault_custodySkipped_isFound() {
        new Mutants(engine)
                .found(
                        "handover",
                        model -> ((ServiceTask) model.getModelElementById("TakeCustody"))
                                .setCamundaDelegateExpression("${skipsCustody}"),
                        Walks.ofMutants(context)::handover,
                        "C1 a container in nobody's custody");
    }

    @Test
    void plantedFault_withdrawalUnchecked_isFound() {
        new Mutants(engine)
                .found(
                        "handover",
                        Mutants.lead("PledgeWithdrawn_to_AcceptWithdrawal", "StagedCasesToRecall"),
                        Walks.ofMutants(context)::handover,
                        "a dead end");
    }

    /** Nobody counted the cases at Hickam. The laboratory itself would refuse what has not landed beside it, see MovedTokensProcessTest. */
    @Test
    void plantedFault_laboratoryBeforeHawaii_isFound() {
        new Mutants(engine)
                .found(
                        "handover",
                        Mutants.lead("WhereLanded_to_PlanLeg", "RemainsAtHickam"),
                        Walks.ofMutants(context)::handover,
                        "the machinery failed: Unknown property used in expression: ${containersToExamine}");
    }
}
