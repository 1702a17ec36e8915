package org.handover.security;

import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Gives the engine this application's way to keep and to check passwords. */
@Component
class PasswordsPlugin extends AbstractProcessEnginePlugin {

    private final Throttle throttle;
    private final int iterations;

    PasswordsPlugin(Throttle throttle, @Value("${handover.passwords.iterations}") int iterations) {
        this.throttle = throttle;
        this.iterations = iterations;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setIdentityProviderSessionFactory(new Passwords.Factory(throttle));
        configuration.setPasswordEncryptor(new PasswordHash(iterations));
        configuration.setCustomPasswordChecker(List.of());
    }
}
