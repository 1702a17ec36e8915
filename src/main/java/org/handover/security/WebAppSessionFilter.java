package org.handover.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets whoever is signed in to Cockpit or Tasklist read with the same session: forms read the record that way. Only for reading,
 * since a browser sends the session's cookie along with requests that other sites make.
 */
class WebAppSessionFilter extends OncePerRequestFilter {

    /** Where the web apps keep who is signed in. */
    private static final String SESSION_ATTRIBUTE = "authenticatedUser";

    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final EngineAuthenticationProvider users;
    private final ProcessEngine engine;

    WebAppSessionFilter(EngineAuthenticationProvider users, ProcessEngine engine) {
        this.users = users;
        this.engine = engine;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (READING.contains(request.getMethod()) && request.getHeader("Authorization") == null) {
            String user = userOf(request.getSession(false));
            if (user != null && exists(user)) {
                Authentication signedIn = users.signedIn(user);
                SecurityContext context = SecurityContextHolder.createEmptyContext();
                context.setAuthentication(signedIn);
                SecurityContextHolder.setContext(context);
            }
        }
        chain.doFilter(request, response);
    }

    private String userOf(HttpSession session) {
        if (session == null || !(session.getAttribute(SESSION_ATTRIBUTE) instanceof Authentications signedIn)) {
            return null;
        }
        var authentication = signedIn.getAuthenticationForProcessEngine(engine.getName());
        return authentication == null ? null : authentication.getIdentityId();
    }

    private boolean exists(String user) {
        return engine.getIdentityService().createUserQuery().userId(user).count() > 0;
    }
}
