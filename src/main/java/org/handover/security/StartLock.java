package org.handover.security;

import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.stereotype.Component;

/**
 * Creates what is missing at the start in one transaction, and on one node at a time: of two that start at once the second waits here
 * for the first, and then finds everything there.
 */
@Component
public class StartLock {

    private final ProcessEngineConfigurationImpl engine;

    StartLock(ProcessEngineConfigurationImpl engine) {
        this.engine = engine;
    }

    /** Does what is given in the transaction that holds the lock; waits for whoever holds it. */
    public void whileHeld(Runnable creation) {
        engine.getCommandExecutorTxRequired().execute(context -> {
            context.getPropertyManager().acquireExclusiveLockForStartup();
            creation.run();
            return null;
        });
    }
}
