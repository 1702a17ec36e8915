package org.handover.engine;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.ProcessEngineServicesAware;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.handover.vocabulary.Refusal;

/** The person who acts: always the signed-in user, never a field. */
public final class Actor {

    private Actor() {}

    /** @throws Refusal when nobody is signed in */
    public static String of(ProcessEngineServicesAware element) {
        IdentityService identity = element.getProcessEngineServices().getIdentityService();
        Authentication signedIn = identity.getCurrentAuthentication();
        if (signedIn == null || signedIn.getUserId() == null) {
            throw new Refusal("nobody is signed in; an act needs the person who does it");
        }
        return signedIn.getUserId();
    }
}
