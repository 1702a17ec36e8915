package org.handover.identification;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** The laboratory's giver signs out what goes to a partner nation. */
@Component("signOutForTransfer")
class SignOutForTransferListener implements TaskListener {

    private final SigningOut signingOut;

    SignOutForTransferListener(SigningOut signingOut) {
        this.signingOut = signingOut;
    }

    @Override
    public void notify(DelegateTask task) {
        SignOut signOut = Input.of(task).read(SignOut::read);

        signingOut.signOut(ItemKey.parse(task.getExecution().getProcessBusinessKey()), signOut, Actor.of(task));
    }
}
