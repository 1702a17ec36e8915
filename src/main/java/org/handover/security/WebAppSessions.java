package org.handover.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.camunda.bpm.webapp.impl.security.auth.UserAuthentication;
import org.camunda.bpm.webapp.impl.security.filter.util.CsrfConstants;
import org.camunda.bpm.webapp.impl.util.ServletContextUtil;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * Who is signed in, for board, web apps and REST alike: the web apps' own session says it, and nothing else does. So whoever signs out
 * of one of them is signed out of all.
 */
@Component
class WebAppSessions {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final ProcessEngine engine;
    private final CamundaBpmProperties properties;

    WebAppSessions(ProcessEngine engine, CamundaBpmProperties properties) {
        this.engine = engine;
        this.properties = properties;
    }

    /** The id of the user who is signed in with a request's session, as long as the user exists. */
    Optional<String> user(HttpServletRequest request) {
        return userOf(request.getSession(false))
                .filter(user -> engine.getIdentityService()
                                .createUserQuery()
                                .userId(user)
                                .count()
                        > 0);
    }

    private Optional<String> userOf(HttpSession session) {
        if (session == null || !(session.getAttribute(KeptSessions.SIGNED_IN) instanceof Authentications signedIn)) {
            return Optional.empty();
        }
        return Optional.ofNullable(signedIn.getAuthenticationForProcessEngine(engine.getName()))
                .map(org.camunda.bpm.webapp.impl.security.auth.Authentication::getIdentityId);
    }

    /** Whether a request's session says that somebody is signed in. */
    boolean signedIn(HttpServletRequest request) {
        return userOf(request.getSession(false)).isPresent();
    }

    /** Signs in whose password has been checked, as the web apps' own login does, with a new session. */
    void open(HttpServletRequest request, HttpServletResponse response, String user) {
        UserAuthentication authentication = AuthenticationUtil.createAuthentication(engine, user);
        authentication.setCacheValidationTime(
                ServletContextUtil.getAuthCacheValidationTime(request.getServletContext()));
        AuthenticationUtil.revalidateSession(request, authentication);
        // Here and not at the next request: a web app still open with an old token would end the new session with it.
        String token = HexFormat.of().formatHex(random());
        request.getSession().setAttribute(CsrfConstants.CSRF_TOKEN_SESSION_ATTR_NAME, token);
        response.addHeader(HttpHeaders.SET_COOKIE, tokenCookie(request, token));
    }

    /** The token that whoever writes with a session must send along, as other sites cannot read it. */
    Optional<String> token(HttpServletRequest request) {
        return Optional.ofNullable(request.getSession(false))
                .map(session -> (String) session.getAttribute(CsrfConstants.CSRF_TOKEN_SESSION_ATTR_NAME));
    }

    /** Ends the session, and with it what board, web apps and forms know of the person. */
    void close(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    private String tokenCookie(HttpServletRequest request, String token) {
        var csrf = properties.getWebapp().getCsrf();
        String name =
                csrf.getCookieName() == null ? CsrfConstants.CSRF_TOKEN_DEFAULT_COOKIE_NAME : csrf.getCookieName();
        return ResponseCookie.from(name, token)
                .path(request.getContextPath() + properties.getWebapp().getApplicationPath())
                .secure(csrf.isEnableSecureCookie())
                .sameSite("Strict")
                .build()
                .toString();
    }

    private static byte[] random() {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
