package org.handover.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.camunda.bpm.engine.ProcessEngine;
import org.handover.laboratory.Disposition;
import org.handover.process.ProcessTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** No way through a case or a notice breaks the record or ends nowhere, and the walk finds faults planted in it. The bounds are those of {@link Walks}. */
@ProcessTest
class CaseProofProcessTest {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private ProcessEngine engine;

    @Test
    void identification_fromTheOpenCaseToEveryDisposition() {
        StateSpace.Walked walked = Walks.of(context).aCase(CaseActs.ofTwoRounds());

        System.out.println("Every way through two rounds of a case: " + walked);
        for (Disposition disposition : Disposition.values()) {
            assertThat(walked.ends()).anyMatch(end -> end.contains("CLOSED " + disposition));
        }
    }

    @Test
    void identification_withDna() {
        StateSpace.Walked walked = Walks.of(context).aCase(CaseActs.withDna());

        System.out.println("Every way through a round of a case with DNA: " + walked);
        assertThat(walked.ends()).anyMatch(end -> end.contains("CLOSED RETAINED"));
    }

    @Test
    void sampleThatDoesNotComeBack() {
        StateSpace.Walked walked = Walks.of(context).aCase(CaseActs::ofALostSample);

        System.out.println("Every way of a sample that does not come back: " + walked);
        assertThat(walked.ends()).anyMatch(end -> end.contains("CLOSED RETAINED"));
    }

    @Test
    void identification_byEveryOtherLine() {
        StateSpace.Walked walked = Walks.of(context).aCase(CaseActs.ofOtherLines());

        System.out.println("Every way through a round of a case by other lines: " + walked);
        assertThat(walked.ends()).allMatch(end -> end.contains("CLOSED RETAINED"));
    }

    @Test
    void laterRemains_ofSomebodyWhoWentHome() {
        StateSpace.Walked walked = Walks.of(context).laterRemains();

        System.out.println("Every way of later remains: " + walked);
        assertThat(walked.ends()).allMatch(end -> end.contains("CLOSED IDENTIFIED"));
    }

    @Test
    void noticeOfAnObject() {
        StateSpace.Walked walked = Walks.of(context).notice();

        System.out.println("Every way through a notice of an object: " + walked);
    }

    @Test
    void plantedFault_reviewSkipped_isFound() {
        new Mutants(engine)
                .found(
                        "identification",
                        Mutants.lead("ProposeDisposition_to_ReviewDisposition", "ApproveIdentification"),
                        this::walkMutant,
                        "a dead end: nothing can be done, and it is not over:  CasesAccountedFor 1\n/I-001 ApproveIdentification 1");
    }

    @Test
    void plantedFault_familyToldBeforeTheMedicalExaminer_isFound() {
        new Mutants(engine)
                .found(
                        "identification",
                        Mutants.lead("ReviewOutcome_to_NeedsMedicalExaminer", "NotifyFamily"),
                        this::walkMutant,
                        "a dead end: nothing can be done, and it is not over:  CasesAccountedFor 1\n/I-001 NotifyFamily 1");
    }

    @Test
    void plantedFault_tokenMovedPastTheReview_isFound() {
        Mutants.found(
                () -> Walks.ofMutants(context)
                        .aCase(CaseActs.ofTwoRounds()
                                .skip(CaseActs.CASE, "ReviewDisposition", "ApproveIdentification")),
                "a dead end: nothing can be done, and it is not over:  CasesAccountedFor 1\n/I-001 ApproveIdentification 1");
    }

    private void walkMutant() {
        Walks.ofMutants(context).aCase(CaseActs.ofTwoRounds());
    }
}
