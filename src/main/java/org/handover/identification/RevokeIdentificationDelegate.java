package org.handover.identification;

import java.time.LocalDate;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.engine.Routing;
import org.handover.notice.Notices;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Revokes an identification by a new decision; a round that is still open on it ends (rule I7). */
@Component("revokeIdentification")
class RevokeIdentificationDelegate implements JavaDelegate {

    private record Revoked(String reason, LocalDate on) {}

    private final IdentificationCases cases;

    private final Notices notices;

    RevokeIdentificationDelegate(IdentificationCases cases, Notices notices) {
        this.cases = cases;
        this.notices = notices;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Revoked revoked = Input.of(execution).read(in -> new Revoked(in.text("reason"), in.optionalDate("revokedOn")));

        ItemKey individual = ItemKey.parse(execution.getProcessBusinessKey());
        boolean wasOpen = cases.revoke(individual, revoked.reason(), revoked.on(), Actor.of(execution));

        Routing.of(execution).set("familyWasTold", notices.isFamilyTold(individual));
        if (wasOpen) {
            endOtherRounds(execution);
        }
    }

    private static void endOtherRounds(DelegateExecution execution) {
        RuntimeService runtime = execution.getProcessEngineServices().getRuntimeService();
        runtime
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(execution.getProcessBusinessKey())
                .list()
                .stream()
                .filter(round -> !round.getId().equals(execution.getProcessInstanceId()))
                .forEach(round -> runtime.deleteProcessInstance(round.getId(), "The identification was revoked"));
    }
}
