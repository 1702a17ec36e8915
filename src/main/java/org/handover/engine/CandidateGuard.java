package org.handover.engine;

import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.task.IdentityLink;
import org.handover.vocabulary.Refusal;

/** Lets a task be completed only by a signed-in member of one of its candidate groups, on every surface. */
class CandidateGuard implements TaskListener {

    @Override
    public void notify(DelegateTask task) {
        String actor = Actor.of(task);
        List<String> groups = task.getCandidates().stream()
                .map(IdentityLink::getGroupId)
                .filter(group -> group != null)
                .toList();
        IdentityService identity = task.getProcessEngineServices().getIdentityService();
        boolean member = identity.createGroupQuery().groupMember(actor).list().stream()
                .anyMatch(group -> groups.contains(group.getId()));
        if (!member) {
            throw new Refusal("%s: %s is not in the group %s, which does this"
                    .formatted(task.getName(), actor, String.join(", ", groups)));
        }
    }
}
