package org.handover.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.web.util.WebUtils;

/**
 * Keeps in the browser what binds its way to the provider and back together, so that it may come back to another node. The session's own
 * cookie would not do: browsers leave it out on the way back from another site.
 */
class OidcRequests implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

    static final String COOKIE = "handover-oidc";

    private static final String PATH = "/sign-in";
    private static final Duration LASTS = Duration.ofMinutes(10);

    private final ClientRegistrationRepository registrations;
    private final ObjectMapper json;
    private final boolean secure;

    OidcRequests(ClientRegistrationRepository registrations, ObjectMapper json, boolean secure) {
        this.registrations = registrations;
        this.json = json;
        this.secure = secure;
    }

    /** @param to where the person wanted to go */
    private record Kept(String state, String redirect, String nonce, String nonceHash, String verifier, String to) {}

    @Override
    public void saveAuthorizationRequest(
            OAuth2AuthorizationRequest asked, HttpServletRequest request, HttpServletResponse response) {
        if (asked == null) {
            forget(response);
            return;
        }
        var kept = new Kept(
                asked.getState(),
                asked.getRedirectUri(),
                asked.getAttribute(OidcParameterNames.NONCE),
                (String) asked.getAdditionalParameters().get(OidcParameterNames.NONCE),
                asked.getAttribute(PkceParameterNames.CODE_VERIFIER),
                Destination.of(request.getParameter("to")));
        try {
            cookie(
                    response,
                    Base64.getUrlEncoder().withoutPadding().encodeToString(json.writeValueAsBytes(kept)),
                    LASTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
        Kept kept = kept(request);
        String state = request.getParameter(OAuth2ParameterNames.STATE);
        if (kept == null || state == null || !state.equals(kept.state())) {
            return null;
        }
        ClientRegistration registration = registrations.findByRegistrationId(Oidc.PROVIDER);
        return OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(registration.getProviderDetails().getAuthorizationUri())
                .clientId(registration.getClientId())
                .redirectUri(kept.redirect())
                .scopes(registration.getScopes())
                .state(kept.state())
                .additionalParameters(Map.of(OidcParameterNames.NONCE, kept.nonceHash()))
                .attributes(Map.of(
                        OAuth2ParameterNames.REGISTRATION_ID,
                        Oidc.PROVIDER,
                        OidcParameterNames.NONCE,
                        kept.nonce(),
                        PkceParameterNames.CODE_VERIFIER,
                        kept.verifier()))
                .build();
    }

    @Override
    public OAuth2AuthorizationRequest removeAuthorizationRequest(
            HttpServletRequest request, HttpServletResponse response) {
        OAuth2AuthorizationRequest asked = loadAuthorizationRequest(request);
        forget(response);
        return asked;
    }

    /** Where the person wanted to go. */
    String destination(HttpServletRequest request) {
        Kept kept = kept(request);
        return Destination.of(kept == null ? null : kept.to());
    }

    private Kept kept(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        if (cookie == null) {
            return null;
        }
        try {
            Kept kept = json.readValue(Base64.getUrlDecoder().decode(cookie.getValue()), Kept.class);
            return kept.nonce() == null || kept.nonceHash() == null || kept.verifier() == null ? null : kept;
        } catch (IllegalArgumentException | IOException notOurs) {
            return null;
        }
    }

    private void forget(HttpServletResponse response) {
        cookie(response, "", Duration.ZERO);
    }

    private void cookie(HttpServletResponse response, String value, Duration age) {
        cookie(response, COOKIE, value, PATH, age);
    }

    /** Sets a cookie that comes back with whoever the provider sends here, and that no script reads. */
    void cookie(HttpServletResponse response, String name, String value, String path, Duration age) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(name, value)
                        .path(path)
                        .httpOnly(true)
                        .secure(secure)
                        // The way back comes from another site.
                        .sameSite("Lax")
                        .maxAge(age)
                        .build()
                        .toString());
    }
}
