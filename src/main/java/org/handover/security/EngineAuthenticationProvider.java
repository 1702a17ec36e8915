package org.handover.security;

import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.stereotype.Component;

/** Checks user and password with the engine's identity service. The authorities are the ids of the user's groups. */
@Component
class EngineAuthenticationProvider implements AuthenticationProvider {

    private final IdentityService identity;
    private final Throttle throttle;

    EngineAuthenticationProvider(IdentityService identity, Throttle throttle) {
        this.identity = identity;
        this.throttle = throttle;
    }

    @Override
    public Authentication authenticate(Authentication attempt) throws AuthenticationException {
        String user = attempt.getName();
        Object password = attempt.getCredentials();
        if (user == null || password == null || !isUserId(user)) {
            throw new BadCredentialsException("no user id");
        }
        check(user, password.toString());
        return signedIn(user);
    }

    /** A user who has signed in elsewhere, with the groups of this moment. */
    Authentication signedIn(String user) {
        Auditing.by(user);
        List<String> groups = identity.createGroupQuery().groupMember(user).list().stream()
                .map(Group::getId)
                .toList();
        return UsernamePasswordAuthenticationToken.authenticated(
                user, null, AuthorityUtils.createAuthorityList(groups));
    }

    /** What is wrong is for the log; whoever asks is told only that something is. */
    private void check(String user, String password) {
        boolean waits = !throttle.admits(Passwords.address(), user);
        if (!identity.checkPassword(user, password)) {
            throw waits
                    ? new LockedException(known(user) + " has to wait after wrong passwords")
                    : new BadCredentialsException("wrong password of " + known(user));
        }
    }

    /** Strangers stay unnamed: people type passwords into the wrong field. */
    private String known(String user) {
        return identity.createUserQuery().userId(user).count() > 0 ? user : "an unknown user";
    }

    /** Databases refuse control characters with an error of their own. */
    private static boolean isUserId(String user) {
        return !user.isBlank() && user.length() <= 64 && user.chars().noneMatch(Character::isISOControl);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
