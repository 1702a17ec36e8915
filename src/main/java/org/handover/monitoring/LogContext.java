package org.handover.monitoring;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Log lines say what they are about: under {@code businessKey} stands the handover or the case that a request's path names. Within the
 * engine's steps the engine puts the key of the instance there. Nobody's name, and nothing else of a request, gets into the log.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class LogContext extends OncePerRequestFilter {

    /** As {@code camunda.bpm.generic-properties.properties.logging-context-business-key} says it. */
    static final String KEY = "businessKey";

    private static final Pattern ABOUT = Pattern.compile(
            "/(?:api/|live/)?handovers/([A-Z0-9][A-Z0-9-]{1,38}[A-Z0-9])(?:/cases/([A-Z]-[0-9]{1,6}))?(?:/.*)?");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Matcher about = ABOUT.matcher(request.getRequestURI());
        if (!about.matches()) {
            chain.doFilter(request, response);
            return;
        }
        try (var key = MDC.putCloseable(
                KEY, about.group(2) == null ? about.group(1) : about.group(1) + "/" + about.group(2))) {
            chain.doFilter(request, response);
        }
    }
}
