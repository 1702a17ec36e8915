package org.handover.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.handover.database.Outage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Around everything, also who is signed in: while the database is away the answer is 503, come again; a browser does by itself. Others see only that it failed. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class OutageFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(OutageFilter.class);

    /** In both languages: nobody can be asked which. */
    private static final ClassPathResource PAGE = new ClassPathResource("templates/outage.html");

    private final ObjectMapper json;

    OutageFilter(ObjectMapper json) {
        this.json = json;
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
            response.setContentType(MediaType.TEXT_HTML_VALUE);
            response.setHeader("Refresh", String.valueOf(Outage.RETRY_AFTER));
            response.getWriter().write(PAGE.getContentAsString(StandardCharsets.UTF_8));
            return;
        }
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, Outage.SAYS);
        problem.setInstance(URI.create(request.getRequestURI()));
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getWriter(), problem);
    }

    /** A browser that opens a page; what it sends is not to be sent again by itself. */
    private static boolean isPage(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return request.getMethod().equals("GET") && accept != null && accept.startsWith(MediaType.TEXT_HTML_VALUE);
    }
}
