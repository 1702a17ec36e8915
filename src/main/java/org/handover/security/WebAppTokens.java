package org.handover.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.camunda.bpm.webapp.impl.security.filter.util.CsrfConstants;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/** The tokens of the web apps, which keep them in the session and hand them to their own pages in the cookie XSRF-TOKEN. */
class WebAppTokens implements CsrfTokenRepository {

    private final WebAppSessions sessions;

    WebAppTokens(WebAppSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public CsrfToken loadToken(HttpServletRequest request) {
        return sessions.token(request).map(WebAppTokens::token).orElse(null);
    }

    /** One that nobody knows: only the web apps give out tokens. */
    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        return token(UUID.randomUUID().toString());
    }

    @Override
    public void saveToken(CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        // the web apps keep theirs
    }

    private static CsrfToken token(String value) {
        return new DefaultCsrfToken(CsrfConstants.CSRF_TOKEN_HEADER_NAME, "_csrf", value);
    }
}
