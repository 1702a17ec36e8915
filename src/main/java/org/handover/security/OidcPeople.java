package org.handover.security;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngineException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.stereotype.Component;

/** The people of an OpenID provider, as the engine knows them: what a valid token says of somebody is what holds here from then on. */
@Component
@Profile("oidc")
class OidcPeople {

    private static final Logger LOG = LoggerFactory.getLogger(OidcPeople.class);

    /** What the engine takes for the id of a user. */
    private static final Pattern USER = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9.@_-]{0,63}");

    private static final int LONGEST_NAME = 255;

    private final OidcProperties properties;
    private final Directory directory;
    private final EngineAuthenticationProvider users;

    OidcPeople(OidcProperties properties, Directory directory, EngineAuthenticationProvider users) {
        this.properties = properties;
        this.directory = directory;
        this.users = users;
    }

    /**
     * Takes in whom a token is about.
     *
     * @param token whose signature, issuer, audience and time have been checked
     * @return signed in, with the groups of the token
     * @throws InvalidBearerTokenException when it does not say who that is in a way that the engine can keep
     */
    AbstractAuthenticationToken admit(ClaimAccessor token) {
        String user = token.getClaimAsString(properties.userClaim());
        if (user == null || !USER.matcher(user).matches()) {
            LOG.warn(
                    "Sign-in refused: the claim {} of a token is no id of a user, which is letters, digits and . @ _ -, 64 at most",
                    properties.userClaim());
            throw new InvalidBearerTokenException("no user");
        }
        Set<String> groups = groups(token.getClaims().get(properties.groupsClaim()));
        try {
            directory.mirror(user, name(token, "given_name"), name(token, "family_name"), groups);
        } catch (ProcessEngineException atTheSameTime) {
            // Another request has written the same; when it has not, it fails again, and is a failure.
            directory.mirror(user, name(token, "given_name"), name(token, "family_name"), groups);
        }
        Authentication signedIn = users.signedIn(user);
        return (AbstractAuthenticationToken) signedIn;
    }

    private static String name(ClaimAccessor token, String claim) {
        String name = token.getClaimAsString(claim);
        return name == null || name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    private static Set<String> groups(Object claim) {
        Collection<?> named = claim instanceof Collection<?> several
                ? several
                : claim instanceof String one ? List.of(one.split("[ ,]+")) : List.of();
        return named.stream().map(String::valueOf).filter(Groups.ALL::contains).collect(Collectors.toSet());
    }
}
