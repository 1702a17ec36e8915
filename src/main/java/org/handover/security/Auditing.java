package org.handover.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.handover.audit.AuditEntry.Kind;
import org.handover.audit.AuditTrail;
import org.handover.audit.Disclosure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Writes to the audit what became of a request, once it is answered: acts, refusals, sign-ins, and whose names or kin were shown. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class Auditing extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(Auditing.class);

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    /** Queries of the engine are also sent with POST, as Tasklist does every ten seconds. */
    private static final Pattern QUERY =
            Pattern.compile("(/engine-rest(/engine/[^/]+)?|/camunda/api/engine/engine/[^/]+)"
                    + "(/.*/(count|list|singleResult|statistics)|/[a-z-]+/count|/history/[a-z-]+"
                    + "|/(task|execution|process-instance|variable-instance|job|external-task|tenant|user|incident|decision-definition))"
                    + "|/camunda/api/(cockpit|tasklist|admin)/plugin/.*");

    private static final Pattern WEB_APP_SIGN_IN = Pattern.compile("/camunda/api/[a-z]+/auth/user/[^/]+/login/[^/]+");
    private static final Pattern SIGN_OUT = Pattern.compile("/sign-out|/camunda/api/[a-z]+/auth/user/[^/]+/logout");

    private static final String ACTOR = Auditing.class.getName() + ".actor";
    private static final String REFUSED = Auditing.class.getName() + ".refused";

    private final AuditTrail trail;
    private final ObjectProvider<WebAppSessions> sessions;

    /** @param sessions asked for when they are needed: filters are made before the engine */
    Auditing(AuditTrail trail, ObjectProvider<WebAppSessions> sessions) {
        this.trail = trail;
        this.sessions = sessions;
    }

    /** Says who makes the request that is being answered. */
    static void by(String user) {
        note(ACTOR, user);
    }

    /**
     * Says that the request that is being answered brought a wrong password.
     *
     * @param user empty when there is no such user
     */
    static void refused(String user) {
        note(REFUSED, user);
    }

    private static void note(String what, String user) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request != null) {
            request.setAttribute(what, user, RequestAttributes.SCOPE_REQUEST);
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI();
        boolean act =
                !READING.contains(request.getMethod()) && !QUERY.matcher(path).matches();
        // A sign-out ends what says it.
        String before =
                act && path.startsWith("/camunda/") || SIGN_OUT.matcher(path).matches()
                        ? sessions.getObject().user(request).orElse(null)
                        : null;
        try {
            chain.doFilter(request, response);
        } finally {
            write(request, response, path, act, before);
        }
    }

    private void write(
            HttpServletRequest request, HttpServletResponse response, String path, boolean act, String before) {
        Set<String> names = Disclosure.names(request);
        Set<String> kin = Disclosure.kin(request);
        int status = response.getStatus();
        Kind kind = kind(request, path, act, status, !names.isEmpty() || !kin.isEmpty());
        if (kind == null) {
            return;
        }
        try {
            trail.write(
                    kind,
                    actor(request, kind, before),
                    request.getRemoteAddr(),
                    request.getMethod(),
                    path,
                    status,
                    names,
                    kin);
        } catch (RuntimeException e) {
            LOG.error("What became of a request is missing in the audit: {} with status {}", kind, status, e);
        }
    }

    /** @return null for what is not audited */
    private static Kind kind(HttpServletRequest request, String path, boolean act, int status, boolean disclosed) {
        if (request.getAttribute(REFUSED) != null) {
            return Kind.SIGN_IN_REFUSED;
        }
        boolean signsIn =
                path.equals("/sign-in") && act || WEB_APP_SIGN_IN.matcher(path).matches();
        if (signsIn) {
            return status < 400 && status != 302 ? Kind.SIGN_IN : null;
        }
        if (path.equals(Oidc.BACK)) {
            // Who is refused is sent on.
            return status == 200 ? Kind.SIGN_IN : null;
        }
        if (SIGN_OUT.matcher(path).matches()) {
            return act && status < 400 ? Kind.SIGN_OUT : null;
        }
        if (status == 403 || status == 401 && request.getAttribute(ACTOR) != null) {
            return Kind.DENIED;
        }
        if (status == 401) {
            return null;
        }
        if (act) {
            return status < 400 ? Kind.ACT : status < 500 ? Kind.REFUSED : Kind.FAILED;
        }
        return disclosed ? Kind.READ : null;
    }

    private String actor(HttpServletRequest request, Kind kind, String before) {
        if (kind == Kind.SIGN_IN_REFUSED) {
            String user = (String) request.getAttribute(REFUSED);
            return user.isEmpty() ? null : user;
        }
        if (kind == Kind.SIGN_IN) {
            return sessions.getObject().user(request).orElse(null);
        }
        String actor = (String) request.getAttribute(ACTOR);
        return actor == null ? before : actor;
    }
}
