package org.handover.security;

import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Gives the engine this application's way to keep and to check passwords. */
@Component
class PasswordsPlugin extends AbstractProcessEnginePlugin {

    private final Throttle throttle;
    private final JdbcClient jdbc;
    private final int iterations;
    private final boolean elsewhere;

    PasswordsPlugin(
            Throttle throttle,
            JdbcClient jdbc,
            @Value("${handover.passwords.iterations}") int iterations,
            Environment environment) {
        this.throttle = throttle;
        this.jdbc = jdbc;
        this.iterations = iterations;
        elsewhere = environment.acceptsProfiles(Profiles.of("oidc"));
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setIdentityProviderSessionFactory(new Passwords.Factory(throttle, this::endSessions, elsewhere));
        configuration.setPasswordEncryptor(new PasswordHash(iterations));
        configuration.setCustomPasswordChecker(List.of());
    }

    private void endSessions(String user) {
        jdbc.sql("delete from %s where principal_name = ?".formatted(SessionStore.TABLE))
                .param(user)
                .update();
    }
}
