package org.handover.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.handover.database.Outage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.LocaleResolver;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** Around everything, also who is signed in: while the database is away the answer is 503, come again; a browser does by itself. Others see only that it failed. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class OutageFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(OutageFilter.class);

    private final ObjectMapper json;
    private final ITemplateEngine templates;
    private final LocaleResolver languages;

    OutageFilter(ObjectMapper json, ITemplateEngine templates, LocaleResolver languages) {
        this.json = json;
        this.templates = templates;
        this.languages = languages;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException e) {
            if (!Outage.isIn(e) || response.isCommitted()) {
                throw e;
            }
            LOG.warn("The database does not answer: {}", e.getMessage());
            response.reset();
            answer(request, response);
        }
    }

    /** Here and not by the page for errors, which would ask the database who is signed in. */
    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean page = isPage(request);
        Answers.fence(response, page ? Answers.WORDS_ONLY : Answers.NOTHING_RUNS);
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(Outage.RETRY_AFTER));
        response.setCharacterEncoding("UTF-8");
        if (page) {
            // What a form has sent is not sent again by itself.
            boolean sent = !request.getMethod().equals("GET");
            if (!sent) {
                response.setHeader("Refresh", String.valueOf(Outage.RETRY_AFTER));
            }
            response.setContentType(MediaType.TEXT_HTML_VALUE);
            templates.process(
                    "outage",
                    new Context(languages.resolveLocale(request), Map.of("sent", sent)),
                    response.getWriter());
            return;
        }
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, Outage.SAYS);
        problem.setInstance(URI.create(request.getRequestURI()));
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getWriter(), problem);
    }

    /** A browser that opens a page, or sends a form. */
    private static boolean isPage(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.startsWith(MediaType.TEXT_HTML_VALUE);
    }
}
