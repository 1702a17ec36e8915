package org.handover.security;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What a token of the OpenID provider says in which claim.
 *
 * @param userClaim who somebody is, once and for ever: the rules that need two people compare it
 * @param groupsClaim ids of this application's groups; others are left out
 */
@ConfigurationProperties("handover.oidc")
record OidcProperties(String userClaim, String groupsClaim) {}
